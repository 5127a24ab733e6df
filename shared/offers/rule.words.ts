import type { NthWeekday, Rule, WeekdayCode } from './rule.ts'
import { weekdayCodes } from './rule.ts'

const names: Readonly<Record<WeekdayCode, string>> = {
  MO: '一',
  TU: '二',
  WE: '三',
  TH: '四',
  FR: '五',
  SA: '六',
  SU: '日',
}

const figures = ['', '', '两', '三', '四', '五', '六', '七', '八', '九', '十']
const count = (number: number): string => figures[number] ?? `${number}`

const ordinals = ['第一', '第二', '第三', '第四', '第五']
const nthWords = ({ nth, weekday }: NthWeekday): string =>
  `${ordinals[nth - 1] ?? '最后一'}个星期${names[weekday]}`

const monthDayWords = (day: number): string => (day === -1 ? '最后一天' : `${day}日`)

const weekdayWords = (weekdays: readonly WeekdayCode[]): string => {
  const inOrder = weekdayCodes.filter((code) => weekdays.includes(code))
  if (inOrder.join() === 'MO,TU,WE,TH,FR') return '周一至周五'
  if (inOrder.length === 7) return '周一至周日'
  return `周${inOrder.map((code) => names[code]).join('、')}`
}

/** A rule as people say it: `每周一、三`, `每月第一个星期四`. */
export const ruleWords = (rule: Rule): string => {
  const { interval } = rule
  if (rule.every === 'day') return interval === 1 ? '每天' : `每${count(interval)}天一次`
  if (rule.every === 'week') {
    const days = weekdayWords(rule.weekdays)
    if (interval > 1) return `每${count(interval)}周的${days}`
    return rule.weekdays.length === 7 ? '每天' : `每${days}`
  }
  const days =
    'nths' in rule
      ? rule.nths.map(nthWords).join('、')
      : [...rule.monthDays]
          .sort((one, other) => (one < 0 ? 32 : one) - (other < 0 ? 32 : other))
          .map(monthDayWords)
          .join('、')
  return interval === 1 ? `每月${days}` : `每${count(interval)}个月的${days}`
}
