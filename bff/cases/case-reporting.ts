import { rulesOn } from '#shared/cases/case-rules.ts'
import { caseMoves } from '#shared/cases/case-status.ts'
import type { rateCase, supplementCase, withdrawCase } from '#shared/cases/cases.contract.ts'
import { worstGoodGrade } from '#shared/cases/cases.words.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import { scrub } from '#shared/privacy/scrub.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { startClocks, stopClocks } from './case-clocks.store.ts'
import { clocksFrom } from './case-clocks.ts'
import type { CaseContext } from './case-context.ts'
import type { CaseKey, CaseRecord, NewEntry } from './case-record.ts'
import type { RunStep, Step } from './case-step.ts'
import { typeOf } from './case-view.ts'
import { insertRating } from './cases.store.ts'

const millisecondsPerDay = 86_400_000

type Rating = BodyOf<typeof rateCase>

/** Nothing answered is no rating; a bad one says why (国办发〔2019〕51号: 差评 must be followed up). */
const refuseUnclear = ({ contacted, solved, grade, words }: Rating): void => {
  if (contacted === null && solved === null && grade === null)
    throw new Refusal('invalid_request', { where: 'body', rule: 'at least one answer' })
  const isBad = solved === 'no' || (grade !== null && grade < worstGoodGrade)
  if (isBad && words.trim() === '') throw new Refusal('reason_needed')
}

const refuseTooLate = ({ closedAt }: CaseRecord, now: Date): void => {
  if (closedAt === null) return
  const days = rulesOn(shanghaiDay(closedAt)).reopenDays
  if (now.getTime() > closedAt.getTime() + days * millisecondsPerDay)
    throw new Refusal('reopen_too_late')
}

/** What the reporter does after filing: add, take back, judge. */
export const createReporting = (context: CaseContext, run: RunStep) => {
  const { jobs, photos, tell } = context

  const supplement = (
    actor: Actor,
    key: CaseKey,
    once: IdempotencyKey,
    { text, photoIds }: BodyOf<typeof supplementCase>,
  ) =>
    run(actor, key, once, 'supplement', async (step) => {
      const { tx, now, by, record } = step
      if (text.trim() === '' && photoIds.length === 0) throw new Refusal('reason_needed')
      const { personId } = actor
      await photos.attach(tx, {
        ...key,
        photoIds,
        personId,
        stage: 'report',
        internal: false,
        at: now,
      })
      const change = text.trim() === '' ? {} : { textCheck: 'pending' as const }
      await step.move(change, [
        {
          kind: 'supplemented',
          internal: false,
          actor: by,
          data: { text: scrub(text).text },
          photoIds,
        },
      ])
      if (text.trim() !== '') await jobs.enqueue(tx, 'case.check-text', key)
      await tell(tx, 'case_supplemented', record, await context.responsible(tx, record), personId)
    })

  const withdraw = (
    actor: Actor,
    key: CaseKey,
    once: IdempotencyKey,
    { reason }: BodyOf<typeof withdrawCase>,
  ) =>
    run(actor, key, once, 'withdraw', async ({ tx, now, by, record, move }) => {
      await stopClocks(tx, record, now)
      await move({ status: caseMoves.withdraw.to, reviewReasons: [] }, [
        { kind: 'withdrawn', internal: false, actor: by, data: { reason: scrub(reason).text } },
      ])
    })

  /** “没解决”: back to the same handler, a new round of clocks, and his supervisor is told. */
  const reopen = async ({ tx, now, by, record, actor, move }: Step, entries: NewEntry[]) => {
    refuseTooLate(record, now)
    const next = { ...record, round: record.round + 1 }
    const types = await context.typesOf(tx, record.subdistrictId)
    await startClocks(tx, next, now, clocksFrom(now, typeOf(types, record)))
    const change = {
      status: caseMoves.reopen.to,
      round: next.round,
      closedAt: null,
      closeOutcome: null,
      firstContactAt: null,
    }
    const reopened: NewEntry = {
      kind: 'reopened',
      internal: false,
      actor: by,
      data: { round: next.round },
    }
    await move(change, [...entries, reopened])
    const told = [
      ...(await context.responsible(tx, record)),
      ...(await context.supervisors(tx, record)),
    ]
    await tell(tx, 'case_reopened', record, told, actor.personId)
  }

  const rate = (actor: Actor, key: CaseKey, once: IdempotencyKey, given: Rating) =>
    run(actor, key, once, 'rate', async (step) => {
      const { tx, now, by, record, move } = step
      refuseUnclear(given)
      const words = scrub(given.words).text
      const { personId } = actor
      const { round } = record
      const isFirst = await insertRating(tx, { ...key, ...given, words, personId, round, at: now })
      if (!isFirst) throw new Refusal('already_rated')
      const { contacted, solved, grade } = given
      const rated: NewEntry = {
        kind: 'rated',
        internal: true,
        actor: by,
        data: { contacted, solved, grade, words, round },
      }
      if (solved === 'no') await reopen(step, [rated])
      else await move({}, [rated])
    })

  return { supplement, withdraw, rate }
}
