import type { DeviceId } from '#shared/ids.ts'
import { deviceId as asDeviceId } from '#shared/ids.ts'
import type { Platform } from '../../platform/platform.ts'
import { opens } from '../credentials.ts'
import { findCredentials } from '../devices.store.ts'

const keptMilliseconds = 30_000
/** Names a stranger may try; more, and the oldest are forgotten. */
const mostKept = 50_000

type Found = Awaited<ReturnType<typeof findCredentials>>
interface Kept {
  readonly found: Promise<Found>
  readonly until: number
}

const isDeviceId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)

/**
 * What opens the door to each device: kept for half a minute, forgotten at once when a password or a
 * device's state is changed (`device_changed`) or when that word may have been missed.
 */
export const createKeys = ({
  clock,
  database,
  liveBus,
}: Pick<Platform, 'clock' | 'database' | 'liveBus'>) => {
  const kept = new Map<string, Kept>()
  const listeners: ((deviceId: string | undefined) => void)[] = []
  const changed = (deviceId: string | undefined): void => {
    if (deviceId === undefined) kept.clear()
    else kept.delete(deviceId)
    for (const listener of listeners) listener(deviceId)
  }
  liveBus.subscribe(
    ({ kind, data }) => {
      if (kind === 'device_changed') changed(String(data.deviceId))
    },
    () => changed(undefined),
  )

  const look = (deviceId: DeviceId): Promise<Found> => {
    const now = performance.now()
    const known = kept.get(deviceId)
    if (known && known.until > now) return known.found
    const found = findCredentials(database.reader, deviceId)
    const entry = { found, until: now + keptMilliseconds }
    kept.delete(deviceId)
    kept.set(deviceId, entry)
    // A database that was away is asked again, not remembered as away.
    found.catch(() => {
      if (kept.get(deviceId) === entry) kept.delete(deviceId)
    })
    const oldest = kept.size > mostKept ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    return found
  }

  return {
    /** The device that this name and password open; undefined: none. @throws when nobody can tell now */
    deviceOf: async (username: string, passwordHash: string) => {
      if (!isDeviceId(username)) return undefined
      const deviceId = asDeviceId(username)
      const found = await look(deviceId)
      return found && opens(found, passwordHash, clock.now())
        ? { deviceId, subdistrictId: found.subdistrictId }
        : undefined
    },
    /** Told of a device whose key may have changed; undefined: of any. */
    onChange: (listener: (deviceId: string | undefined) => void): void =>
      void listeners.push(listener),
  }
}
export type Keys = ReturnType<typeof createKeys>
