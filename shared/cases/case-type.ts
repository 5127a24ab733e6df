import type { Severity } from './case-status.ts'

/** One row of the dated table of types; a change is a new row with a later `validFrom`. */
export interface CaseType {
  readonly code: string
  /** First and last day, yyyy-mm-dd, Asia/Shanghai. */
  readonly validFrom: string
  readonly validTo: string | null
  readonly name: string
  readonly hint: string
  /** `neighbourhood`: the 居委 of the place; `grid`: its station; `unit`: the one with the code. */
  readonly ownerKind: 'neighbourhood' | 'grid' | 'unit'
  readonly ownerUnitCode: string | null
  /** 小事不出居委、中事不出网格、大事不出街道 (R4). */
  readonly tier: string
  readonly severity: Severity
  /** natural: minutes on the clock; working: minutes of working time. */
  readonly timeUnit: 'natural' | 'working'
  readonly firstContactMinutes: number
  readonly resolveMinutes: number
  readonly needsAfterPhoto: boolean
  /** Where these figures come from. */
  readonly source: string
}

/** The row of a type in force on a day, yyyy-mm-dd; of several the latest. */
export const typeOn = (
  types: readonly CaseType[],
  code: string | null,
  day: string,
): CaseType | undefined =>
  types
    .filter((type) => type.code === code && type.validFrom <= day)
    .filter(({ validTo }) => validTo === null || day <= validTo)
    .sort((one, other) => other.validFrom.localeCompare(one.validFrom))[0]
