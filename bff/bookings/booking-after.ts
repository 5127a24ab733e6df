import { bookingRulesOn } from '#shared/bookings/booking-rules.ts'
import type {
  BookingView,
  complainAboutBooking,
  rateBooking,
} from '#shared/bookings/bookings.contract.ts'
import { dateWords } from '#shared/bookings/when.words.ts'
import { typeOn } from '#shared/cases/case-type.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { CaseId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { insertRating } from './booking-after.store.ts'
import type { BookingContext } from './booking-context.ts'
import type { BookingKey, BookingRecord } from './booking-record.ts'
import type { RunBookingStep } from './booking-step.ts'
import { approve } from './bookings.policy.ts'
import { findBooking } from './bookings.store.ts'

type Rating = BodyOf<typeof rateBooking>
/** Whoever cares for elders answers for it; where there is no such type, the duty desk decides. */
const complaintType = 'elder-care'
const dayLength = 86_400_000
const worstGoodGrade = 3

/** As for cases: nothing answered is no rating; a bad one says why (国办发〔2019〕51号). */
const refuseUnclear = ({ onTime, solved, grade, words }: Rating): void => {
  if (onTime === null && solved === null && grade === null)
    throw new Refusal('invalid_request', { where: 'body', rule: 'at least one answer' })
  const isBad = solved === 'no' || (grade !== null && grade < worstGoodGrade)
  if (isBad && words.trim() === '') throw new Refusal('reason_needed')
}

const isTooLate = ({ endsAt, servedAt }: BookingRecord, now: Date): boolean => {
  const ended = servedAt ?? endsAt
  const { ratingDays } = bookingRulesOn(shanghaiDay(ended))
  return now.getTime() > ended.getTime() + ratingDays * dayLength
}

/** What the person says when it is over. */
export const createAfter = (context: BookingContext, run: RunBookingStep) => {
  const { cases, clock, database, offers, viewerOf } = context

  /** @throws Refusal already_rated | rating_not_open | reason_needed | invalid_request */
  const rate = (
    actor: Actor,
    key: BookingKey,
    once: IdempotencyKey,
    rating: Rating,
  ): Promise<BookingView> =>
    run(actor, key, once, 'rate', async ({ tx, now, by, record, move }) => {
      refuseUnclear(rating)
      if (isTooLate(record, now)) throw new Refusal('rating_not_open', { status: record.status })
      const { subdistrictId, bookingId } = record
      const { onTime, solved, grade } = rating
      const words = rating.words.trim()
      const { personId } = actor
      const said = { onTime, solved, grade, words, personId, at: now }
      if (!(await insertRating(tx, { subdistrictId, bookingId, ...said })))
        throw new Refusal('already_rated')
      await move({}, [{ kind: 'rated', actor: by, data: { onTime, solved, grade } }])
    })

  /** Refused before a case is filed for it. */
  const approveComplaint = async (actor: Actor, key: BookingKey): Promise<BookingRecord> => {
    const { reader } = database
    const found = await findBooking(reader, key)
    const record = approve(await viewerOf(reader, actor, found), found, 'complain')
    if (isTooLate(record, clock.now()))
      throw new Refusal('booking_moved_on', { status: record.status })
    return record
  }

  const fileFor = async (
    actor: Actor,
    record: BookingRecord,
    once: IdempotencyKey,
    text: string,
  ): Promise<CaseId> => {
    const { subdistrictId, serviceName, siteName, startsAt } = record
    const offer = await offers.offerOf(database.reader, subdistrictId, record.offerId)
    if (!offer) throw new Error('a booking without its offer')
    const now = clock.now()
    const types = await cases.caseTypesOf(database.reader, subdistrictId)
    const filed = await cases.file(
      actor,
      {
        subdistrictId,
        text: `对服务的意见：${serviceName}，${siteName}，${dateWords(startsAt)}。\n${text}`,
        ...(typeOn(types, complaintType, shanghaiDay(now)) ? { typeCode: complaintType } : {}),
        place: { placeId: offer.site.placeId },
        photoIds: [],
        source: 'resident',
      },
      // The same complaint sent again finds the same case, even after a crash between the two.
      { key: `${once.key}:case`, fingerprint: once.fingerprint },
    )
    return filed.caseId
  }

  /** A case of its own, with its own clock; the booking keeps what it led to. @throws Refusal booking_moved_on */
  const complain = async (
    actor: Actor,
    key: BookingKey,
    once: IdempotencyKey,
    { text }: BodyOf<typeof complainAboutBooking>,
  ): Promise<BookingView> => {
    const caseId = await fileFor(actor, await approveComplaint(actor, key), once, text)
    return run(actor, key, once, 'complain', ({ by, record, move }) =>
      move({ caseId: record.caseId ?? caseId }, [
        { kind: 'complained', actor: by },
        { kind: 'case_opened', actor: by, data: { caseId } },
      ]),
    )
  }

  return { rate, complain }
}
