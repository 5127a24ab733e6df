/** From before to, in milliseconds since 1970. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** How long one booking takes, in minutes. */
export interface Cut {
  readonly minutes: number
  /** Between two beginnings that are offered. */
  readonly stepMinutes: number
  /** Travel before and after, which keeps the person busy but needs no opening hours. */
  readonly bufferMinutes: number
}

const minute = 60_000

/** Beginnings that a window offers: steps from its start, as long as the whole booking fits. */
export const startsIn = (window: Span, { minutes, stepMinutes }: Cut): number[] => {
  const count =
    Math.floor((window.to - window.from - minutes * minute) / (stepMinutes * minute)) + 1
  return Array.from(
    { length: Math.max(count, 0) },
    (_, at) => window.from + at * stepMinutes * minute,
  )
}

/** Whether a window offers this beginning. */
export const isStartIn = (window: Span, cut: Cut, start: number): boolean =>
  start >= window.from &&
  start + cut.minutes * minute <= window.to &&
  (start - window.from) % (cut.stepMinutes * minute) === 0

/** Time that a booking takes of a person or room, travel included. */
export const spanOf = (start: number, { minutes, bufferMinutes }: Cut): Span => ({
  from: start - bufferMinutes * minute,
  to: start + (minutes + bufferMinutes) * minute,
})

/** Beginnings of a window that touch none of the times already taken; `busy` in any order. */
export const freeStarts = (window: Span, cut: Cut, busy: readonly Span[]): number[] => {
  const starts = startsIn(window, cut)
  if (busy.length === 0) return starts
  return starts.filter((start) => {
    const wanted = spanOf(start, cut)
    return !busy.some(({ from, to }) => from < wanted.to && to > wanted.from)
  })
}
