import type { Transaction } from '#db/database.ts'
import type { PersonId } from '#shared/ids.ts'
import type { Platform } from '../platform/platform.ts'
import type { SendResult } from '../platform/send-result.ts'
import type { SendFailure } from '../platform/wechat.ts'
import { messageData, pageOf } from './notices.policy.ts'
import { addGrant, clearGrants, peopleWithGrant, takeGrant } from './notices.store.ts'
import type { RungDriver } from './rung.ts'
import { certainlyNotSent, usualOutcome } from './rung.ts'

const resultOf = (code: SendFailure): SendResult => {
  const codes = { refused: 'refused', busy: 'busy', unavailable: 'lost' } as const
  const known = code === 'refused' || code === 'busy' || code === 'unavailable'
  return { ok: false, code: known ? codes[code] : 'misconfigured', why: code }
}

/**
 * One subscribe message. It is asked for at least once and arrives at most once: with one agreed
 * message WeChat itself refuses to send it twice, so that a try after a lost answer is harmless.
 */
export const subscribeRung = ({ clock, settings, wechat }: Platform) => {
  const { caseStepTemplateId: templateId, miniprogramState } = settings.wechat
  const driver: RungDriver = {
    whyNot: ({ openId }) => {
      if (templateId === '') return 'no template is set'
      return openId === null ? 'no WeChat' : undefined
    },

    prepare: async (tx, notice, { openId }, before) => {
      const { personId } = notice
      if (openId === null) return { do: 'end', state: 'not_needed', why: 'no WeChat' }
      if (!before && !(await takeGrant(tx, personId, templateId, clock.now())))
        return { do: 'end', state: 'not_needed', why: 'nothing agreed to' }
      const mayHaveArrived = before !== undefined && before.why !== certainlyNotSent
      return {
        do: 'send',
        send: async () => {
          const answer = await wechat.sendSubscribeMessage({
            openId,
            templateId,
            page: pageOf(notice),
            data: messageData(notice),
            miniprogramState,
          })
          return answer.ok ? { ok: true, id: '' } : resultOf(answer.code)
        },
        outcome: async (later, result) => {
          const now = clock.now()
          if (result.ok) return { state: 'sent', why: null }
          if (result.code === 'refused') {
            await clearGrants(later, personId, templateId, now)
            return mayHaveArrived
              ? { state: 'sent', why: 'the answer was lost' }
              : { state: 'refused', why: null }
          }
          if (result.code === 'misconfigured') await addGrant(later, personId, templateId, now)
          const lost = { again: true, why: null, because: result.why } as const
          return mayHaveArrived && result.code === 'busy' ? lost : usualOutcome(result, lost)
        },
      }
    },

    abandon: async (tx, { personId }, before) => {
      if (before.why === certainlyNotSent) await addGrant(tx, personId, templateId, clock.now())
    },
  }
  return {
    ...driver,
    /** Who of them has agreed to a message that is not sent yet. */
    whoAgreed: (tx: Transaction, personIds: readonly PersonId[]) =>
      personIds.length === 0 ? new Set<PersonId>() : peopleWithGrant(tx, personIds, templateId),
  }
}
