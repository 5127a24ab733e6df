import type { RenovationScope, RenovationView } from './renovations.contract.ts'

export const scopeWords: Readonly<Record<RenovationScope, string>> = {
  whole: '全屋装修',
  partial: '局部装修',
  kitchen_bath: '厨房、卫生间',
  furniture: '换家具、换门窗',
}

/** `12月1日到12月20日` */
export const daysWords = (startsOn: string, endsOn: string): string =>
  startsOn === endsOn ? dayWords(startsOn) : `${dayWords(startsOn)}到${dayWords(endsOn)}`

const dayWords = (day: string): string =>
  `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

type Side = Pick<
  RenovationView,
  'propertyName' | 'propertySeenAt' | 'neighbourhoodName' | 'neighbourhoodSeenAt'
>

export interface SideWords {
  readonly name: string
  readonly state: string
  readonly hasSeen: boolean
}

/** Where the registration stands with the one and with the other. */
export const sidesWords = (side: Side): readonly SideWords[] => [
  sideWords(
    side.propertyName,
    side.propertySeenAt,
    '物业',
    '这个小区还没有物业在系统里，请当面报备',
  ),
  sideWords(
    side.neighbourhoodName,
    side.neighbourhoodSeenAt,
    '居委会',
    '没有找到居委会，请打街道电话',
  ),
]

function sideWords(
  name: string | null,
  seenAt: string | null,
  fallback: string,
  missing: string,
): SideWords {
  if (name === null) return { name: fallback, state: missing, hasSeen: false }
  return seenAt === null
    ? { name, state: '已送达，还没有看', hasSeen: false }
    : { name, state: '已经看过', hasSeen: true }
}

/** `2 小时`, `41 小时`; less than one is said as such. */
export const hoursWords = (hours: number): string =>
  hours < 1 ? '不到 1 小时' : `${Math.round(hours)} 小时`

/** What the case of a haul says, at its beginning and at its end. */
export const haulCaseWords = {
  title: (service: string, site: string): string => `${service}，${site}`,
  text: (service: string, when: string, site: string): string =>
    `居民预约了${service}：${when}，放在${site}。`,
  reply: (hauler: string): string => `${hauler}已经清运，现场照片见下。`,
  moved: (when: string): string => `清运改到${when}。`,
  ended: '居民的清运预约取消了。',
  missed: '约好的时间没有看到垃圾，这次没有清运。',
} as const
