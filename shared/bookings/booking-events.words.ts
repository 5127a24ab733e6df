import { priceWords } from '../offers/offers.words.ts'
import type { BookingEvent } from './bookings.contract.ts'
import { dateWords } from './when.words.ts'

type Data = BookingEvent['data']

const said = (data: Data, field: string): string => {
  const value = data[field]
  return typeof value === 'string' ? value : ''
}
const because = (data: Data, field = 'reason'): string => {
  const reason = said(data, field)
  return reason === '' ? '' : `：${reason}`
}
const at = (data: Data, field: string, preposition: string): string => {
  const instant = Date.parse(said(data, field))
  return Number.isNaN(instant) ? '' : `${preposition}${dateWords(new Date(instant))}`
}
const money = (data: Data): string => {
  const fen = data.amountFen
  return typeof fen === 'number' ? ` ${priceWords(fen)}` : ''
}

const sentences: Readonly<Record<BookingEvent['kind'], (data: Data) => string>> = {
  held: () => '选了时间，先留着',
  offered_from_wait: () => '候补到了位置',
  to_pay: () => '等付款',
  requested: () => '提交了预约',
  confirmed: () => '约好了',
  paid: (data) => `付了款${money(data)}`,
  accepted: () => '服务点接单了',
  declined: (data) => `服务点接不了${because(data)}`,
  proposed: (data) =>
    `服务点想${at(data, 'from', '从')}改${at(data, 'to', '到') || '个时间'}${because(data, 'note')}`,
  proposal_agreed: () => '同意了新的时间',
  moved: (data) => `改了时间${at(data, 'startsAt', '到')}`,
  cancelled: (data) => `取消了${because(data)}`,
  cancelled_by_site: (data) => `服务点取消了${because(data)}`,
  expired: () => '没有在时间内完成，位置让出去了',
  unanswered: () => '一直没有答复，已经转给负责人',
  reminded: () => '提醒过了',
  checked_in: () => '签到了',
  check_in_undone: () => '签到记错了，已改回',
  left: () => '服务的人离开了',
  served: (data) =>
    said(data, 'note') === '' ? '服务做完了' : `服务做完了：${said(data, 'note')}`,
  no_show: () => '记为没有来',
  refunded: (data) => `退了款${money(data)}`,
  rated: () => '评价了',
  complained: () => '提了意见',
  phone_revealed: () => '工作人员看了电话号码',
  case_opened: () => '意见转成了一件事，有人办',
}

/** One step of a booking as the person reads it. */
export const bookingEventSentence = ({ kind, data }: Pick<BookingEvent, 'kind' | 'data'>): string =>
  sentences[kind](data)
