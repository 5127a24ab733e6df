import type { SmsSettings } from './platform/sms.ts'
import type { TencentCredentials } from './platform/tencent-cloud.ts'
import type { VoiceSettings } from './platform/voice.ts'
import type { WecomSettings } from './platform/wecom.ts'

/** Settings of the ladder's further rungs; one that is undefined is off. */
export interface NoticeSettings {
  readonly wecom: WecomSettings | undefined
  readonly sms: (SmsSettings & { readonly baseUrl: string }) | undefined
  readonly voice: (VoiceSettings & { readonly baseUrl: string }) | undefined
  readonly tencent: { readonly credentials: TencentCredentials; readonly region: string }
}

type Env = Readonly<Record<string, string | undefined>>

/** Reads them from the environment; what is half set, or a demo's in production, is added to `faults`. */
export const readNoticeSettings = (
  env: Env,
  production: boolean,
  faults: string[],
): NoticeSettings => {
  /** Reads one of them when all are given; undefined when none is: then the rung is off. */
  const group = (...names: readonly string[]): ((name: string) => string) | undefined => {
    const given = names.filter((name) => env[name])
    if (given.length === 0) return undefined
    for (const name of names) if (!env[name]) faults.push(`${name} is missing`)
    for (const name of given)
      if (production && env[name]?.startsWith('demo'))
        faults.push(`${name} is a secret of the demo`)
    return (name) => env[name] ?? ''
  }

  const wecom = group('WECOM_CORP_ID', 'WECOM_SECRET', 'WECOM_AGENT_ID')
  const sms = group('SMS_APP_ID', 'SMS_SIGN_NAME', 'SMS_TEMPLATE_ID')
  const voice = group('VOICE_APP_ID', 'VOICE_TEMPLATE_ID')
  const tencent = group('TENCENT_SECRET_ID', 'TENCENT_SECRET_KEY')
  if ((sms || voice) && !tencent)
    faults.push('TENCENT_SECRET_ID and TENCENT_SECRET_KEY are missing')
  const agentId = Number(wecom?.('WECOM_AGENT_ID') ?? 1)
  if (!Number.isInteger(agentId) || agentId < 1) faults.push('WECOM_AGENT_ID must be a number')

  return {
    wecom: wecom && {
      baseUrl: env.WECOM_BASE_URL ?? 'https://qyapi.weixin.qq.com',
      corpId: wecom('WECOM_CORP_ID'),
      secret: wecom('WECOM_SECRET'),
      agentId,
    },
    sms: sms && {
      baseUrl: env.SMS_BASE_URL ?? 'https://sms.tencentcloudapi.com',
      appId: sms('SMS_APP_ID'),
      signName: sms('SMS_SIGN_NAME'),
      templateId: sms('SMS_TEMPLATE_ID'),
    },
    voice: voice && {
      baseUrl: env.VOICE_BASE_URL ?? 'https://vms.tencentcloudapi.com',
      appId: voice('VOICE_APP_ID'),
      templateId: voice('VOICE_TEMPLATE_ID'),
    },
    tencent: {
      credentials: {
        secretId: tencent?.('TENCENT_SECRET_ID') ?? '',
        secretKey: tencent?.('TENCENT_SECRET_KEY') ?? '',
      },
      region: env.TENCENT_REGION ?? 'ap-guangzhou',
    },
  }
}
