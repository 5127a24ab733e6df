import type { Deadline } from './cases.contract.ts'

const minute = 60_000
/** Shanghai is 8 hours ahead of UTC all year. */
const shanghai = 8 * 60 * minute
const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

const local = (at: Date): Date => new Date(at.getTime() + shanghai)
const dayOf = (at: Date): number => Math.floor((at.getTime() + shanghai) / (24 * 60 * minute))

const clockTime = (at: Date): string => local(at).toISOString().slice(11, 16)

/** `今天 16:20`, `明天 10:00`, `周三 10:00` within a week, else `12月3日 10:00`. */
export const timeInWords = (at: Date, now: Date): string => {
  const days = dayOf(at) - dayOf(now)
  const time = clockTime(at)
  if (days === 0) return `今天 ${time}`
  if (days === 1) return `明天 ${time}`
  if (days === -1) return `昨天 ${time}`
  const there = local(at)
  if (days > 1 && days < 7) return `${weekdays[there.getUTCDay()]} ${time}`
  const date = `${there.getUTCMonth() + 1}月${there.getUTCDate()}日 ${time}`
  return there.getUTCFullYear() === local(now).getUTCFullYear()
    ? date
    : `${there.getUTCFullYear()}年${date}`
}

/** `35 分`, `2 小时 10 分`, `3 天 4 小时`; less than a minute is `不到 1 分`. */
export const spanInWords = (milliseconds: number): string => {
  const minutes = Math.floor(milliseconds / minute)
  if (minutes < 1) return '不到 1 分'
  if (minutes < 60) return `${minutes} 分`
  const hours = Math.floor(minutes / 60)
  const [large, unit, small, smallUnit] =
    hours < 24
      ? [hours, '小时', minutes % 60, '分']
      : [Math.floor(hours / 24), '天', hours % 24, '小时']
  return small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smallUnit}`
}

/** How long somebody has waited: `刚提出`, `已等 2 小时 10 分`. */
export const waitedInWords = (milliseconds: number): string =>
  milliseconds < minute ? '刚提出' : `已等 ${spanInWords(milliseconds)}`

/** Said once on the case's own page, under a deadline marked 暂定. */
export const provisionalNote = '暂定：明年节假日安排公布后，时间可能调整。'

/**
 * A deadline as one says it: `还剩 2 小时 10 分` on the day, `明天 10:00 前`, `已超时 35 分`; marked
 * 暂定 while next year's holidays are not published.
 */
export const deadlineInWords = (deadline: Deadline, now: Date): string => {
  const due = new Date(deadline.dueAt)
  if (deadline.metAt !== null)
    return new Date(deadline.metAt) <= due
      ? '按时完成'
      : `超时 ${spanInWords(Date.parse(deadline.metAt) - due.getTime())}完成`
  if (due < now) return `已超时 ${spanInWords(now.getTime() - due.getTime())}`
  const left = due.getTime() - now.getTime()
  const words =
    dayOf(due) === dayOf(now) || left < 2 * 60 * minute
      ? `还剩 ${spanInWords(left)}`
      : `${timeInWords(due, now)} 前`
  return deadline.provisional ? `${words}（暂定）` : words
}
