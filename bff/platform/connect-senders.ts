import type { NoticeSettings } from '../notice-settings.ts'
import type { Clock } from './clock.ts'
import type { SendLog } from './send-result.ts'
import type { Sms } from './sms.ts'
import { connectSms } from './sms.ts'
import type { Voice } from './voice.ts'
import { connectVoice } from './voice.ts'
import type { Wecom } from './wecom.ts'
import { connectWecom } from './wecom.ts'

/** The ladder's rungs beyond WeChat; undefined: not set up here. */
export interface Senders {
  readonly wecom: Wecom | undefined
  readonly sms: Sms | undefined
  readonly voice: Voice | undefined
}

const timeoutMs = 5000

export const connectSenders = (
  { wecom, sms, voice, tencent }: NoticeSettings,
  { clock, log }: { readonly clock: Clock; readonly log: SendLog },
): Senders => {
  const at = (baseUrl: string) => ({ ...tencent, baseUrl, clock, timeoutMs })
  return {
    wecom: wecom && connectWecom(wecom, { clock, log, timeoutMs }),
    sms: sms && connectSms(at(sms.baseUrl), sms, log),
    voice: voice && connectVoice(at(voice.baseUrl), voice, log),
  }
}
