import { rulesOn } from '#shared/cases/case-rules.ts'
import { caseMoves } from '#shared/cases/case-status.ts'
import type {
  arriveAtCase,
  CaseView,
  closeCase,
  giveBackCase,
  logContact,
  reportProgress,
} from '#shared/cases/cases.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PhotoId } from '#shared/ids.ts'
import { scrub } from '#shared/privacy/scrub.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { meetClock, stopClocks } from './case-clocks.store.ts'
import type { CaseContext } from './case-context.ts'
import type { CaseKey, CaseRecord, NewEntry } from './case-record.ts'
import type { RunStep, Step } from './case-step.ts'
import { typeOf } from './case-view.ts'

/** The last entry before this round's; 0 in the first round. */
const roundBegan = ({ timeline }: CaseRecord): number =>
  timeline.findLast(({ kind }) => kind === 'reopened')?.seq ?? 0

const attemptsThisRound = (record: CaseRecord): number =>
  record.timeline.filter(
    ({ kind, seq }) => kind === 'contact_attempted' && seq > roundBegan(record),
  ).length

/** A find of staff on patrol, or a message without a name, has nobody to contact. */
const hasSomeoneToContact = ({ reporterIds, source }: CaseRecord): boolean =>
  reporterIds.length > 0 && source !== 'staff_patrol'

const shownThisRound = ({ photos, timeline, round }: CaseRecord): boolean => {
  const reopened = timeline.findLast(({ kind }) => kind === 'reopened')
  const since = round > 1 && reopened ? Date.parse(reopened.at) : 0
  return photos.some(
    ({ stage, internal, at }) => stage === 'after' && !internal && Date.parse(at) >= since,
  )
}

/** What the handling unit does, from taking a case to closing it. */
export const createHandling = (context: CaseContext, run: RunStep) => {
  const { photos, tell } = context
  type Once = IdempotencyKey

  const attach = (
    { tx, record, actor, now }: Step,
    photoIds: readonly PhotoId[],
    stage: 'before' | 'after',
    internal = false,
  ) => {
    const { subdistrictId, caseId } = record
    const { personId } = actor
    return photos.attach(tx, {
      subdistrictId,
      caseId,
      photoIds,
      personId,
      stage,
      internal,
      at: now,
    })
  }
  const tellReporters = ({ tx, record, actor }: Step, kind: 'case_step' | 'case_closed') =>
    tell(tx, kind, record, record.reporterIds, actor.personId)

  const accept = (actor: Actor, key: CaseKey, once: Once): Promise<CaseView> =>
    run(actor, key, once, 'accept', async (step) => {
      const { by } = step
      await step.move({ status: caseMoves.accept.to, handlerPostId: by.postId }, [
        { kind: 'accepted', internal: false, actor: by, data: {} },
      ])
      await tellReporters(step, 'case_step')
    })

  const contact = (actor: Actor, key: CaseKey, once: Once, said: BodyOf<typeof logContact>) =>
    run(actor, key, once, 'contact', async (step) => {
      const { tx, now, by, record } = step
      const { channel, result, note } = said
      const { contactMadeBy, attemptsThatCount } = rulesOn(shanghaiDay(now))
      const isDuty =
        contactMadeBy.includes(result) || attemptsThisRound(record) + 1 >= attemptsThatCount
      const isFirst = isDuty && record.firstContactAt === null
      if (isFirst) await meetClock(tx, record, 'first_contact', now)
      const entries: NewEntry[] = [
        { kind: 'contact_attempted', internal: false, actor: by, data: { channel, result } },
      ]
      if (note.trim() !== '')
        entries.push({ kind: 'note_added', internal: true, actor: by, data: { note } })
      await step.move(isFirst ? { firstContactAt: now } : {}, entries)
    })

  const arrive = (
    actor: Actor,
    key: CaseKey,
    once: Once,
    { photoIds }: BodyOf<typeof arriveAtCase>,
  ) =>
    run(actor, key, once, 'arrive', async (step) => {
      await attach(step, photoIds, 'before')
      await step.move({ status: caseMoves.arrive.to }, [
        { kind: 'arrived', internal: false, actor: step.by, data: {}, photoIds },
      ])
      await tellReporters(step, 'case_step')
    })

  /** Words for the reporter and words among staff are two entries; photos go with the public one. */
  const progress = (
    actor: Actor,
    key: CaseKey,
    once: Once,
    said: BodyOf<typeof reportProgress>,
  ) => {
    const { publicReply, internalNote, photoIds, photoStage } = said
    const isNoteOnly = publicReply.trim() === '' && internalNote.trim() !== ''
    return run(actor, key, once, isNoteOnly ? 'note' : 'progress', async (step) => {
      const { by } = step
      const isPublic = publicReply.trim() !== '' || (photoIds.length > 0 && !isNoteOnly)
      if (!isPublic && internalNote.trim() === '') throw new Refusal('reason_needed')
      await attach(step, photoIds, photoStage, isNoteOnly)
      const entries: NewEntry[] = []
      if (isPublic)
        entries.push({
          kind: 'progressed',
          internal: false,
          actor: by,
          data: { reply: scrub(publicReply).text, stage: photoStage },
          photoIds,
        })
      if (internalNote.trim() !== '')
        entries.push({
          kind: 'note_added',
          internal: true,
          actor: by,
          data: { note: internalNote },
          photoIds: isNoteOnly ? photoIds : [],
        })
      await step.move({}, entries)
      if (isPublic) await tellReporters(step, 'case_step')
    })
  }

  const close = (actor: Actor, key: CaseKey, once: Once, said: BodyOf<typeof closeCase>) =>
    run(actor, key, once, 'close', async (step) => {
      const { tx, now, by, record } = step
      const { outcome, publicReply, photoIds } = said
      if (record.firstContactAt === null && hasSomeoneToContact(record))
        throw new Refusal('contact_needed_first')
      const types = await context.typesOf(tx, key.subdistrictId)
      const needsPhoto = typeOf(types, record)?.needsAfterPhoto ?? false
      if (needsPhoto && photoIds.length === 0 && !shownThisRound(record))
        throw new Refusal('photo_needed')
      await attach(step, photoIds, 'after')
      await meetClock(tx, record, 'resolve', now)
      await stopClocks(tx, record, now)
      await step.move({ status: caseMoves.close.to, closedAt: now, closeOutcome: outcome }, [
        {
          kind: 'closed',
          internal: false,
          actor: by,
          data: { outcome, reply: scrub(publicReply).text },
          photoIds,
        },
      ])
      await tellReporters(step, 'case_closed')
    })

  /** The clocks run on: the resident waits all the same. */
  const giveBack = (
    actor: Actor,
    key: CaseKey,
    once: Once,
    { reason }: BodyOf<typeof giveBackCase>,
  ) =>
    run(actor, key, once, 'give_back', async (step) => {
      const { tx, by, record } = step
      const change = {
        status: caseMoves.give_back.to,
        handlerPostId: null,
        reviewReasons: ['given_back' as const],
      }
      await step.move(change, [
        { kind: 'given_back', internal: true, actor: by, data: { reason } },
        { kind: 'sent_to_review', internal: false, actor: by, data: { reasons: ['given_back'] } },
      ])
      await tell(tx, 'case_for_review', record, await context.dutyOfficers(tx, key.subdistrictId))
    })

  return { accept, contact, arrive, progress, close, giveBack }
}
