import type { BookingAction, BookingStatus } from '#shared/bookings/booking-status.ts'
import { bookingActions, bookingMoves } from '#shared/bookings/booking-status.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId } from '#shared/ids.ts'
import type { OfferTerms } from '#shared/offers/offer-terms.ts'
import { refundFor } from '#shared/offers/offer-terms.ts'
import type { BookingRecord } from './booking-record.ts'

declare const seen: unique symbol
declare const approved: unique symbol
/** A booking this viewer may see. */
export type Visible<T> = T & { readonly [seen]: true }
/** A booking this viewer may do the asked step with, as it stands. */
export type Workable<T> = Visible<T> & { readonly [approved]: true }

/** Who looks at one booking. Rights hang on the person served, not on who booked. */
export interface BookingViewer {
  readonly personId: PersonId
  /** The person served is the viewer, or somebody who lets him book. */
  readonly isForHim: boolean
  /** Holds a post at the site, in the provider, or at the desk of the subdistrict. */
  readonly isStaff: boolean
  /** Leads there: unanswered requests come to him. */
  readonly isHead: boolean
  /** Staff of elsewhere in the subdistrict who booked it for the person, and still is. */
  readonly hasBooked: boolean
  /** Holds a post that takes money at a counter. */
  readonly takesMoney: boolean
}

export const maySee = (
  { isForHim, isStaff, hasBooked }: BookingViewer,
  record: BookingRecord,
): record is Visible<BookingRecord> => isForHim || isStaff || hasBooked

interface Rule {
  readonly who: 'person' | 'staff' | 'both'
  readonly from: readonly BookingStatus[]
  readonly when?: (record: BookingRecord) => boolean
}

/** One scan at the counter hands a meal over: nobody comes back to say that it was eaten. */
export const isServedOnArrival = ({ kind }: Pick<BookingRecord, 'kind'>): boolean => kind === 'meal'

const owesMoney = ({ priceFen, paidFen }: BookingRecord): boolean => paidFen < priceFen

/** Who may do what, and while the booking stands where. Times and money are asked by the steps. */
const rules: Readonly<Record<BookingAction, Rule>> = {
  confirm: { who: 'both', from: ['held'], when: ({ awaitsPayment }) => !awaitsPayment },
  pay: { who: 'person', from: ['held'], when: ({ awaitsPayment }) => awaitsPayment },
  cancel: { who: 'both', from: bookingMoves.cancel.from },
  move: { who: 'both', from: ['requested', 'confirmed'] },
  answer_proposal: { who: 'both', from: ['proposed'] },
  show_code: { who: 'person', from: ['confirmed'] },
  rate: { who: 'person', from: ['served'], when: ({ rating }) => rating === null },
  complain: { who: 'person', from: ['confirmed', 'checked_in', 'served', 'no_show', 'cancelled'] },
  accept: { who: 'staff', from: ['requested'] },
  decline: { who: 'staff', from: bookingMoves.decline.from },
  propose: { who: 'staff', from: bookingMoves.propose.from },
  check_in: { who: 'staff', from: bookingMoves.check_in.from },
  undo_check_in: {
    who: 'staff',
    from: bookingMoves.undo_check_in.from,
    when: (record) =>
      record.status !== 'served' || (isServedOnArrival(record) && record.rating === null),
  },
  serve: { who: 'staff', from: bookingMoves.serve.from },
  no_show: { who: 'staff', from: bookingMoves.no_show.from },
  collect: {
    who: 'staff',
    from: ['requested', 'confirmed', 'checked_in', 'served'],
    when: (record) => record.payBy === 'counter' && owesMoney(record),
  },
  reveal_phone: { who: 'staff', from: [...bookingMoves.cancel.from, 'checked_in', 'no_show'] },
}

/** Whether only staff do it: it is written down under their post, even when they know the person. */
export const isStaffAction = (action: BookingAction): boolean => rules[action].who === 'staff'

const isFor = ({ who }: Rule, { isForHim, isStaff, hasBooked }: BookingViewer): boolean =>
  (who !== 'staff' && isForHim) || (who !== 'person' && isStaff) || (who === 'both' && hasBooked)

const stands = ({ from, when }: Rule, record: BookingRecord): record is Workable<BookingRecord> =>
  from.includes(record.status) && (when?.(record) ?? true)

const minute = 60_000

/** Fen that would be given back if it were cancelled now, by the terms that were shown. */
export const refundNow = (
  terms: Pick<OfferTerms, 'cancel' | 'price'>,
  { paidFen, refundedFen, startsAt }: Pick<BookingRecord, 'paidFen' | 'refundedFen' | 'startsAt'>,
  now: Date,
): number => {
  const minutesBefore = (startsAt.getTime() - now.getTime()) / minute
  return Math.min(paidFen - refundedFen, refundFor(terms, paidFen, minutesBefore))
}

/** What the viewer may do with the booking right now. */
export const allowedActions = (viewer: BookingViewer, record: BookingRecord): BookingAction[] =>
  bookingActions.filter(
    (action) =>
      isFor(rules[action], viewer) &&
      stands(rules[action], record) &&
      (action !== 'collect' || viewer.takesMoney),
  )

/** The refusal for somebody who came too late: it says how the booking stands now. */
export const tooLate = (record: BookingRecord, action: BookingAction | undefined): Refusal => {
  const isAnswer = action === 'accept' || action === 'decline' || action === 'propose'
  const isOver = record.status === 'cancelled' || record.status === 'expired'
  if (isAnswer && record.answeredAt !== null && !isOver) {
    const answer = [...record.events]
      .reverse()
      .find(({ kind }) => ['accepted', 'declined', 'proposed'].includes(kind))
    return new Refusal('already_answered', { by: answer?.actorLabel ?? '', status: record.status })
  }
  if (action === 'check_in' && record.checkedInAt !== null) {
    const { actorLabel = '' } = record.events.findLast(({ kind }) => kind === 'checked_in') ?? {}
    return new Refusal('already_checked_in', {
      at: record.checkedInAt.toISOString(),
      by: actorLabel,
    })
  }
  if (action === 'rate' && record.rating !== null) return new Refusal('already_rated')
  if (action === 'rate') return new Refusal('rating_not_open', { status: record.status })
  if (action === 'confirm' && record.status === 'expired') return new Refusal('hold_over')
  return new Refusal('booking_moved_on', { status: record.status })
}

/** @throws Refusal not_found also when it exists and is not the viewer's to see. */
export const approveSight = (
  viewer: BookingViewer | undefined,
  record: BookingRecord | undefined,
): Visible<BookingRecord> => {
  if (!record || !viewer || !maySee(viewer, record)) throw new Refusal('not_found')
  return record
}

/** @throws Refusal not_found | not_allowed | booking_moved_on and the more precise ones of `tooLate` */
export const approve = (
  viewer: BookingViewer | undefined,
  record: BookingRecord | undefined,
  action: BookingAction,
): Workable<BookingRecord> => {
  const visible = approveSight(viewer, record)
  if (!viewer || !isFor(rules[action], viewer)) throw new Refusal('not_allowed')
  if (!stands(rules[action], visible)) throw tooLate(visible, action)
  return visible
}
