import type { Clock } from '../platform/clock.ts'
import type { SendResult } from '../platform/send-result.ts'
import { shortMessage } from './notices.policy.ts'
import type { RungDriver } from './rung.ts'
import { certainlyNotSent, usualOutcome } from './rung.ts'

/** Twelve times what an adapter waits for an answer: whoever began it is certainly done by then. */
const secondsOfATry = 60

type Send = (message: {
  readonly mobile: string
  readonly parameters: readonly string[]
  readonly reference: string
}) => Promise<SendResult>

/**
 * A text message or a voice call: at most once. Their sender knows no number that makes a repeat
 * harmless, so whatever may have arrived is never tried again, a crash between sending and saving
 * included; the ladder then goes on as if it had arrived. `send` undefined: not set up.
 */
export const phoneRung = (send: Send | undefined, clock: Clock): RungDriver => ({
  whyNot: ({ mobile }) => {
    if (!send) return 'not set up'
    return mobile === null ? 'no mobile' : undefined
  },
  prepare: async (_tx, notice, { mobile }, before) => {
    if (!send || mobile === null) return { do: 'end', state: 'not_needed', why: 'no mobile' }
    if (before && before.why !== certainlyNotSent) {
      const seconds = (clock.now().getTime() - before.at.getTime()) / 1000
      return seconds < secondsOfATry
        ? { do: 'wait', seconds: secondsOfATry }
        : { do: 'end', state: 'unknown', why: 'the answer was lost' }
    }
    const message = { mobile, parameters: shortMessage(notice), reference: notice.noticeId }
    return {
      do: 'send',
      send: () => send(message),
      outcome: async (_later, result) =>
        usualOutcome(result, { state: 'unknown', why: 'the answer was lost' }),
    }
  },
})
