import type { NoticeKind } from '#shared/notices/notices.contract.ts'
import { isCareKind, isForResidents } from '#shared/notices/notices.contract.ts'
import { noticeWords } from '#shared/notices/notices.words.ts'

/** Minutes after which a rung that keeps failing is given up. */
const worthTryingMinutes = 60
const shortestPauseSeconds = 5
const longestPauseSeconds = 600

/** Seconds until the next try of a rung that was first tried at `begunAt`; undefined: give up. */
export const pauseBeforeRetry = (begunAt: Date, now: Date): number | undefined => {
  const age = (now.getTime() - begunAt.getTime()) / 1000
  if (age >= worthTryingMinutes * 60) return undefined
  return Math.min(Math.max(Math.round(age / 2), shortestPauseSeconds), longestPauseSeconds)
}

/** WeChat counts a `thing` in UTF-16 units and refuses line breaks. */
const thingLength = 20
const thing = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= thingLength) return line === '' ? '邻里' : line
  // Never half a character: the first unit of a pair must not be the last one kept.
  const cut = line.slice(0, thingLength - 1).replace(/[\ud800-\udbff]$/, '')
  return `${cut}…`
}

const shanghaiTime = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const shanghaiParts = (at: Date): Readonly<Record<string, string>> =>
  Object.fromEntries(shanghaiTime.formatToParts(at).map(({ type, value }) => [type, value]))

/** `2026年11月21日 09:05`, as a `time` field wants it. */
const minuteOf = (at: Date): string => {
  const { year, month, day, hour, minute } = shanghaiParts(at)
  return `${year}年${month}月${day}日 ${hour}:${minute}`
}

/**
 * The four fields of the template (事项, 状态, 时间, 说明), each within WeChat's limits
 * (订阅消息参数值内容限制说明).
 */
export const messageData = (notice: {
  readonly kind: NoticeKind
  readonly title: string
  readonly body: string
  readonly at: Date
}): Record<string, string> => ({
  thing1: thing(notice.title),
  phrase2: noticeWords[notice.kind].state,
  time3: minuteOf(notice.at),
  // WeChat is an outsider: how somebody is stays in the app.
  thing4: thing(isCareKind(notice.kind) ? '请打开看看' : notice.body),
})

/** A variable of a text message may have 6 characters (cloud.tencent.com/document/product/382/13301). */
const variableLength = 6

/**
 * What leaves in a text message, a voice call or 政务微信, in the order of the template: where it
 * stands, what it is about, date and time. No names, no address, nothing that a person wrote.
 */
export const shortMessage = (notice: {
  readonly kind: NoticeKind
  readonly caseId: string | null
  readonly what: string | null
  readonly happensAt: Date | null
  readonly at: Date
}): readonly string[] => {
  const { month, day, hour, minute } = shanghaiParts(notice.happensAt ?? notice.at)
  const usual = isCareKind(notice.kind) ? '老人提醒' : '预约'
  const what = notice.what ?? (notice.caseId === null ? usual : '反映的事')
  return [
    noticeWords[notice.kind].state,
    what.slice(0, variableLength).replace(/[\ud800-\udbff]$/, ''),
    `${month}月${day}日`,
    `${hour}:${minute}`,
  ]
}

/** The text of a 政务微信 message to staff. */
export const wecomText = (notice: Parameters<typeof shortMessage>[0]): string => {
  const [, what, date, time] = shortMessage(notice)
  return `${noticeWords[notice.kind].title}\n${notice.what ?? what}，${date}${time}\n请打开“邻里”看看`
}

/** The page of the mini-program that a tap on the message opens. */
export const pageOf = (notice: {
  readonly kind: NoticeKind
  readonly subdistrictId: string | null
  readonly caseId: string | null
  readonly bookingId: string | null
  readonly alertId: string | null
}): string => {
  const { kind, subdistrictId, caseId, bookingId, alertId } = notice
  const residents = isForResidents(kind)
  if (subdistrictId === null) return 'pages/home/index'
  if (caseId !== null) {
    const page = residents ? 'features/cases/pages/case/index' : 'features/desk/pages/handle/index'
    return `${page}?subdistrict=${subdistrictId}&case=${caseId}`
  }
  // One page for family and staff: the server says what each may do with an alert.
  if (alertId !== null)
    return `features/care/pages/alert/index?subdistrict=${subdistrictId}&alert=${alertId}`
  if (bookingId === null) return 'pages/home/index'
  const page = residents
    ? 'features/bookings/pages/booking/index'
    : 'features/bookings-desk/pages/requests/index'
  return `${page}?subdistrict=${subdistrictId}&booking=${bookingId}`
}

export interface ListPosition {
  readonly at: Date
  readonly noticeId: string
}

export const cursorOf = ({ at, noticeId }: ListPosition): string => `${at.getTime()}_${noticeId}`

/** Undefined for a cursor that is none of ours. */
export const positionOf = (cursor: string): ListPosition | undefined => {
  const match = /^(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor)
  return match?.[1] && match[2] ? { at: new Date(Number(match[1])), noticeId: match[2] } : undefined
}
