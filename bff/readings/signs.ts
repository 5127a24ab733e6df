import type { DeviceId } from '#shared/ids.ts'
import { noteEverySeconds } from '#shared/readings/signs-of-life.ts'
import type { FoundDevice } from './known-devices.store.ts'
import type { Sign } from './signs.store.ts'

/** Seconds by which a device's clock may move before it is worth noting. */
const clockTolerance = 5
const mostKept = 50_000

/** Which signs of life are worth a row written: those that tell something new. */
export const createSigns = () => {
  const noted = new Map<DeviceId, Sign & { readonly at: number }>()

  const isNew = (sign: Sign, { everySeconds }: FoundDevice, at: number): boolean => {
    const last = noted.get(sign.deviceId)
    if (!last) return true
    const { batteryPercent: battery = last.batteryPercent } = sign
    const { clockAheadSeconds: ahead = last.clockAheadSeconds ?? 0 } = sign
    return (
      Math.abs(at - last.at) >= noteEverySeconds(everySeconds) * 1000 ||
      battery !== last.batteryPercent ||
      Math.abs(ahead - (last.clockAheadSeconds ?? 0)) > clockTolerance
    )
  }

  return {
    worthNoting: (
      signs: readonly { readonly device: FoundDevice; readonly sign: Sign }[],
      receivedAt: Date,
    ): Sign[] =>
      signs.flatMap(({ device, sign }) => (isNew(sign, device, +receivedAt) ? [sign] : [])),

    /** To be told once they are durable. */
    noted: (signs: readonly Sign[], receivedAt: Date): void => {
      for (const sign of signs) {
        const before = noted.get(sign.deviceId)
        noted.delete(sign.deviceId)
        noted.set(sign.deviceId, {
          at: +receivedAt,
          deviceId: sign.deviceId,
          batteryPercent: sign.batteryPercent ?? before?.batteryPercent,
          clockAheadSeconds: sign.clockAheadSeconds ?? before?.clockAheadSeconds,
        })
        const oldest = noted.size > mostKept ? noted.keys().next().value : undefined
        if (oldest !== undefined) noted.delete(oldest)
      }
    },
  }
}
