import type { KeyObject } from 'node:crypto'
import { createHash, createPrivateKey } from 'node:crypto'
import path from 'node:path'
import type { MqttSettings } from './care-settings.ts'
import { readMqttSettings } from './care-settings.ts'
import type { NoticeSettings } from './notice-settings.ts'
import { readNoticeSettings } from './notice-settings.ts'
import { readPaySettings } from './pay-settings.ts'
import type { PaySettings } from './platform/wechat-pay-http.ts'

/** A key and the id it is named by; the first of a list is used for new things. */
export interface NamedKey {
  readonly id: string
  readonly bytes: Buffer
}

export interface Settings {
  readonly mode: 'demo' | 'production'
  readonly host: string
  readonly port: number
  readonly databaseUrl: string
  readonly filesDirectory: string
  /** Built web page to serve; undefined: none. */
  readonly h5Directory: string | undefined
  /** Whose case types and phone a newcomer sees before choosing. */
  readonly defaultSubdistrictId: string
  /** The demo's eight cases and six bookings; without them it starts with empty desks. */
  readonly demoCases: boolean
  readonly logLevel: string
  /** Address ranges of our own proxies: only they may say who the client is. */
  readonly trustedProxies: readonly string[]
  /** Multiplies every rate limit; for load tests. */
  readonly rateLimitScale: number
  /** Time a whole request may take to arrive, slow phones included. */
  readonly requestSeconds: number
  /** Between two beats of a live socket; WeChat cuts idle sockets at about 60 s. */
  readonly liveBeatSeconds: number
  /** Between “not ready” and the end of service, for the load balancer to look away. */
  readonly drainSeconds: number
  /** Milliseconds the event loop may lag before new requests are refused; 0: never refuse. */
  readonly maxEventLoopDelay: number
  readonly signingKeys: readonly NamedKey[]
  readonly personalDataKeys: readonly NamedKey[]
  readonly blindIndexKey: Buffer
  readonly wechat: {
    readonly baseUrl: string
    readonly appId: string
    readonly appSecret: string
    readonly caseStepTemplateId: string
    readonly miniprogramState: 'formal' | 'trial' | 'developer'
  }
  readonly notices: NoticeSettings
  /** Undefined: payments are taken at the counter only. */
  readonly wechatPay: PaySettings | undefined
  /** Undefined: no device is let in over MQTT. */
  readonly mqtt: MqttSettings | undefined
}

export class SettingsError extends Error {}

const demoKey = (purpose: string): NamedKey => ({
  id: 'demo',
  bytes: createHash('sha256').update(`linli demo ${purpose}`).digest(),
})

/** Ed25519 private key from its 32-byte seed (RFC 8410). */
export const signingKeyOf = (key: NamedKey): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), key.bytes]),
    format: 'der',
    type: 'pkcs8',
  })

const parseKeys = (text: string): NamedKey[] =>
  text.split(',').map((entry) => {
    const [id = '', encoded = ''] = entry.trim().split(':')
    return { id, bytes: Buffer.from(encoded, 'base64') }
  })

const isDemoKey = (key: NamedKey): boolean =>
  ['signing', 'personal data', 'blind index'].some((purpose) =>
    demoKey(purpose).bytes.equals(key.bytes),
  )

/**
 * Reads every setting once. In production each secret must be given and be none of the demo's.
 * @throws SettingsError naming every setting that is missing or wrong.
 */
export const readSettings = (env: Readonly<Record<string, string | undefined>>): Settings => {
  const faults: string[] = []
  const production = env.LINLI_MODE !== 'demo'
  if (production && env.LINLI_MODE !== 'production')
    faults.push('LINLI_MODE must be demo or production')

  const required = (name: string, demoValue: string): string => {
    const value = env[name]
    if (value) return value
    if (production) faults.push(`${name} is missing`)
    return demoValue
  }
  const keys = (name: string, purpose: string): NamedKey[] => {
    const given = env[name]
    if (!given && !production) return [demoKey(purpose)]
    if (!given) {
      faults.push(`${name} is missing`)
      return []
    }
    const parsed = parseKeys(given)
    if (parsed.some((key) => !/^[a-zA-Z0-9]{1,20}$/.test(key.id) || key.bytes.length !== 32))
      faults.push(`${name} must be id:base64-of-32-bytes, comma separated, newest first`)
    else if (production && parsed.some(isDemoKey)) faults.push(`${name} is a secret of the demo`)
    return parsed
  }

  const positive = (name: string, usual: number): number => {
    const value = Number(env[name] ?? usual)
    if (!(value > 0 && value < 1e6)) faults.push(`${name} must be a number above 0`)
    return value
  }

  const port = Number(env.PORT ?? '8787')
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    faults.push('PORT must be a port number')
  const blindIndex = keys('LINLI_BLIND_INDEX_KEY', 'blind index')[0]
  if (production && env.LINLI_DEMO_LOGIN)
    faults.push('LINLI_DEMO_LOGIN is not allowed in production')
  const states = ['formal', 'trial', 'developer'] as const
  const state = states.find((known) => known === (env.WECHAT_MINIPROGRAM_STATE ?? 'formal'))
  if (!state) faults.push('WECHAT_MINIPROGRAM_STATE must be formal, trial or developer')

  const settings: Settings = {
    mode: production ? 'production' : 'demo',
    host: env.HOST ?? '127.0.0.1',
    port,
    databaseUrl: required('DATABASE_URL', ''),
    filesDirectory: path.resolve(required('FILES_DIRECTORY', '.data/files')),
    h5Directory: env.H5_DIRECTORY ? path.resolve(env.H5_DIRECTORY) : undefined,
    defaultSubdistrictId: required('DEFAULT_SUBDISTRICT', 'hexing'),
    demoCases: !production && env.LINLI_DEMO_CASES === 'yes',
    logLevel: env.LOG_LEVEL ?? 'info',
    trustedProxies: (env.TRUSTED_PROXIES ?? '').split(',').filter((range) => range !== ''),
    rateLimitScale: positive('RATE_LIMIT_SCALE', 1),
    requestSeconds: positive('REQUEST_SECONDS', 30),
    liveBeatSeconds: positive('LIVE_BEAT_SECONDS', 15),
    drainSeconds: positive('DRAIN_SECONDS', production ? 5 : 0.1),
    maxEventLoopDelay: Number(env.MAX_EVENT_LOOP_DELAY ?? '1500'),
    signingKeys: keys('LINLI_SIGNING_KEYS', 'signing'),
    personalDataKeys: keys('LINLI_PERSONAL_DATA_KEYS', 'personal data'),
    blindIndexKey: blindIndex?.bytes ?? Buffer.alloc(32),
    wechat: {
      baseUrl: env.WECHAT_BASE_URL ?? 'https://api.weixin.qq.com',
      appId: required('WECHAT_APP_ID', 'demo'),
      appSecret: required('WECHAT_APP_SECRET', 'demo'),
      caseStepTemplateId: required('WECHAT_CASE_STEP_TEMPLATE', ''),
      miniprogramState: state ?? 'formal',
    },
    notices: readNoticeSettings(env, production, faults),
    wechatPay: readPaySettings(env, production, faults),
    mqtt: readMqttSettings(env, faults),
  }
  if (settings.databaseUrl === '' && !faults.some((fault) => fault.startsWith('DATABASE_URL')))
    faults.push('DATABASE_URL is missing')
  if (faults.length > 0) throw new SettingsError(faults.join('\n'))
  return settings
}
