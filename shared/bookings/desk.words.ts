import { spanInWords, timeInWords, waitedInWords } from '../cases/deadline.words.ts'
import type { BookingAction, BookingChannel, BookingStatus } from './booking-status.ts'
import type { BookingRow, BookingView } from './bookings.contract.ts'
import type { AnswerTimes, deskQueues } from './desk.contract.ts'

export const requestQueueWords: Readonly<Record<(typeof deskQueues)[number], string>> = {
  new: '新预约',
  unanswered: '超时没答',
  coming: '要来的',
  ended: '已结束',
}

/** How a booking stands, as the desk reads it. */
export const staffStatusWords: Readonly<Record<BookingStatus, string>> = {
  held: '还没确认',
  requested: '待接单',
  proposed: '等他回答',
  confirmed: '约好了',
  checked_in: '已签到',
  served: '已服务',
  no_show: '没有来',
  cancelled: '已取消',
  declined: '谢绝了',
  expired: '过期了',
}

/** How a booking came, as the desk reads it. */
export const channelWords: Readonly<Record<BookingChannel, string>> = {
  app: '本人约的',
  relative: '家人代约',
  counter: '到窗口约的',
  phone: '打电话约的',
  walk_in: '现场来的',
}

/** The same as a clerk says it while booking for somebody. */
export const staffChannelWords = {
  phone: '来电',
  counter: '到窗口',
  walk_in: '现场来的',
} as const satisfies Partial<Record<BookingChannel, string>>

/** What the person reads when his request is declined or his booking is cancelled by the site. */
export const declineReasons = [
  '这个时间人手不够',
  '名额满了',
  '服务人员临时有事',
  '这项服务暂时停办',
  '不符合这项服务的条件',
  '一直联系不上本人',
] as const

export const bookingPhoneReasons = ['核对预约', '商量时间', '问清地址', '问身体情况'] as const

/** On a button of the staff. */
export const staffActionWords = {
  accept: '接单',
  propose: '另约时间',
  decline: '谢绝',
  check_in: '签到',
  undo_check_in: '撤销签到',
  serve: '服务完成',
  no_show: '没有来',
  collect: '收款',
  reveal_phone: '查看电话',
  move: '改时间',
  cancel: '取消预约',
} as const satisfies Partial<Record<BookingAction, string>>
export type StaffAction = keyof typeof staffActionWords

const minutesWords = (minutes: number): string =>
  minutes < 1 ? '不到 1 分钟' : `${Math.round(minutes)} 分钟`

/** How fast this desk answers today: `今天答复 12 个，一般 6 分钟，最慢 11 分钟`. */
export const answerTimesWords = ({
  answered,
  medianMinutes,
  slowestMinutes,
}: AnswerTimes): string => {
  if (answered === 0 || medianMinutes === null || slowestMinutes === null)
    return '今天还没有答复过预约'
  if (answered === 1) return `今天答复 1 个，用了${minutesWords(slowestMinutes)}`
  return `今天答复 ${answered} 个，一般${minutesWords(medianMinutes)}，最慢${minutesWords(slowestMinutes)}`
}

/** How long a request has waited: `已等 4 分`. */
export const requestWaitWords = ({ createdAt }: Pick<BookingRow, 'createdAt'>, now: Date): string =>
  waitedInWords(now.getTime() - Date.parse(createdAt))

/** Until when it is to be answered; null for what waits for no answer. */
export const answerDueWords = (
  { status, answerDueAt }: Pick<BookingRow, 'status' | 'answerDueAt'>,
  now: Date,
): { readonly words: string; readonly isLate: boolean } | null => {
  if (status !== 'requested' || answerDueAt === null) return null
  const due = new Date(answerDueAt)
  return due < now
    ? { words: `超时 ${spanInWords(now.getTime() - due.getTime())}`, isLate: true }
    : { words: `${timeInWords(due, now)} 前答复`, isLate: false }
}

/** Whom one will serve: `93 岁 · 女儿代约 · 有 1 次没来`. */
export const servedFactsWords = ({ staff, channel }: BookingView): string => {
  if (staff === null) return ''
  const { age, relationWords, missedBefore } = staff
  return [
    age === null ? '年龄没有登记' : `${age} 岁`,
    relationWords === null ? channelWords[channel] : `${relationWords}代约`,
    missedBefore === 0 ? '' : `有 ${missedBefore} 次约了没来`,
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

/** At the door, when it is not clear who somebody is. */
export const unknownCheckInWords = {
  unreadable: '请扫对方手机上的码，或者输入 8 位预约号、手机号或身份证的后四位。',
  offline: '没有网络，只能对照这台设备上的名单。请按姓名在今日名单里找，或者换成预约号再试。',
} as const

/** Why a day is closed; told to everybody who is booked. */
export const closureReasons = ['服务人员请假', '设备检修', '场地另有安排', '天气原因'] as const

/** How a date of a rule that falls on a holiday is decided, with what it means for the people. */
export const holidayPolicyNotes = {
  skip: '遇到法定节假日，那一天不办，也不补',
  keep: '节假日照常办，要有人上班',
  next_working_day: '改到节后第一个上班的日子',
  next_week: '改到下一周的同一天，还放假就再往后一周',
} as const
