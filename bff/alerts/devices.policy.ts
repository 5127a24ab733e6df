import type { AlertFigures, RuleFigures } from '#shared/alerts/alert-figures.ts'
import { isOffline } from '#shared/alerts/offline.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import type { Judgement } from './judgement.policy.ts'
import { clear, keep, raise, raiseIf } from './judgement.policy.ts'
import type { Roll } from './windows.policy.ts'
import { earlier, floorTo, isCovered, windowOf } from './windows.policy.ts'

/** A device as the rules judge it; `lastSeenAt` is when we received, never what the device says. */
export interface DeviceFacts {
  readonly deviceId: string
  readonly metrics: readonly MetricCode[]
  readonly everySeconds: number
  readonly lastSeenAt: Date | null
  readonly since: Date
  readonly batteryPercent: number | null
  readonly clockAheadSeconds: number | null
}

type Offline = Pick<AlertFigures, 'offlineIntervals' | 'offlineSeconds'>

/**
 * All devices of a place fell silent together: then it is we who hear nothing, and nobody is told
 * that his mother's device is broken. Those that were silent for a day already do not count.
 */
export const isPlatformSilent = (
  devices: readonly Pick<DeviceFacts, 'lastSeenAt' | 'everySeconds'>[],
  figures: Offline & Pick<AlertFigures, 'platformDevices'>,
  now: Date,
): boolean => {
  const dayAgo = earlier(now, 24 * 60)
  const lively = devices.filter(({ lastSeenAt }) => lastSeenAt !== null && lastSeenAt > dayAgo)
  return (
    lively.length >= figures.platformDevices &&
    lively.every((device) => isOffline(device, figures, now))
  )
}

interface Asked {
  readonly figures: RuleFigures
  readonly devices: readonly DeviceFacts[]
  readonly now: Date
  readonly isActive: boolean
}

const oldest = (devices: readonly DeviceFacts[]): DeviceFacts | undefined =>
  devices.toSorted(
    (one, other) => (one.lastSeenAt?.getTime() ?? 0) - (other.lastSeenAt?.getTime() ?? 0),
  )[0]

export const judgeOffline = (
  { devices, now, isActive }: Asked,
  all: Offline,
  isPlatformAway: boolean,
): Judgement => {
  const silent = devices.filter((device) => isOffline(device, all, now))
  const longest = oldest(silent)
  if (!longest) return clear()
  if (isPlatformAway && !isActive) return keep
  const at = longest.lastSeenAt?.toISOString() ?? null
  return raise({ value: silent.length, of: devices.length, since: at, measuredAt: at })
}

/** Put on and registered, and never heard of since. */
export const judgeNotSeen = ({ figures, devices, now }: Asked): Judgement => {
  const { limit } = figures
  if (limit === null) return keep
  const never = devices.filter(
    ({ lastSeenAt, since }) =>
      lastSeenAt === null && now.getTime() - since.getTime() >= limit * 3_600_000,
  )
  const [first] = never
  return raiseIf(first !== undefined, () => ({
    ...{ value: never.length, of: devices.length, limit, measuredAt: null },
    since: first?.since.toISOString() ?? null,
  }))
}

export const judgeBattery = ({ figures, devices, isActive }: Asked): Judgement => {
  const { limit, clearBy } = figures
  const known = devices.flatMap(({ batteryPercent, lastSeenAt }) =>
    batteryPercent === null ? [] : [{ batteryPercent, lastSeenAt }],
  )
  const weakest = known.toSorted((one, other) => one.batteryPercent - other.batteryPercent)[0]
  if (limit === null || !weakest) return isActive ? clear('not_measured') : keep
  const at = weakest.lastSeenAt?.toISOString() ?? null
  if (weakest.batteryPercent <= limit)
    return raise({ value: weakest.batteryPercent, limit, since: null, measuredAt: at })
  return isActive && weakest.batteryPercent >= limit + clearBy ? clear() : keep
}

export const judgeClock = ({ figures, devices, isActive }: Asked): Judgement => {
  const { limit, clearBy } = figures
  if (limit === null) return keep
  const away = devices.map(({ clockAheadSeconds }) => Math.abs(clockAheadSeconds ?? 0))
  const most = Math.max(0, ...away)
  const wrong = devices[away.indexOf(most)]
  if (most > limit)
    return raise({
      ...{ value: wrong?.clockAheadSeconds ?? most, limit, since: null },
      measuredAt: wrong?.lastSeenAt?.toISOString() ?? null,
    })
  return isActive && most <= limit - clearBy ? clear() : keep
}

/**
 * The device speaks, and its probe says that it touches nobody. @param rows minutes of one metric
 * that a worn device measures, oldest first
 */
export const judgeSensorOff = (
  { figures, now, isActive }: Omit<Asked, 'devices'>,
  rows: readonly Roll[],
  slotMinutes: number,
): Judgement => {
  const { minutes, clearMinutes, coverage } = figures
  if (minutes === null) return keep
  const endAt = floorTo(now, 1)
  const window = windowOf(rows, endAt, minutes, slotMinutes)
  const heard = { ...window, covered: window.heard }
  if (isCovered(heard, coverage) && window.covered === 0) {
    const first = rows.findLast(({ n }) => n > 0)?.fromAt ?? rows[0]?.fromAt
    const since = first?.toISOString() ?? null
    return raise({ since, measuredAt: since })
  }
  const after = windowOf(rows, endAt, clearMinutes, slotMinutes)
  return isActive && after.covered > 0 ? clear() : keep
}
