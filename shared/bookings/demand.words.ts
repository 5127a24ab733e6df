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
