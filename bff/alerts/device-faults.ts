import { isOffline } from '#shared/alerts/offline.ts'
import type { DeviceFault, DeviceFaultKind } from '#shared/alerts/shift.contract.ts'
import { dayWords, whenWords } from '#shared/bookings/when.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { AlertContext } from './alert-context.ts'
import type { DevicesForAlerts, Elder } from './alert-neighbours.ts'
import type { Alert } from './alerts.store.ts'
import { lastingOf } from './alerts.store.ts'

type Device = Awaited<ReturnType<DevicesForAlerts['ofElders']>>[number]

const rulesOf = {
  offline: 'device_offline',
  sensor_off: 'sensor_off',
  battery_low: 'battery_low',
  clock_wrong: 'clock_wrong',
  calibration_over: undefined,
  faulty: undefined,
} as const satisfies Record<DeviceFaultKind, unknown>

/** What is wrong with the devices of the elders one looks after: a list to walk by, not an alarm. */
export const createDeviceFaults = (context: AlertContext) => {
  const { care, clock, database, devices } = context
  const { reader } = database

  const faultsOf = (
    device: Device,
    alerts: readonly Alert[],
    now: Date,
  ): { kind: DeviceFaultKind; since: Date | null; words: string }[] => {
    const figures = context.figuresAt(now)
    const { lastSeenAt, batteryPercent, clockAheadSeconds, calibratedUntil } = device
    const weak = figures.rules.battery_low.limit ?? 0
    const wrong = figures.rules.clock_wrong.limit ?? 0
    const today = shanghaiDay(now)
    const off = alerts.find(({ rule }) => rule === 'sensor_off')
    const isWorn = device.metrics.some((metric) => metric === 'heart_rate')
    const said = lastSeenAt ? whenWords(lastSeenAt, now) : ''
    return [
      ...(device.state === 'faulty'
        ? [{ kind: 'faulty' as const, since: null, words: '登记为故障，等修' }]
        : []),
      ...(isOffline(device, figures, now)
        ? [
            {
              kind: 'offline' as const,
              since: lastSeenAt,
              words: `从${said}起没有消息，请看看电源和网络`,
            },
          ]
        : []),
      ...(off && isWorn
        ? [
            {
              kind: 'sensor_off' as const,
              since: off.raisedAt,
              words: '在线，但没有戴好或没有贴好',
            },
          ]
        : []),
      ...(batteryPercent !== null && batteryPercent <= weak
        ? [
            {
              kind: 'battery_low' as const,
              since: lastSeenAt,
              words: `电量只剩${batteryPercent}%，请充电或换电池`,
            },
          ]
        : []),
      ...(Math.abs(clockAheadSeconds ?? 0) > wrong
        ? [{ kind: 'clock_wrong' as const, since: lastSeenAt, words: '时间不准，请联系装设备的人' }]
        : []),
      ...(calibratedUntil !== null && calibratedUntil < today
        ? [
            {
              kind: 'calibration_over' as const,
              since: null,
              words: `检定证书${dayWords(calibratedUntil, today)}到期，请送检`,
            },
          ]
        : []),
    ]
  }

  const eldersOf = async (actor: Actor, subdistrictId: SubdistrictId): Promise<Elder[]> => {
    const elders = await care.eldersOf(reader, subdistrictId)
    const rights = await care.rightsOf(
      reader,
      elders.map(({ personId }) => ({ viewerId: actor.personId, subdistrictId, personId })),
    )
    const mine = new Set(
      rights
        .filter(({ grants }) => grants.some(({ as }) => as === 'care_staff'))
        .map(({ personId }) => personId),
    )
    return elders.filter(({ personId }) => mine.has(personId))
  }

  return {
    list: async (
      actor: Actor,
      subdistrictId: SubdistrictId,
    ): Promise<{ faults: DeviceFault[] }> => {
      const now = clock.now()
      const { quietIn } = context.figuresAt(now)
      const elders = await eldersOf(actor, subdistrictId)
      const found = await devices.ofElders(reader, elders)
      const lasting = await lastingOf(
        reader,
        subdistrictId,
        elders.map(({ personId }) => personId),
      )
      const quiet = new Set(
        (await care.pausesOf(reader, elders, now))
          .filter(({ fromAt, reason }) => fromAt <= now && quietIn[reason].includes('device'))
          .map(({ personId }) => personId),
      )
      const faults = found.flatMap((device) => {
        // What is put away for a time is silent, and need not be looked for.
        if (quiet.has(device.personId)) return []
        const elder = elders.find(({ personId }) => personId === device.personId)
        const alerts = lasting.filter(({ personId }) => personId === device.personId)
        return faultsOf(device, alerts, now).map(
          ({ kind, since, words }): DeviceFault => ({
            ...{ deviceId: device.deviceId, serial: device.serial, model: device.model },
            personId: device.personId,
            elderName: elder?.name ?? null,
            room: elder?.room ?? '',
            ...{ kind, words, since: since?.toISOString() ?? null },
            alertId: alerts.find(({ rule }) => rule === rulesOf[kind])?.alertId ?? null,
          }),
        )
      })
      return {
        faults: faults.sort((one, other) => (one.since ?? '~').localeCompare(other.since ?? '~')),
      }
    },
  }
}
export type DeviceFaults = ReturnType<typeof createDeviceFaults>
