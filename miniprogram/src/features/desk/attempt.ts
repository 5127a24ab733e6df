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

// After these nobody knows whether the step was taken, so the next try must carry the same key.
const undecided = new Set<FailureCode>([
  'offline',
  'unreadable',
  'server_fault',
  'overloaded',
  'database_away',
  'request_timeout',
  'idempotency_in_flight',
  'too_many_requests',
  'token_expired',
  'not_signed_in',
])

/** Whether the server decided against the step, so that another try is another attempt. */
export const isDecided = (code: FailureCode): boolean => !undecided.has(code)

// After these the case is no longer what the page shows.
const outdated = new Set<FailureCode>(['case_moved_on', 'case_already_taken', 'not_found'])

export const isOutdated = (code: FailureCode): boolean => outdated.has(code)
