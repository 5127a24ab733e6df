import type { FailureCode } from '../../platform/failure.ts'
import { isRecord } from '../../platform/failure.ts'

/** One try of a step: the same key goes with the same content, however often it is sent. */
export interface Attempt {
  readonly key: string
  readonly body: string
}

export const parseAttempt = (stored: unknown): Attempt | null =>
  isRecord(stored) && typeof stored.key === 'string' && typeof stored.body === 'string'
    ? { key: stored.key, body: stored.body }
    : null

// After these the case is no longer what the page shows.
const outdated = new Set<FailureCode>(['case_moved_on', 'case_already_taken', 'not_found'])

export const isOutdated = (code: FailureCode): boolean => outdated.has(code)
