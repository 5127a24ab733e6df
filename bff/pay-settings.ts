import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { PaySettings } from './platform/wechat-pay-http.ts'

type Env = Readonly<Record<string, string | undefined>>

const names = [
  'WECHAT_PAY_MERCHANT_ID',
  'WECHAT_PAY_MERCHANT_SERIAL',
  'WECHAT_PAY_MERCHANT_KEY',
  'WECHAT_PAY_API_KEY',
  'WECHAT_PAY_PLATFORM_KEYS',
  'WECHAT_PAY_NOTIFY_URL',
] as const

/** Merchant of the demo's double; its keys are made anew at every start and open nothing. */
export const demoMerchantId = '1900000000'

const pemOf = (encoded: string): string => Buffer.from(encoded, 'base64').toString('utf8')

const opens = (make: () => unknown): boolean => {
  try {
    make()
    return true
  } catch {
    return false
  }
}

/**
 * Settings of WeChat Pay, all or none; without them payments are taken at the counter only. What is
 * missing or wrong is added to `faults`.
 */
export const readPaySettings = (
  env: Env,
  production: boolean,
  faults: string[],
): PaySettings | undefined => {
  const given = names.filter((name) => env[name])
  if (given.length === 0) return undefined
  for (const name of names) if (!env[name]) faults.push(`${name} is missing`)
  const said = (name: (typeof names)[number]): string => env[name] ?? ''
  const baseUrl = env.WECHAT_PAY_BASE_URL ?? 'https://api.mch.weixin.qq.com'
  const merchantKey = pemOf(said('WECHAT_PAY_MERCHANT_KEY'))
  const platformKeys = said('WECHAT_PAY_PLATFORM_KEYS')
    .split(',')
    .map((entry) => {
      const [serial = '', encoded = ''] = entry.trim().split(':')
      return { serial, pem: pemOf(encoded) }
    })

  if (production && said('WECHAT_PAY_MERCHANT_ID') === demoMerchantId)
    faults.push('WECHAT_PAY_MERCHANT_ID is the merchant of the demo')
  if (!opens(() => createPrivateKey(merchantKey)))
    faults.push('WECHAT_PAY_MERCHANT_KEY must be the base64 of a PEM private key')
  if (Buffer.byteLength(said('WECHAT_PAY_API_KEY')) !== 32)
    faults.push('WECHAT_PAY_API_KEY must have 32 characters')
  if (platformKeys.some(({ serial, pem }) => !serial || !opens(() => createPublicKey(pem))))
    faults.push('WECHAT_PAY_PLATFORM_KEYS must be serial:base64-of-PEM, comma separated')
  if (production)
    for (const [name, address] of [
      ['WECHAT_PAY_NOTIFY_URL', said('WECHAT_PAY_NOTIFY_URL')],
      ['WECHAT_PAY_BASE_URL', baseUrl],
    ] as const)
      if (!/^https:\/\/[^?#]+$/.test(address))
        faults.push(`${name} must begin with https and have no query`)

  return {
    baseUrl,
    merchantId: said('WECHAT_PAY_MERCHANT_ID'),
    merchantSerial: said('WECHAT_PAY_MERCHANT_SERIAL'),
    merchantKey,
    apiKey: said('WECHAT_PAY_API_KEY'),
    platformKeys,
    notifyUrl: said('WECHAT_PAY_NOTIFY_URL'),
  }
}
