import { carePurposes } from '#shared/care/care-rules.ts'
import type { CareYes } from '#shared/care/care-shapes.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import { metricClasses } from '#shared/readings/metrics.ts'
import { addDays, shanghaiInstant } from '#shared/time/shanghai.ts'
import type { Rights } from './care-record.ts'
import { isGranted } from './rights.policy.ts'

/** `vitals/view` */
export const yesText = ({ metricClass, purpose }: CareYes): string => `${metricClass}/${purpose}`

/** What was written down as `vitals/view`, in the order of the product; what is not readable is left out. */
export const readYes = (texts: readonly string[]): CareYes[] =>
  metricClasses.flatMap((metricClass) =>
    carePurposes
      .map((purpose) => ({ metricClass, purpose }))
      .filter((one) => texts.includes(yesText(one))),
  )

/** @throws Refusal class_not_measured */
export const approveYes = (
  yes: readonly CareYes[],
  measured: readonly MetricClass[],
): CareYes[] => {
  if (yes.some(({ metricClass }) => !measured.includes(metricClass)))
    throw new Refusal('class_not_measured')
  return readYes(yes.map(yesText))
}

/** On whose word somebody acts: his own, or with proof as his staff. */
export interface Word {
  readonly byStaff: boolean
  readonly proofNote: string | null
}

/**
 * The elder needs no proof; staff need one, and alone may write down the guardian's word.
 * @throws Refusal unknown_elder | not_allowed | proof_needed
 */
export const approveWord = (
  rights: Pick<Rights, 'grants'>,
  proofNote: string | null | { readonly notNeeded: true },
  basis?: 'self' | 'guardian' | 'on_paper',
): Word => {
  if (isGranted(rights, 'self')) {
    if (basis !== undefined && basis !== 'self') throw new Refusal('not_allowed')
    return { byStaff: false, proofNote: null }
  }
  if (!isGranted(rights, 'care_staff') || basis === 'self') throw new Refusal('not_allowed')
  if (typeof proofNote === 'object' && proofNote?.notNeeded)
    return { byStaff: true, proofNote: null }
  const proof = typeof proofNote === 'string' ? proofNote.trim() : ''
  if (proof === '') throw new Refusal('proof_needed')
  return { byStaff: true, proofNote: proof }
}

/** The instant in which the last day ends, in Shanghai. @throws Refusal day_is_over */
export const endOfLastDay = (lastDay: string | null, today: string): Date | null => {
  if (lastDay === null) return null
  const end = shanghaiInstant(addDays(lastDay, 1))
  if (Number.isNaN(end.getTime()) || lastDay < today) throw new Refusal('day_is_over')
  return end
}
