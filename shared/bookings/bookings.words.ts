import type { OfferKind } from '../offers/offer-kinds.ts'
import type { Slot } from '../offers/offers.contract.ts'
import { priceWords } from '../offers/offers.words.ts'
import { addDays, shanghaiDay, shanghaiMinute, weekday } from '../time/shanghai.ts'
import type { BookingStatus, WaitState } from './booking-status.ts'
import type { BookingRow, BookingView } from './bookings.contract.ts'
import { dayWords, minuteWords, whenWords } from './when.words.ts'

/** What the person sees on a card. */
export const bookingStatusWords: Readonly<Record<BookingStatus, string>> = {
  held: '还没完成',
  requested: '等服务点确认',
  proposed: '想换个时间',
  confirmed: '约好了',
  checked_in: '已签到',
  served: '已完成',
  no_show: '没有来',
  cancelled: '已取消',
  declined: '没约上',
  expired: '过期了',
}

export const waitStateWords: Readonly<Record<WaitState, string>> = {
  waiting: '在候补',
  offered: '有位置了',
  taken: '已约上',
  left: '不等了',
  lapsed: '没有回应',
}

const weekdayWords = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const
const weekdayOf = (day: string): string => weekdayWords[weekday(day) - 1] ?? ''

/** Of a button in a row of days: `今天`, `周四 26日`; the first of a month with its month. */
export const shortDayWords = (day: string, today: string): string => {
  if (day === today) return '今天'
  if (day === addDays(today, 1)) return '明天'
  const date = Number(day.slice(8))
  const month = date === 1 ? `${Number(day.slice(5, 7))}月` : ''
  return `${weekdayOf(day)} ${month}${date}日`
}

/** As a screen reader says a day: `周四 11 月 26 日`. */
export const spokenDay = (day: string): string =>
  `${weekdayOf(day)} ${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日`

/** As a screen reader says an instant: `周四 11 月 26 日 上午 9 点 30 分`. */
export const spokenWhen = (at: Date): string => {
  const minute = shanghaiMinute(at)
  const [, part = '', hour = ''] = /^(\D+)(\d+)/.exec(minuteWords(minute)) ?? []
  const rest = minute % 60
  return `${spokenDay(shanghaiDay(at))} ${part} ${hour} 点${rest === 0 ? '' : ` ${rest} 分`}`
}

/** `上午9:30` of an instant. */
export const timeOfDayWords = (at: Date): string => minuteWords(shanghaiMinute(at))

/** `11月17日 周二` of a day that is only called 今天, 明天 or 后天; null when its name says the date. */
export const nearDate = (day: string, today: string): string | null =>
  dayWords(day, today).includes('月')
    ? null
    : `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日 ${weekdayOf(day)}`

/** In running text: `今天（11月17日 周二）上午9:30`, `11月26日（周四）上午9:30`. */
export const fullWhenWords = (at: Date, now: Date): string => {
  const day = shanghaiDay(at)
  const today = shanghaiDay(now)
  const date = nearDate(day, today)
  return `${dayWords(day, today)}${date === null ? '' : `（${date}）`}${timeOfDayWords(at)}`
}

/** Until when it lasts: `到上午10:00`; nothing for what has no length. */
export const untilWords = (endsAt: Date): string => `到${timeOfDayWords(endsAt)}`

/** What is left of a time: a person's or room's time has nothing to count. */
export const leftWords = (
  { left, waiting }: Pick<Slot, 'left' | 'waiting'>,
  kind: OfferKind,
): string => {
  if (left === 0) return waiting === 0 ? '满了，可以候补' : `满了，${waiting} 人在候补`
  return kind === 'time' || kind === 'visit' ? '' : `还剩 ${left} 位`
}

/** Where one goes, or who comes: `合兴综合为老服务中心派人上门`. */
export const whereWords = (siteName: string, kind: OfferKind): string =>
  kind === 'visit' ? `${siteName}派人上门` : siteName

/** What one takes along, or at home gets ready. */
export const bringTitle = (kind: OfferKind): string =>
  kind === 'visit' ? '要准备什么' : '要带什么'

/** Of a time as a button: when, where, what is left. */
export const spokenSlot = (slot: Slot, kind: OfferKind): string =>
  [spokenWhen(new Date(slot.startsAt)), whereWords(slot.siteName, kind), leftWords(slot, kind)]
    .filter((part) => part !== '')
    .join('，')

