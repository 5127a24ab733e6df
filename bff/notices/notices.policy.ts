import type { NoticeKind } from '#shared/notices/notices.contract.ts'
import { noticeWords } from '#shared/notices/notices.words.ts'

export type Urgency = 'normal' | 'urgent'

/**
 * Seconds a notice may stay unread before the next rung. Our own figures (R7 asks for "by urgency"
 * and gives none): a minute keeps people who are looking at the app from a second buzz.
 */
export const secondsUnread: Readonly<Record<Urgency, number>> = { normal: 60, urgent: 0 }

/** Minutes after which a message about a notice says nothing new and is given up. */
const worthSendingMinutes = 60
const shortestPauseSeconds = 5
const longestPauseSeconds = 600

/** Seconds until the next try after WeChat could not be asked; undefined: too late, give up. */
export const pauseBeforeRetry = (noticeAt: Date, now: Date): number | undefined => {
  const age = (now.getTime() - noticeAt.getTime()) / 1000
  if (age >= worthSendingMinutes * 60) return undefined
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

/** `2026年11月21日 09:05`, as a `time` field wants it. */
const minuteOf = (at: Date): string => {
  const part = Object.fromEntries(
    shanghaiTime.formatToParts(at).map(({ type, value }) => [type, value]),
  )
  return `${part.year}年${part.month}月${part.day}日 ${part.hour}:${part.minute}`
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
  thing4: thing(notice.body),
})

/** Kinds that a reporter is told; the others go to staff, who have a page of their own. */
const forReporters: readonly NoticeKind[] = ['case_step', 'case_closed']

/** The page of the mini-program that a tap on the message opens. */
export const pageOf = (notice: {
  readonly kind: NoticeKind
  readonly subdistrictId: string | null
  readonly caseId: string | null
}): string => {
  const { kind, subdistrictId, caseId } = notice
  if (subdistrictId === null || caseId === null) return 'pages/home/index'
  const page = forReporters.includes(kind)
    ? 'features/cases/pages/case/index'
    : 'features/desk/pages/handle/index'
  return `${page}?subdistrict=${subdistrictId}&case=${caseId}`
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
