import type { Transaction } from '#db/database.ts'
import type { NoticeId, PersonId } from '#shared/ids.ts'
import { noticeId as brandNoticeId } from '#shared/ids.ts'
import type { Platform } from '../platform/platform.ts'
import type { SendFailure, SubscribeMessage } from '../platform/wechat.ts'
import { messageData, pageOf, pauseBeforeRetry } from './notices.policy.ts'
import type { AttemptState } from './notices.store.ts'
import {
  addGrant,
  clearGrants,
  findAttempt,
  lockNotice,
  saveAttempt,
  takeGrant,
} from './notices.store.ts'

/** What the accounts feature answers: the person's WeChat open id, if there is one. */
export interface OpenIds {
  readonly openIdOf: (tx: Transaction, personId: PersonId) => Promise<string | null>
}

const rung = 'subscribe_message'
/** In `why` while a message is being sent: WeChat said that it did not send the last try. */
const certainlyNotSent = 'busy'

interface Message {
  readonly message: SubscribeMessage
  readonly personId: PersonId
  /** An earlier try may have arrived all the same: its answer was lost. */
  readonly mayHaveArrived: boolean
}

/**
 * The ladder's second rung: one subscribe message for a notice that stayed unread. Before WeChat is
 * asked the attempt is stored, so that a crash is seen as "may have arrived". A second try is made
 * even then: with one agreed message WeChat itself refuses to send it twice.
 */
export const createSubscribeRung = (
  { clock, database, jobs, settings, wechat }: Platform,
  { openIdOf }: OpenIds,
) => {
  const { caseStepTemplateId: templateId, miniprogramState } = settings.wechat

  const prepare = async (tx: Transaction, noticeId: NoticeId): Promise<Message | undefined> => {
    const notice = await lockNotice(tx, noticeId)
    if (!notice) return undefined
    const now = clock.now()
    const before = await findAttempt(tx, noticeId, rung)
    if (before && before.state !== 'sending') return undefined
    const { personId } = notice
    const end = (why: string) =>
      saveAttempt(tx, { noticeId, rung, state: 'not_needed', why, at: now })

    if (notice.readAt) {
      if (before?.why === certainlyNotSent) await addGrant(tx, personId, templateId, now)
      await end('read')
      return undefined
    }
    if (templateId === '') return void (await end('no template is set'))
    const openId = await openIdOf(tx, personId)
    if (openId === null) return void (await end('no WeChat'))
    if (!before && !(await takeGrant(tx, personId, templateId, now)))
      return void (await end('nothing agreed to'))

    await saveAttempt(tx, { noticeId, rung, state: 'sending', why: null, at: now })
    return {
      personId,
      mayHaveArrived: before !== undefined && before.why !== certainlyNotSent,
      message: {
        openId,
        templateId,
        page: pageOf(notice),
        data: messageData(notice),
        miniprogramState,
      },
    }
  }

  const settle = async (
    tx: Transaction,
    noticeId: NoticeId,
    { personId, mayHaveArrived }: Message,
    failure: SendFailure | undefined,
  ): Promise<void> => {
    const now = clock.now()
    const end = (state: AttemptState, why: string | null) =>
      saveAttempt(tx, { noticeId, rung, state, why, at: now })

    if (failure === undefined) return end('sent', null)
    if (failure === 'refused') {
      await clearGrants(tx, personId, templateId, now)
      return mayHaveArrived ? end('sent', 'the answer was lost') : end('refused', null)
    }
    if (failure === 'busy' || failure === 'unavailable') {
      const notice = await lockNotice(tx, noticeId)
      const pause = notice && pauseBeforeRetry(notice.at, now)
      if (pause === undefined) return end('failed', `${failure}, given up`)
      const certain = failure === 'busy' && !mayHaveArrived
      await end('sending', certain ? certainlyNotSent : null)
      return jobs.enqueue(tx, 'notice.climb', { noticeId }, { afterSeconds: pause })
    }
    await addGrant(tx, personId, templateId, now)
    return end('failed', failure)
  }

  return async (id: string): Promise<void> => {
    const noticeId = brandNoticeId(id)
    const message = await database.inTransaction((tx) => prepare(tx, noticeId))
    if (!message) return
    const answer = await wechat.sendSubscribeMessage(message.message)
    await database.inTransaction((tx) =>
      settle(tx, noticeId, message, answer.ok ? undefined : answer.code),
    )
  }
}
