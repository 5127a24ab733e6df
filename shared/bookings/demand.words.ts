import type { DemandRow } from './demand.contract.ts'

/** Heads of the CSV, in its order; without the ids. */
export const demandCsvHeads = {
  week: '周（周一）',
  serviceName: '服务项目',
  siteName: '服务点',
  offered: '可约名额',
  requested: '提出预约',
  accepted: '约成',
  waited: '候补',
  declined: '服务点谢绝',
  cancelled: '取消',
  noShow: '约了没来',
  served: '已服务',
  people: '服务人数',
  elders: '其中60岁以上',
  rated: '评价数',
  grade: '平均满意度（5分）',
  unmet: '没约到',
} as const satisfies Partial<Record<keyof DemandRow, string>>

/** Bars of the demand page, in their order. */
export const demandBarWords = {
  offered: '可约名额',
  accepted: '约成',
  served: '已服务',
  unmet: '没约到',
} as const satisfies Partial<Record<keyof DemandRow, string>>
export type DemandBar = keyof typeof demandBarWords

interface NamedDemand {
  readonly name: string
  readonly accepted: number
  readonly unmet: number
}

/** What the plots show, for who would rather read it. */
export const demandSentences = (
  sum: Pick<DemandRow, 'requested' | 'accepted' | 'served' | 'noShow' | 'unmet'>,
  popular: NamedDemand | null,
  missed: NamedDemand | null,
): readonly string[] => [
  `提出预约 ${sum.requested} 次，约成 ${sum.accepted} 次，已服务 ${sum.served} 次，约了没来 ${sum.noShow} 次，没约到 ${sum.unmet} 次。`,
  ...(popular === null ? [] : [`最多人约的是${popular.name}，约成 ${popular.accepted} 次。`]),
  ...(missed === null ? [] : [`最难约到的是${missed.name}，${missed.unmet} 次没约到。`]),
]

/** One service in a sentence: the text of its bars. */
export const demandBarsSentence = (
  name: string,
  counts: Readonly<Record<DemandBar, number>>,
): string =>
  `${name}：可约 ${counts.offered}，约成 ${counts.accepted}，已服务 ${counts.served}，没约到 ${counts.unmet}`

/** Weeks of one service in a sentence: the text of its columns. */
export const demandWeeksSentence = (
  name: string,
  weeks: readonly { readonly week: string; readonly accepted: number; readonly unmet: number }[],
): string => {
  const said = weeks.map(
    ({ week, accepted, unmet }) =>
      `${Number(week.slice(5, 7))}月${Number(week.slice(8))}日那周约成 ${accepted}${unmet === 0 ? '' : `、没约到 ${unmet}`}`,
  )
  return `${name}：${said.join('；')}`
}
