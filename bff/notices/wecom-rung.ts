import type { Platform } from '../platform/platform.ts'
import { wecomText } from './notices.policy.ts'
import type { RungDriver } from './rung.ts'
import { usualOutcome } from './rung.ts'

/**
 * A message of our app in 政务微信, for staff. Asked for at least once and shown once: it drops what
 * is the same within four hours, and tries are given up long before.
 */
export const wecomRung = ({ senders: { wecom } }: Platform): RungDriver => ({
  whyNot: ({ wecomUserId }) => {
    if (!wecom) return 'not set up'
    return wecomUserId === null ? 'no 政务微信' : undefined
  },
  prepare: async (_tx, notice, { wecomUserId }) => {
    if (!wecom || wecomUserId === null)
      return { do: 'end', state: 'not_needed', why: 'no 政务微信' }
    return {
      do: 'send',
      send: () => wecom.send({ userId: wecomUserId, text: wecomText(notice) }),
      outcome: async (_later, result) =>
        usualOutcome(result, { again: true, why: null, because: 'no answer' }),
    }
  },
})
