import type { ContactResult } from './case-status.ts'
import type { OfficeHours } from './working-time.ts'

/** Figures that a subdistrict may change from a day on; each set says where it comes from. */
export interface CaseRules {
  /** First day, yyyy-mm-dd, Asia/Shanghai. */
  readonly validFrom: string
  readonly officeHours: readonly OfficeHours[]
  /** Days after closing in which “not solved” reopens the case. */
  readonly reopenDays: number
  /** Results that are a first contact at once. */
  readonly contactMadeBy: readonly ContactResult[]
  /** So many attempts without an answer in one round count as the duty done. */
  readonly attemptsThatCount: number
  /** For a case whose type nobody has decided yet: it must not wait unseen. Working minutes. */
  readonly withoutType: { readonly firstContactMinutes: number; readonly resolveMinutes: number }
  readonly source: string
}

/** Minutes of one working day: 9:00 to 17:30. */
export const workingDay = 510

const history: readonly CaseRules[] = [
  {
    validFrom: '2000-01-01',
    officeHours: [{ from: 9 * 60, to: 17 * 60 + 30 }],
    reopenDays: 15,
    contactMadeBy: ['reached', 'refused'],
    attemptsThatCount: 2,
    withoutType: { firstContactMinutes: workingDay, resolveMinutes: 5 * workingDay },
    source:
      '大宁路街道 2019-12-02: 求助/投诉 5 working days; 先行联系 1 working day as commonly quoted; ' +
      '好差评 rectification 15 days (Zhejiang); office hours and attempts: our own default',
  },
]

/** The rules in force on a day, yyyy-mm-dd. */
export const rulesOn = (day: string): CaseRules => {
  const inForce = [...history].reverse().find((rules) => rules.validFrom <= day)
  if (!inForce) throw new RangeError('no case rules for that day')
  return inForce
}
