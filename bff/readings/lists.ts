/**
 * Arrays as PostgreSQL reads them, for values that need no quoting: numbers, ids and slugs. The driver's
 * own way, which quotes each, costs more than the rest of a batch.
 */
export const numbersOf = (values: readonly (number | null)[]): string =>
  `{${values.map((value) => value ?? 'NULL').join(',')}}`

/** @throws RangeError for a text that would need quoting */
export const textsOf = (values: readonly string[]): string => {
  for (const value of values)
    if (!/^[\w-]+$/.test(value)) throw new RangeError('a text that must be quoted')
  return `{${values.join(',')}}`
}
