/** Why there is no new value, told apart so that nobody blames the wrong thing; or that there is. */
export type Freshness =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'fresh' }
  | { readonly kind: 'reconnecting' }
  | { readonly kind: 'platform_down'; readonly minutes: number }
  | { readonly kind: 'device_offline'; readonly minutes: number | null }
  | { readonly kind: 'sensor_off'; readonly minutes: number }
  | { readonly kind: 'no_consent' }

/**
 * What the phone knows; every instant is milliseconds on its own monotonic clock, so that neither a
 * wrong wall clock nor a server that is gone can make old look new.
 */
export interface Watched {
  /** The platform last said anything: an answer, an event, a heartbeat. Null: not yet. */
  readonly heardAt: number | null
  readonly openedAt: number
  /** The app came back, or the network did: a moment to connect again before anything is said. */
  readonly resumedAt: number
  /** The platform last received anything of the elder's device; null: it has none, or never did. */
  readonly deviceAt: number | null
  /** The platform last received a true value; null: never. */
  readonly valueAt: number | null
  /** Seconds between two messages of the device when all is well. */
  readonly everySeconds: number
  readonly isRefused: boolean
}

/** Two heartbeats of the live socket (25 s) without an answer (8 s). */
export const platformSilence = 58_000
/** Time to connect again after the phone slept; Nightscout waits 10 s on slower servers. */
export const resuming = 12_000
/** A device is late after thrice its own rhythm, as the server judges it, and never before. */
export const leastLate = 60_000
const lateTimes = 3

const minutesOf = (milliseconds: number): number => Math.max(1, Math.floor(milliseconds / 60_000))

/** What is to be said now. */
export const freshnessAt = (watched: Watched, at: number): Freshness => {
  const { heardAt, openedAt, resumedAt, deviceAt, valueAt, everySeconds, isRefused } = watched
  if (isRefused) return { kind: 'no_consent' }
  const silent = at - (heardAt ?? openedAt)
  if (silent > platformSilence) {
    if (at - resumedAt < resuming) return { kind: 'reconnecting' }
    return { kind: 'platform_down', minutes: minutesOf(at - (valueAt ?? heardAt ?? openedAt)) }
  }
  if (heardAt === null) return { kind: 'waiting' }
  const late = Math.max(leastLate, lateTimes * everySeconds * 1000)
  if (valueAt !== null && at - valueAt <= late) return { kind: 'fresh' }
  if (deviceAt === null) return { kind: 'device_offline', minutes: null }
  if (at - deviceAt > late) return { kind: 'device_offline', minutes: minutesOf(at - deviceAt) }
  return { kind: 'sensor_off', minutes: minutesOf(at - (valueAt ?? openedAt)) }
}
