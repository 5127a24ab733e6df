import { randomBytes } from 'node:crypto'
import { connectDatabase } from '#db/database.ts'
import type { Settings } from '../env.ts'
import { createLog } from '../http/log.ts'
import { systemClock } from './clock.ts'
import { connectSenders } from './connect-senders.ts'
import { openDiskFileStore } from './file-store.ts'
import { randomIds } from './ids.ts'
import { connectJobs } from './jobs.ts'
import { connectLiveBus } from './live-bus.ts'
import { personalData } from './personal-data.ts'
import type { Platform } from './platform.ts'
import { connectWechat } from './wechat.ts'
import { connectWechatPay } from './wechat-pay.ts'

/** The real outside world, for the server and for commands that work beside it. */
export const connectPlatform = async (settings: Settings): Promise<Platform> => {
  const log = createLog(settings.logLevel)
  const clock = systemClock
  const ids = randomIds(clock)
  return {
    settings,
    clock,
    ids,
    log,
    database: connectDatabase({
      url: settings.databaseUrl,
      onConnectionLost: (error) => log.warn({ err: error }, 'database connection lost'),
    }),
    jobs: connectJobs({ databaseUrl: settings.databaseUrl, log }),
    liveBus: connectLiveBus(settings.databaseUrl, log),
    wechat: connectWechat({
      baseUrl: settings.wechat.baseUrl,
      appId: settings.wechat.appId,
      appSecret: settings.wechat.appSecret,
      timeoutMs: 5000,
      clock,
      log,
    }),
    wechatPay:
      settings.wechatPay &&
      connectWechatPay({
        settings: settings.wechatPay,
        appId: settings.wechat.appId,
        clock,
        timeoutMs: 5000,
        log,
      }),
    demoPhone: undefined,
    senders: connectSenders(settings.notices, { clock, log }),
    files: await openDiskFileStore({
      directory: settings.filesDirectory,
      newName: ids.next,
      clock,
    }),
    personalData: personalData({
      encryptionKeys: settings.personalDataKeys.map(({ id, bytes }) => ({ id, key: bytes })),
      indexKey: settings.blindIndexKey,
      randomBytes,
    }),
  }
}
