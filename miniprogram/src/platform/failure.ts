import type { ErrorCode } from '#shared/http/errors.ts'
import { errors, isErrorCode } from '#shared/http/errors.ts'

/** `offline`: no answer came; `unreadable`: an answer that is not ours, e.g. a proxy's page. */
export type FailureCode = ErrorCode | 'offline' | 'unreadable'

export interface FailureFacts {
  readonly code: FailureCode
  /** Plain Chinese, fit to show. */
  readonly words: string
  readonly detail: Readonly<Record<string, unknown>>
  /** Finds a fault of the server in its log. */
  readonly id: string | null
}

/** What `call`, `upload` and `download` throw, and nothing else. */
export class Failure extends Error {
  readonly code: FailureCode
  readonly words: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly id: string | null
  constructor(facts: FailureFacts) {
    super(facts.code)
    this.code = facts.code
    this.words = facts.words
    this.detail = facts.detail
    this.id = facts.id
  }
}

const plain = (code: FailureCode, words: string) =>
  new Failure({ code, words, detail: {}, id: null })

export const offline = (): Failure => plain('offline', '网络不通，请检查网络后再试')
export const unreadable = (): Failure => plain('unreadable', '系统暂时没有回应，请稍后再试')
export const known = (code: ErrorCode): Failure => plain(code, errors[code].words)

export const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)

/** Reads `{ error: { code, words, detail?, id? } }`. */
export const failureFrom = (body: unknown): Failure => {
  const error = isRecord(body) && isRecord(body.error) ? body.error : null
  if (error === null || typeof error.code !== 'string' || !isErrorCode(error.code)) {
    return unreadable()
  }
  return new Failure({
    code: error.code,
    words: typeof error.words === 'string' ? error.words : errors[error.code].words,
    detail: isRecord(error.detail) ? error.detail : {},
    id: typeof error.id === 'string' ? error.id : null,
  })
}

/** Any thrown thing as a Failure; what we did not foresee becomes `unreadable`. */
export const asFailure = (thrown: unknown): Failure =>
  thrown instanceof Failure ? thrown : unreadable()
