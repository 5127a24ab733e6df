/**
 * Seconds between two notes that a device spoke: half its rhythm, for silence is counted in whole ones,
 * but not more often than each 10 s – a device is silent after 90 s at the earliest (shared/alerts) – nor less often than each 5 min.
 */
export const noteEverySeconds = (everySeconds: number): number =>
  Math.min(300, Math.max(10, everySeconds / 2))
