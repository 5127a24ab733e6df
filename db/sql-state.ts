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
