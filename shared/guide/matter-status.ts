/**
 * collecting: photos are being taken · checking: staff look · correcting: some must be taken again ·
 * ready: everything is fine, one visit will do · ended: over, and the photos are deleted.
 */
export const matterStatuses = ['collecting', 'checking', 'correcting', 'ready', 'ended'] as const
export type MatterStatus = (typeof matterStatuses)[number]

/** What staff say of a photo, one word each. */
export const verdicts = ['fine', 'blurred', 'wrong_page', 'expired'] as const
export type Verdict = (typeof verdicts)[number]

export type MatterStep = 'photograph' | 'submit' | 'judge' | 'finish' | 'end'

/** From which states a step is possible; the database is asked with these at each step. */
export const stepsFrom: Readonly<Record<MatterStep, readonly MatterStatus[]>> = {
  photograph: ['collecting', 'correcting'],
  submit: ['collecting', 'correcting'],
  judge: ['checking'],
  finish: ['checking'],
  end: ['collecting', 'checking', 'correcting', 'ready'],
}

/** Where a matter stands after all its photos were looked at. */
export const statusAfterCheck = (said: readonly (Verdict | null)[]): MatterStatus =>
  said.every((verdict) => verdict === 'fine') ? 'ready' : 'correcting'
