/**
 * Where a booking stands. `held`: kept for a few minutes, or until it is paid · `requested`: waits for
 * staff to accept (待接单) · `proposed`: staff moved it and wait for a yes. All of these take their place.
 */
export const bookingStatuses = [
  'held',
  'requested',
  'proposed',
  'confirmed',
  'checked_in',
  'served',
  'no_show',
  'cancelled',
  'declined',
  'expired',
] as const
export type BookingStatus = (typeof bookingStatuses)[number]

/** Bookings that take a place. */
export const liveStatuses = [
  'held',
  'requested',
  'proposed',
  'confirmed',
  'checked_in',
] as const satisfies readonly BookingStatus[]

/** The one table of moves: from which statuses each one leads where. */
export const bookingMoves = {
  // One that moves to another time is asked for, or agreed to, anew.
  request: { from: ['held', 'requested', 'confirmed'], to: 'requested' },
  confirm: { from: ['held', 'requested', 'proposed', 'confirmed'], to: 'confirmed' },
  decline: { from: ['requested'], to: 'declined' },
  propose: { from: ['requested', 'confirmed'], to: 'proposed' },
  cancel: { from: ['held', 'requested', 'proposed', 'confirmed'], to: 'cancelled' },
  expire: { from: ['held', 'proposed'], to: 'expired' },
  check_in: { from: ['confirmed', 'no_show'], to: 'checked_in' },
  // A meal is served by the scan that lets him in.
  undo_check_in: { from: ['checked_in', 'served'], to: 'confirmed' },
  serve: { from: ['confirmed', 'checked_in'], to: 'served' },
  no_show: { from: ['confirmed'], to: 'no_show' },
} as const satisfies Record<
  string,
  { readonly from: readonly BookingStatus[]; readonly to: BookingStatus }
>
export type BookingMove = keyof typeof bookingMoves

export const canMove = (status: BookingStatus, move: BookingMove): boolean => {
  const from: readonly BookingStatus[] = bookingMoves[move].from
  return from.includes(status)
}

/** Moves that give the place back. */
export const releasingMoves: readonly BookingMove[] = ['decline', 'cancel', 'expire']

/** What a viewer may do with a booking right now; the server works it out, the pages show it. */
export const bookingActions = [
  'confirm',
  'pay',
  'cancel',
  'move',
  'answer_proposal',
  'show_code',
  'rate',
  'complain',
  'accept',
  'decline',
  'propose',
  'check_in',
  'undo_check_in',
  'serve',
  'no_show',
  'collect',
  'reveal_phone',
] as const
export type BookingAction = (typeof bookingActions)[number]

/** How a booking came: by the person, by a relative, at the counter, on the phone, or walking in. */
export const bookingChannels = ['app', 'relative', 'counter', 'phone', 'walk_in'] as const
export type BookingChannel = (typeof bookingChannels)[number]

/** Channels in which staff book for somebody. */
export const staffChannels = [
  'counter',
  'phone',
  'walk_in',
] as const satisfies readonly BookingChannel[]

export const bookingEventKinds = [
  'held',
  'offered_from_wait',
  'to_pay',
  'requested',
  'confirmed',
  'paid',
  'accepted',
  'declined',
  'proposed',
  'proposal_agreed',
  'moved',
  'cancelled',
  'cancelled_by_site',
  'expired',
  'unanswered',
  'reminded',
  'checked_in',
  'check_in_undone',
  'left',
  'served',
  'no_show',
  'refunded',
  'rated',
  'complained',
  'phone_revealed',
  'case_opened',
] as const
export type BookingEventKind = (typeof bookingEventKinds)[number]

export const waitStates = ['waiting', 'offered', 'taken', 'left', 'lapsed'] as const
export type WaitState = (typeof waitStates)[number]

/** Demand that met no place: looked and found no time, asked for it, or found it full. */
export const wishKinds = ['no_time', 'full', 'asked'] as const
export type WishKind = (typeof wishKinds)[number]

export const checkInWays = ['qr', 'number', 'tail', 'staff'] as const
export type CheckInWay = (typeof checkInWays)[number]
