/** Figures that a subdistrict may change from a day on; each set says where it comes from. */
export interface RenovationRules {
  /** First day, yyyy-mm-dd, Asia/Shanghai. */
  readonly validFrom: string
  /** Hours from the request until a load is gone. */
  readonly goalHours: number
  readonly goalSource: string
  /** Days before today in which work may have begun when it is registered. */
  readonly lateDays: number
  /** Days ahead that work may begin. */
  readonly aheadDays: number
  readonly longestDays: number
  /** Days after the last day of work in which waste of it is still hauled. */
  readonly haulAfterDays: number
  readonly source: string
}

const history: readonly RenovationRules[] = [
  {
    validFrom: '2000-01-01',
    goalHours: 36,
    goalSource: '江苏路街道的做法：装修垃圾清运从 96 小时缩短到 36 小时',
    lateDays: 30,
    aheadDays: 180,
    longestDays: 365,
    haulAfterDays: 14,
    source: 'the days are our own default, to be set by the subdistrict',
  },
]

/** The rules in force on a day, yyyy-mm-dd. */
export const renovationRulesOn = (day: string): RenovationRules => {
  const inForce = [...history].reverse().find((rules) => rules.validFrom <= day)
  if (!inForce) throw new RangeError('no renovation rules for that day')
  return inForce
}

/** Waste of a renovation is hauled only for one that is registered. */
export const renovationWasteService = 'renovation-waste'
