import type { Platform } from '../platform/platform.ts'
import { connectWechatPay } from '../platform/wechat-pay.ts'

/**
 * In a demo without a merchant, WeChat Pay is played by the double of the tests, so that a visitor can
 * pay: everything but the phone is the real path, and no money moves. `tellAt` says where the server
 * listens, for the notices.
 */
export const withDemoCashier = async (
  platform: Platform,
): Promise<{ readonly platform: Platform; readonly tellAt: (address: string) => void }> => {
  const { clock, log, settings } = platform
  if (settings.mode !== 'demo' || platform.wechatPay) return { platform, tellAt: () => undefined }
  const { appId } = settings.wechat
  // Only here: production has no use for it.
  const { startWechatPayDouble } = await import('./wechat-pay-double.ts')
  const double = await startWechatPayDouble({ clock, appId })
  const wechatPay = connectWechatPay({
    settings: double.settings,
    appId,
    clock,
    timeoutMs: 5000,
    log,
  })
  return {
    platform: { ...platform, wechatPay, demoPhone: double.payAs },
    tellAt: double.deliverTo,
  }
}
