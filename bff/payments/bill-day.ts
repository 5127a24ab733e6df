const shanghaiOffset = 8 * 3_600_000
const dayMilliseconds = 86_400_000

/** The calendar day (yyyy-mm-dd) of an instant in Shanghai, which keeps UTC+8 all year. */
export const shanghaiDay = (at: Date): string =>
  new Date(at.getTime() + shanghaiOffset).toISOString().slice(0, 10)

/** First instant of a day in Shanghai, and the first of the next. */
export const dayBounds = (day: string): { readonly from: Date; readonly to: Date } => {
  const from = new Date(Date.parse(`${day}T00:00:00Z`) - shanghaiOffset)
  return { from, to: new Date(from.getTime() + dayMilliseconds) }
}

export const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * dayMilliseconds).toISOString().slice(0, 10)

/** Minutes since midnight in Shanghai. */
export const shanghaiMinutes = (at: Date): number => {
  const local = new Date(at.getTime() + shanghaiOffset)
  return local.getUTCHours() * 60 + local.getUTCMinutes()
}