/** `4 分 30 秒`, `30 秒`, `1 小时 5 分`; nothing below zero. */
export const countdownWords = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  const minutes = Math.floor(seconds / 60)
  if (minutes >= 60) {
    const rest = minutes % 60 === 0 ? '' : ` ${minutes % 60} 分`
    return `${Math.floor(minutes / 60)} 小时${rest}`
  }
  if (minutes === 0) return `${seconds} 秒`
  return seconds % 60 === 0 ? `${minutes} 分钟` : `${minutes} 分 ${seconds % 60} 秒`
}

/** `您` or the name of the one it is for. */
export const forWhom = ({
  isMine,
  personName,
}: Pick<BookingRow, 'isMine' | 'personName'>): string => (isMine ? '您' : personName)

/** What is said of a booking hangs on these. */
type Standing = Pick<
  BookingView,
  'status' | 'kind' | 'may' | 'paid' | 'queueNo' | 'holdUntil' | 'answerDueAt' | 'endReason'
>

const comeWords = (booking: Standing): string => {
  if (booking.kind === 'visit') return '到时候会有人上门，请在家等。'
  if (booking.kind === 'haulage') return '到时候会来装运，请先堆到约好的地方。'
  const number = booking.queueNo === null ? '' : `您是第 ${booking.queueNo} 号。`
  const code = booking.may.includes('show_code') ? '到了给工作人员看下面的码。' : ''
  return `${number}${code}` || '到时候请过来。'
}

/** How it stands and what comes next, in one or two sentences. */
export const nextWords = (booking: Standing, now: Date): string => {
  const { status, holdUntil, answerDueAt, endReason } = booking
  const until = (at: string | null) => (at === null ? '' : whenWords(new Date(at), now))
  switch (status) {
    case 'held':
      return booking.may.includes('pay')
        ? `请在${until(holdUntil)}前付款，过了时间位置会让给别人。`
        : `位置给您留到${until(holdUntil)}，请确认。`
    case 'requested':
      return answerDueAt === null || new Date(answerDueAt) <= now
        ? '等服务点确认，我们也在催。答复了会马上告诉您。'
        : `等服务点确认，最晚${until(answerDueAt)}答复，会马上告诉您。`
    case 'proposed':
      return `服务点想换到上面的时间，行不行请回答一声，给您留到${until(holdUntil)}。不行的话，这次就不约了${booking.paid === 'paid' ? '，付的钱全部退还' : ''}。`
    case 'confirmed':
      return comeWords(booking)
    case 'checked_in':
      return booking.kind === 'visit' ? '人已经到了，正在服务。' : '已经签到，请稍等。'
    case 'served':
      return booking.may.includes('rate') ? '服务做完了，怎么样请说一说。' : '服务做完了。'
    case 'no_show':
      return '这次没有来。如果记错了，请打电话告诉服务点。'
    case 'cancelled':
      return endReason === null || endReason === '' ? '这次取消了。' : `这次取消了：${endReason}`
    case 'declined':
      return `服务点这次接不了${endReason === null ? '' : `：${endReason}`}。可以换个时间再约。`
    case 'expired':
      return '没有在时间内完成，位置让给别人了。可以再约一次。'
  }
}

/** What cancelling now costs, before one decides. */
export const refundWords = ({
  paid,
  priceFen,
  refundFen,
}: Pick<BookingView, 'paid' | 'priceFen' | 'refundFen'>): string => {
  if (paid !== 'paid') return '取消后，这个位置让给别人。'
  if (refundFen === 0) return '现在取消，付的钱不退了。'
  const back =
    refundFen < priceFen
      ? `付了 ${priceWords(priceFen)}，现在取消只能退 ${priceWords(refundFen)}`
      : `现在取消，退您 ${priceWords(refundFen)}`
  return `${back}，按原来的付款方式退。`
}

/** How money stands, e.g. `12 元，已付`. */
export const paidWords = ({
  paid,
  priceFen,
  payBy,
  status,
}: Pick<BookingRow, 'paid' | 'priceFen' | 'payBy' | 'status'>): string => {
  if (paid === 'nothing') return '免费'
  const price = priceWords(priceFen)
  if (paid === 'paid') return `${price}，已付`
  // Wholly or in part: the receipt says how much.
  if (paid === 'refunded') return `${price}，退过款`
  if (status === 'cancelled' || status === 'declined' || status === 'expired')
    return `${price}，没有付`
  return payBy === 'counter' ? `${price}，到场付` : `${price}，还没付`
}

/** Questions after a service; each may stay open. */
export const bookingRatingQuestions = {
  onTime: '准时吗',
  solved: '要做的做好了吗',
  grade: '您满意吗',
} as const
export const onTimeAnswerWords = { yes: '准时', no: '不准时' } as const
export const doneAnswerWords = { yes: '做好了', no: '没做好' } as const
