const fieldOf = (error: unknown, field: 'code' | 'constraint'): string | undefined => {
  if (typeof error !== 'object' || error === null) return undefined
  const value: unknown = Reflect.get(error, field)
  if (typeof value === 'string' && (field === 'constraint' || /^[0-9A-Z]{5}$/.test(value)))
    return value
  // drizzle wraps what pg throws: the SQLSTATE is one `cause` down.
  return 'cause' in error ? fieldOf(error.cause, field) : undefined
}

/** The five-character SQLSTATE behind an error, through drizzle's wrapping; undefined when none. */
export const sqlState = (error: unknown): string | undefined => fieldOf(error, 'code')

/** The constraint an error names, if any. */
export const violatedConstraint = (error: unknown): string | undefined =>
  fieldOf(error, 'constraint')

const networkFaults = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])

/**
 * Does the error mean that the database cannot be asked just now? Connection faults, SQLSTATE class
 * 08, 57P (shutting down, crashed, starting up) and 53300 (too many connections).
 */
export const isDatabaseAway = (error: unknown): boolean => {
  const state = sqlState(error)
  if (state?.startsWith('08') || state?.startsWith('57P') || state === '53300') return true
  if (!(error instanceof Error)) return false
  const code: unknown = Reflect.get(error, 'code')
  if (typeof code === 'string' && networkFaults.has(code)) return true
  if (
    /Connection terminated|timeout exceeded when trying to connect|Query read timeout/.test(
      error.message,
    )
  )
    return true
  return isDatabaseAway(error.cause)
}
