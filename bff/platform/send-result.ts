/**
 * What became of one message. `refused`: this person will not get it. `busy`: certainly not sent,
 * worth another try. `misconfigured`: our own settings or account. `lost`: it may have arrived.
 */
export type SendResult =
  | { readonly ok: true; readonly id: string }
  | {
      readonly ok: false
      readonly code: 'refused' | 'busy' | 'misconfigured' | 'lost'
      /** The sender's own code, or what went wrong on the way; never personal data. */
      readonly why: string
    }

export interface SendLog {
  readonly warn: (fields: Record<string, unknown>, message: string) => void
}

const code = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error && 'code' in error.cause
    ? error.cause.code
    : undefined

/** How a request that threw ended: only a connection that never stood is certain to have done nothing. */
export const afterNoAnswer = (error: unknown): SendResult & { readonly ok: false } => {
  const never = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']
  return never.some((known) => known === code(error))
    ? { ok: false, code: 'busy', why: 'unreachable' }
    : { ok: false, code: 'lost', why: 'no answer' }
}
