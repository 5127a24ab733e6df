import type { FailureCode } from '../../platform/failure.ts'

// After these nobody knows whether it was done, so the next try must carry the same key.
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

/** Whether the server has decided, so that another try is another attempt. */
export const isDecided = ({ code }: { readonly code: FailureCode }): boolean => !undecided.has(code)
