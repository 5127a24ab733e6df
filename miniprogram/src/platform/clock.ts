/** Milliseconds since 1970 on this device; the only clock of the mini-program. */
export const now = (): number => Date.now()

let ahead = 0
let latest = 0

/**
 * Milliseconds that only ever grow, also while the phone sleeps: for “how long ago”, which a clock
 * that somebody sets back must not make younger.
 */
export const monotonic = (): number => {
  const at = Date.now()
  if (at + ahead < latest) ahead = latest - at
  latest = at + ahead
  return latest
}
