import { careConsentTextVersion } from '#shared/care/care-rules.ts'
import type { Enrolment } from '#shared/care/care-shapes.ts'
import type { UnitId } from '#shared/ids.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'

/** An enrolment that is being filled in. */
export interface EnrolmentDraft {
  readonly measured: readonly MetricClass[]
  readonly basis: 'on_paper' | 'guardian' | null
  readonly proofNote: string
  readonly room: string
  readonly livesAlone: boolean
  readonly onOxygen: boolean
  readonly oxygenScale: 1 | 2
}

export const emptyEnrolment: EnrolmentDraft = {
  measured: [],
  basis: null,
  proofNote: '',
  room: '',
  livesAlone: false,
  onOxygen: false,
  oxygenScale: 1,
}

/** As it stands; the paper of a change is a new one. */
export const draftOf = (enrolment: Enrolment, room: string): EnrolmentDraft => ({
  measured: enrolment.measured,
  basis: enrolment.basis === 'self' ? null : enrolment.basis,
  proofNote: '',
  room,
  livesAlone: enrolment.livesAlone,
  onOxygen: enrolment.onOxygen,
  oxygenScale: enrolment.oxygenScale,
})

/** What is sent; null while something is missing. */
export const enrolmentBody = (draft: EnrolmentDraft, unitId: UnitId | null) => {
  const { basis, measured } = draft
  const proofNote = draft.proofNote.trim()
  if (basis === null || measured.length === 0 || proofNote === '') return null
  return {
    ...draft,
    basis,
    proofNote,
    measured: [...measured],
    room: draft.room.trim(),
    unitId,
    textVersion: careConsentTextVersion,
  }
}
