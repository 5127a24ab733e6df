/** How long what was measured is kept; each set holds from its day on. */
interface RetentionRules {
  readonly from: string
  /** Days single readings are kept; whole weeks go at once. */
  readonly rawDays: number
  readonly minuteDays: number
  /** Hours and days. */
  readonly longDays: number
  readonly quarantineDays: number
  /** Days after the end of somebody's consent in which all that was measured of him is deleted. */
  readonly daysAfterEnd: number
}

/**
 * Sources: the shortest time needed (PIPL art. 19), deletion on withdrawal (art. 47); 90 days and two
 * years as guides/vitals §2.5 proposes. Alerts and the care file are kept elsewhere and longer
 * (养老机构管理办法 art. 32: five years).
 */
const rules: readonly RetentionRules[] = [
  {
    from: '2026-01-01',
    rawDays: 90,
    minuteDays: 730,
    longDays: 1826,
    quarantineDays: 90,
    daysAfterEnd: 0,
  },
]

/** @param day in Asia/Shanghai, `yyyy-mm-dd` @throws RangeError before the first set */
export const retentionRulesOn = (day: string): RetentionRules => {
  const found = rules.findLast(({ from }) => from <= day)
  if (!found) throw new RangeError(`no rules of retention on ${day}`)
  return found
}
