/** Milliseconds since 1970 on this device; the only clock of the mini-program. */
export const now = (): number => Date.now()
