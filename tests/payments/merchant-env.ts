import type { WechatPayDouble } from '#bff/demo/wechat-pay-double.ts'

const encoded = (text: string): string => Buffer.from(text).toString('base64')

/** The double's merchant, as the settings of a real one, for a server process of its own. */
export const merchantEnv = ({ settings }: WechatPayDouble): Record<string, string> => ({
  WECHAT_PAY_BASE_URL: settings.baseUrl,
  WECHAT_PAY_MERCHANT_ID: settings.merchantId,
  WECHAT_PAY_MERCHANT_SERIAL: settings.merchantSerial,
  WECHAT_PAY_MERCHANT_KEY: encoded(settings.merchantKey),
  WECHAT_PAY_API_KEY: settings.apiKey,
  WECHAT_PAY_PLATFORM_KEYS: settings.platformKeys
    .map(({ serial, pem }) => `${serial}:${encoded(pem)}`)
    .join(),
  WECHAT_PAY_NOTIFY_URL: settings.notifyUrl,
})
