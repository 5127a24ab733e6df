import type { Transaction } from '#db/database.ts'
import type { NoticeId } from '#shared/ids.ts'
import { noticeId as brandNoticeId } from '#shared/ids.ts'
import type { LadderRules, Rung } from '#shared/notices/ladder-rules.ts'
import { ladderOf, ladderRulesOn, quietUntil, shanghaiDay } from '#shared/notices/ladder-rules.ts'
import type { Platform } from '../platform/platform.ts'
import type { SendResult } from '../platform/send-result.ts'
import type { AttemptState } from './attempts.store.ts'
import { attemptsOf, saveAttempt } from './attempts.store.ts'
import type { Calls } from './calls.service.ts'
import { pauseBeforeRetry } from './notices.policy.ts'
import type { NoticeRow } from './notices.store.ts'
import { lockNotice } from './notices.store.ts'
import { phoneRung } from './phone-rung.ts'
import type { Outcome, RungDriver, Ways, WaysOf } from './rung.ts'
import { subscribeRung } from './subscribe-rung.ts'
import { wecomRung } from './wecom-rung.ts'

const minute = 60_000
const later = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * minute)

const rulesFor = ({ at }: Pick<NoticeRow, 'at'>): LadderRules => ladderRulesOn(shanghaiDay(at))
/** Counts as arrived: the next rung waits for it to be read. */
const hasArrived = (state: AttemptState): boolean => state === 'sent' || state === 'unknown'
const noWay: Ways = { hasAccount: false, openId: null, wecomUserId: null, mobile: null }

type ToClimb = Omit<NoticeRow, 'readAt' | 'once'>

interface Try {
  readonly notice: NoticeRow
  readonly ways: Ways
  readonly rung: Rung
  readonly begunAt: Date
  readonly send: () => Promise<SendResult>
  readonly outcome: (tx: Transaction, result: SendResult) => Promise<Outcome>
}

/**
 * Climbs from the notice in the app: each rung once, the next when the one before was unread for
 * as long as the rules say, and at once when it could not be used. One job is one look; what was
 * done stands in notice_attempts, written before and after each try.
 */
