import { addDays, shanghaiDay, shanghaiMinute, weekday } from '../time/shanghai.ts'

const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const

/** `今天`, `明天`, `后天`, else `11月26日（周四）`; a day of another year with its year. */
export const dayWords = (day: string, today: string): string => {
  if (day === today) return '今天'
  if (day === addDays(today, 1)) return '明天'
  if (day === addDays(today, 2)) return '后天'
  const [year, month, date] = day.split('-')
  const said = `${Number(month)}月${Number(date)}日（${weekdays[weekday(day) - 1]}）`
  return year === today.slice(0, 4) ? said : `${year}年${said}`
}

/** `上午9:30`, `下午2:00`, as one says it. */
export const minuteWords = (minute: number): string => {
  const hour = Math.floor(minute / 60)
  const rest = String(minute % 60).padStart(2, '0')
  if (hour < 6) return `凌晨${hour}:${rest}`
  if (hour < 12) return `上午${hour}:${rest}`
  if (hour < 13) return `中午${hour}:${rest}`
  return hour < 18 ? `下午${hour - 12}:${rest}` : `晚上${hour - 12}:${rest}`
}

/** `明天上午9:30` */
export const whenWords = (at: Date, now: Date): string =>
  dayWords(shanghaiDay(at), shanghaiDay(now)) + minuteWords(shanghaiMinute(at))

/** `11月26日（周四）上午9:30`: for messages, which are read on another day. */
export const dateWords = (at: Date): string =>
  dayWords(shanghaiDay(at), addDays(shanghaiDay(at), -3)) + minuteWords(shanghaiMinute(at))
