import type { AlertFigures } from './alert-figures.ts'

interface Heard {
  readonly everySeconds: number
  /** When we received anything of it, never what the device says; null: never. */
  readonly lastSeenAt: Date | null
}

/** Silent for longer than thrice its interval, by received time. One that never spoke is `not_seen`. */
export const isOffline = (
  { lastSeenAt, everySeconds }: Heard,
  { offlineIntervals, offlineSeconds }: Pick<AlertFigures, 'offlineIntervals' | 'offlineSeconds'>,
  now: Date,
): boolean =>
  lastSeenAt !== null &&
  now.getTime() - lastSeenAt.getTime() >
    Math.max(everySeconds * offlineIntervals, offlineSeconds) * 1000
