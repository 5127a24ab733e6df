import type { Clock } from '#bff/platform/clock.ts'

/** A clock that stands still until a test moves it. */
export const testClock = (startsAt = '2026-11-17T02:00:00.000Z') => {
  let now = new Date(startsAt)
  return {
    now: () => new Date(now),
    set: (instant: string) => {
      now = new Date(instant)
    },
    forward: (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000)
    },
  } satisfies Clock & Record<string, unknown>
}
export type TestClock = ReturnType<typeof testClock>
