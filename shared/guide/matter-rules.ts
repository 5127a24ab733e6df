/** Figures of pre-checked matters, which a subdistrict may change from a day on. */
export interface MatterRules {
  /** First day, yyyy-mm-dd, Asia/Shanghai. */
  readonly validFrom: string
  /** Days without a step after which a matter ends by itself, and its photos with it. */
  readonly idleDays: number
  /** Matters one person may have open at once. */
  readonly mostOpen: number
  readonly source: string
}

const history: readonly MatterRules[] = [
  {
    validFrom: '2000-01-01',
    idleDays: 30,
    mostOpen: 10,
    source:
      'our own default, after PIPL art. 19 (the shortest time needed); the subdistrict sets it',
  },
]

/** The rules in force on a day, yyyy-mm-dd. */
export const matterRulesOn = (day: string): MatterRules => {
  const inForce = [...history].reverse().find((rules) => rules.validFrom <= day)
  if (!inForce) throw new RangeError('no matter rules for that day')
  return inForce
}
