import type { CaseView } from '#shared/cases/cases.contract.ts'
import type { OpenStep } from './steps.ts'
import type { CaseWork } from './use-case-work.ts'

export interface StepProps {
  readonly work: CaseWork
  readonly view: CaseView
  /** Opens another step instead, e.g. the telephone from the contact. */
  readonly onGo: (step: OpenStep) => void
  readonly onClose: () => void
}