export const createLadder = (platform: Platform, accounts: WaysOf, calls: Calls) => {
  const { clock, database, jobs, senders } = platform
  const subscribe = subscribeRung(platform)
  const drivers: Readonly<Record<Rung, RungDriver>> = {
    subscribe_message: subscribe,
    wecom: wecomRung(platform),
    sms: phoneRung(senders.sms?.send, clock),
    voice: phoneRung(senders.voice?.call, clock),
  }

  const wake = (tx: Transaction, noticeId: NoticeId, afterSeconds: number): Promise<void> =>
    jobs.enqueue(tx, 'notice.climb', { noticeId }, { afterSeconds: Math.ceil(afterSeconds) })

  /** The next try, stored as begun; undefined when there is nothing to do now. */
  const prepare = async (tx: Transaction, noticeId: NoticeId): Promise<Try | undefined> => {
    const notice = await lockNotice(tx, noticeId)
    const ways = notice && (await accounts.waysOf(tx, [notice.personId])).get(notice.personId)
    if (!notice || !ways) return undefined
    const now = clock.now()
    const rules = rulesFor(notice)
    const patience = rules.minutesUnread[notice.urgency]
    const attempts = await attemptsOf(tx, noticeId)
    const staleAt = notice.staleAt ?? later(notice.at, rules.staleAfter)
    let reached = ways.hasAccount
    let due = later(notice.at, ways.hasAccount ? patience.in_app : 0)

    for (const rung of ladderOf(rules, notice.kind, notice.urgency)) {
      const before = attempts.get(rung)
      const driver = drivers[rung]
      const passed = (at: Date): void => {
        reached = true
        due = later(at, patience[rung])
      }
      const save = (state: AttemptState, why: string | null) =>
        saveAttempt(tx, { noticeId, rung, state, why, at: now })
      if (before && before.state !== 'sending') {
        if (hasArrived(before.state)) passed(before.at)
        continue
      }
      if (notice.readAt) {
        if (before) await driver.abandon?.(tx, notice, before)
        await save('not_needed', 'read')
        return undefined
      }
      const impossible = driver.whyNot(ways)
      if (impossible !== undefined && !before) {
        await save('not_needed', impossible)
        continue
      }
      const from = before || due < now ? now : due
      const when = quietUntil(rules, rung, notice.urgency, from) ?? from
      if (when >= staleAt) {
        await save(before ? 'failed' : 'not_needed', 'too late')
        continue
      }
      if (when > now) {
        await wake(tx, noticeId, (when.getTime() - now.getTime()) / 1000)
        return undefined
      }
      const prepared = await driver.prepare(tx, notice, ways, before)
      if (prepared.do === 'wait') {
        await wake(tx, noticeId, prepared.seconds)
        return undefined
      }
      if (prepared.do === 'end') {
        await save(prepared.state, prepared.why)
        if (hasArrived(prepared.state)) passed(before?.at ?? now)
        continue
      }
      await save('sending', null)
      return { ...prepared, notice, ways, rung, begunAt: before?.begunAt ?? now }
    }
    if (!reached) await calls.add(tx, notice)
    return undefined
  }

  /** Writes how the try ended, and the job for the next look where one can come of it. */
  const settle = async (tx: Transaction, tried: Try, result: SendResult): Promise<void> => {
    const { notice, ways, rung, begunAt } = tried
    const { noticeId } = notice
    const now = clock.now()
    const save = (state: AttemptState, why: string | null, providerId?: string) =>
      saveAttempt(tx, {
        noticeId,
        rung,
        state,
        why,
        at: now,
        ...(providerId ? { providerId } : {}),
      })
    const outcome = await tried.outcome(tx, result)
    let arrived = false
    if ('again' in outcome) {
      const pause = pauseBeforeRetry(begunAt, now)
      if (pause !== undefined) {
        await save('sending', outcome.why)
        return wake(tx, noticeId, pause)
      }
      await save('failed', `${outcome.because}, given up`)
    } else {
      await save(outcome.state, outcome.why, outcome.providerId)
      arrived = hasArrived(outcome.state)
    }
    const rules = rulesFor(notice)
    const ladder = ladderOf(rules, notice.kind, notice.urgency)
    const above = ladder.slice(ladder.indexOf(rung) + 1)
    const goesOn = above.some((next) => drivers[next].whyNot(ways) === undefined)
    if (goesOn || !(arrived || ways.hasAccount))
      await wake(tx, noticeId, arrived ? rules.minutesUnread[notice.urgency][rung] * 60 : 0)
  }

  return {
    /**
     * The first job for each of these notices, of one telling. None where no rung could be used:
     * somebody who has no account either goes onto the calls list.
     */
    begin: async (tx: Transaction, notices: readonly ToClimb[]): Promise<void> => {
      const [first] = notices
      if (!first) return
      const people = notices.map(({ personId }) => personId)
      const rules = rulesFor(first)
      const ladder = ladderOf(rules, first.kind, first.urgency)
      const waysBy = await accounts.waysOf(tx, people)
      const granted = await subscribe.whoAgreed(
        tx,
        people.filter((personId) => subscribe.whyNot(waysBy.get(personId) ?? noWay) === undefined),
      )
      for (const notice of notices) {
        const ways = waysBy.get(notice.personId) ?? noWay
        const usable = ladder.some(
          (rung) =>
            drivers[rung].whyNot(ways) === undefined &&
            (rung !== 'subscribe_message' || granted.has(notice.personId)),
        )
        const wait = ways.hasAccount ? rules.minutesUnread[first.urgency].in_app * 60 : 0
        if (usable) await wake(tx, notice.noticeId, wait)
        else if (!ways.hasAccount) await calls.add(tx, notice)
      }
    },

    /** One look at one notice; may be done twice and does each thing once. */
    climb: async (id: string): Promise<void> => {
      const noticeId = brandNoticeId(id)
      const next = await database.inTransaction((tx) => prepare(tx, noticeId))
      if (!next) return
      const result = await next.send()
      await database.inTransaction((tx) => settle(tx, next, result))
    },
  }
}
