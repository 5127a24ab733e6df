import type { Reader } from '#db/database.ts'
import { maskPhone } from '#shared/accounts/phone.ts'
import { bookingNumber } from '#shared/bookings/booking-number.ts'
import type { BookingRow, BookingView } from '#shared/bookings/bookings.contract.ts'
import type { PersonId } from '#shared/ids.ts'
import { ageOn } from '#shared/relatives/age.ts'
import { relationWords } from '#shared/relatives/relatives.words.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { BookingContext } from './booking-context.ts'
import { missedSince } from './booking-counts.store.ts'
import type { BookingKey, BookingRecord, BookingSummary } from './booking-record.ts'
import type { BookingViewer, Visible } from './bookings.policy.ts'
import { allowedActions, approveSight, refundNow } from './bookings.policy.ts'
import { findBooking } from './bookings.store.ts'

const instantOrNull = (at: Date | null): string | null => at?.toISOString() ?? null

const paidOf = ({ priceFen, paidFen, refundedFen }: BookingSummary): BookingRow['paid'] => {
  if (refundedFen > 0) return 'refunded'
  if (paidFen > 0) return 'paid'
  return priceFen > 0 ? 'due' : 'nothing'
}

/** What a list shows of it; the same for residents and staff. */
export const bookingRowOf = (summary: BookingSummary, viewer: PersonId): BookingRow => ({
  subdistrictId: summary.subdistrictId,
  bookingId: summary.bookingId,
  number: bookingNumber(summary.serial),
  status: summary.status,
  kind: summary.kind,
  offerId: summary.offerId,
  serviceCode: summary.serviceCode,
  serviceName: summary.serviceName,
  siteId: summary.siteId,
  siteName: summary.siteName,
  personId: summary.personId,
  personName: summary.personName,
  isMine: summary.personId === viewer,
  party: summary.party,
  startsAt: summary.startsAt.toISOString(),
  endsAt: summary.endsAt.toISOString(),
  holdUntil: instantOrNull(summary.holdUntil),
  answerDueAt: instantOrNull(summary.answerDueAt),
  createdAt: summary.createdAt.toISOString(),
  queueNo: summary.queueNo,
  priceFen: summary.priceFen,
  payBy: summary.payBy,
  paid: paidOf(summary),
  channel: summary.channel,
  placeLabel: summary.placeLabel,
  menuSet: summary.menuSet,
  isDelivered: summary.isDelivered,
  resourceName: summary.resourceName,
  version: summary.lastSeq,
})

const minute = 60_000

/** A complaint is read by whoever made it; a load's case by the person it is collected from. */
const leadsToCase = ({ personId, isStaff }: BookingViewer, record: BookingRecord): boolean =>
  isStaff ||
  record.kind === 'haulage' ||
  record.events.some(
    ({ kind, actorPersonId }) => kind === 'complained' && actorPersonId === personId,
  )

/** Shows one booking to one viewer. */
export const createBookingViews = (context: BookingContext) => {
  const { accounts, clock, offers, relatives } = context

  const staffPart = async (tx: Reader, record: BookingRecord, now: Date) => {
    const { personId, bookedBy, bookedByPost, subdistrictId } = record
    const profile = await relatives.profileOf(tx, personId)
    const phone = await accounts.phoneOf(tx, personId)
    const byRelative = bookedByPost === null && bookedBy !== personId
    const bookerPhone = byRelative ? await accounts.phoneOf(tx, bookedBy) : null
    const relationship = byRelative ? await relatives.mayBookFor(tx, bookedBy, personId) : undefined
    const offer = await offers.offerOf(tx, subdistrictId, record.offerId)
    const { days } = offer?.termsOn(shanghaiDay(now))?.noShow ?? { days: 90 }
    return {
      phoneMasked: phone === null ? null : maskPhone(phone),
      age: profile.bornOn === null ? null : ageOn(profile.bornOn, shanghaiDay(now)),
      bookerPhoneMasked: bookerPhone === null ? null : maskPhone(bookerPhone),
      relationWords: relationship ? relationWords[relationship.relation] : null,
      missedBefore: await missedSince(tx, personId, new Date(now.getTime() - days * 1440 * minute)),
    }
  }

  const view = async (
    tx: Reader,
    record: Visible<BookingRecord>,
    viewer: BookingViewer,
  ): Promise<BookingView> => {
    const now = clock.now()
    const offer = await offers.offerOf(tx, record.subdistrictId, record.offerId)
    if (!offer) throw new Error('a booking without its offer')
    const may = allowedActions(viewer, record)
    return {
      ...bookingRowOf(record, viewer.personId),
      site: offer.site,
      bring: record.bring,
      note: record.note,
      bookedByName: record.bookedByName,
      endReason: record.endReason,
      refundFen: refundNow(offer.termsOn(shanghaiDay(record.createdAt)), record, now),
      checkInCode: may.includes('show_code') ? `linli:check-in:${record.checkInSecret}` : null,
      paymentId: record.paymentId,
      caseId: leadsToCase(viewer, record) ? record.caseId : null,
      rating: record.rating && {
        ...record.rating,
        at: new Date(record.rating.at).toISOString(),
      },
      events: record.events
        // Who looked at a phone number is the staff's own affair and the auditor's.
        .filter(({ kind }) => viewer.isStaff || kind !== 'phone_revealed')
        .map(({ seq, kind, at, actorLabel, data, photoIds }) => ({
          seq,
          kind,
          at: new Date(at).toISOString(),
          actor: actorLabel,
          data,
          photoIds: [...photoIds],
        })),
      photoIds: [...record.photoIds],
      may,
      staff: viewer.isStaff ? await staffPart(tx, record, now) : null,
    }
  }

  /**
   * What the actor sees of the booking now; `known` spares reading what was just written.
   * @throws Refusal not_found when it is not his to see
   */
  const show = async (
    tx: Reader,
    actor: Actor,
    key: BookingKey,
    known?: BookingRecord,
  ): Promise<BookingView> => {
    const found = known ?? (await findBooking(tx, key))
    const viewer = await context.viewerOf(tx, actor, found)
    const record = approveSight(viewer, found)
    if (!viewer) throw new Error('approved without a viewer')
    return view(tx, record, viewer)
  }

  return show
}
export type ShowBooking = ReturnType<typeof createBookingViews>
