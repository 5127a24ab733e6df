/** What a payment is for, in the room that asked for the money. */
export const subjectKinds = ['booking'] as const
export type SubjectKind = (typeof subjectKinds)[number]

/** How it was agreed to pay. */
export const payMethods = ['wechat', 'counter'] as const
export type PayMethod = (typeof payMethods)[number]

/** How the money came. `counter_code`: the counter's own collection code, outside of this system. */
export const paidWays = ['wechat', 'cash', 'counter_code'] as const
export type PaidWay = (typeof paidWays)[number]
export const counterWays = ['cash', 'counter_code'] as const satisfies readonly PaidWay[]
export type CounterWay = (typeof counterWays)[number]

/**
 * created → prepaid → paid, by WeChat · due → paid, at the counter · created, prepaid → closing →
 * closed, when it was not paid in time; due → closed. Money that came after closed: paid_late, and
 * from there paid when there is still a place for it, else it goes back.
 */
export const paymentStates = [
  'created',
  'prepaid',
  'due',
  'closing',
  'closed',
  'paid',
  'paid_late',
] as const
export type PaymentState = (typeof paymentStates)[number]

/** The money is with us (less what was given back). */
export const isPaid = (state: PaymentState): boolean => state === 'paid' || state === 'paid_late'

/**
 * requested → processing → done. `abnormal`: WeChat could not give it back (card cancelled) and
 * staff must; `closed`: it will not happen, the amount can be given back otherwise. A refund at the
 * counter stays requested until the money was handed over.
 */
export const refundStates = ['requested', 'processing', 'done', 'abnormal', 'closed'] as const
export type RefundState = (typeof refundStates)[number]

/** Whether its money is handed over at a counter: paid there, or WeChat could not give it back. */
export const waitsAtCounter = (
  { state }: { readonly state: RefundState },
  paidBy: PaidWay | null,
): boolean => (state === 'requested' && paidBy !== 'wechat') || state === 'abnormal'

export const paymentEventKinds = [
  'opened',
  'prepaid',
  'paid',
  'closing',
  'closed',
  'paid_late',
  'kept',
  'refund_requested',
  'refund_processing',
  'refund_done',
  'refund_abnormal',
  'refund_closed',
] as const
export type PaymentEventKind = (typeof paymentEventKinds)[number]

/**
 * Where our books and WeChat's bill disagree. `evidence`: signed by WeChat, but with another amount,
 * merchant or payer than ours.
 */
export const differenceKinds = [
  'ours_only',
  'theirs_only',
  'amount_differs',
  'refund_ours_only',
  'refund_theirs_only',
  'refund_amount_differs',
  'refund_abnormal',
  'evidence',
] as const
export type DifferenceKind = (typeof differenceKinds)[number]
