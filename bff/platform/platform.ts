import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '#db/database.ts'
import type { Settings } from '../env.ts'
import type { Clock } from './clock.ts'
import type { Senders } from './connect-senders.ts'
import type { FileStore } from './file-store.ts'
import type { Ids } from './ids.ts'
import type { Jobs } from './jobs.ts'
import type { LiveBus } from './live-bus.ts'
import type { PersonalData } from './personal-data.ts'
import type { Wechat } from './wechat.ts'
import type { WechatPay } from './wechat-pay.ts'

/** Confirms an order as a person does on his phone, where a double stands for WeChat; false: it would not. */
export type DemoPhone = (prepayId: string, openId: string) => Promise<boolean>

/** The outside world, passed in: every service is made from this and nothing else. */
export interface Platform {
  readonly settings: Settings
  readonly clock: Clock
  readonly ids: Ids
  readonly database: Database
  readonly jobs: Jobs
  readonly liveBus: LiveBus
  readonly wechat: Wechat
  /** Undefined: payments are taken at the counter only. */
  readonly wechatPay: WechatPay | undefined
  /** The demo's alone. */
  readonly demoPhone: DemoPhone | undefined
  readonly senders: Senders
  readonly files: FileStore
  readonly personalData: PersonalData
  readonly log: FastifyBaseLogger
}
