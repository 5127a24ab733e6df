import { alertFiguresOn } from '#shared/alerts/alert-figures.ts'
import { isOffline } from '#shared/alerts/offline.ts'
import type { DeviceAssignment, DeviceView } from '#shared/devices/devices.contract.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { AssignmentRow, DeviceRow } from './devices.store.ts'

/** Whether a device has spoken and is not silent, as alerts count silence. */
export const isHeard = (
  device: Pick<DeviceRow, 'lastSeenAt' | 'everySeconds'>,
  now: Date,
): boolean =>
  device.lastSeenAt !== null && !isOffline(device, alertFiguresOn(shanghaiDay(now)), now)

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

export const viewOfDevice = (
  device: DeviceRow,
  about: {
    readonly wearer: AssignmentRow | undefined
    readonly quarantined: number
    readonly now: Date
  },
): DeviceView => {
  const { wearer, quarantined, now } = about
  const { state, calibratedUntil } = device
  return {
    subdistrictId: device.subdistrictId,
    deviceId: device.deviceId,
    serial: device.serial,
    model: device.model,
    vendorCode: device.vendorCode,
    metrics: device.metrics,
    unitId: device.unitId,
    room: device.room,
    everySeconds: device.everySeconds,
    state,
    batteryPercent: device.batteryPercent,
    lastSeenAt: iso(device.lastSeenAt),
    isSilent: state === 'active' && wearer !== undefined && !isHeard(device, now),
    clockAheadSeconds: device.clockAheadSeconds,
    calibratedUntil,
    isCalibrationOver: calibratedUntil !== null && calibratedUntil < shanghaiDay(now),
    credentialsSince: device.credentialHash === null ? null : iso(device.credentialSetAt),
    wearer: wearer
      ? {
          personId: wearer.personId,
          name: wearer.name,
          room: device.room,
          since: wearer.fromAt.toISOString(),
        }
      : null,
    quarantinedToday: quarantined,
  }
}

export const viewOfAssignment = (row: AssignmentRow): DeviceAssignment => ({
  personId: row.personId,
  name: row.name,
  fromAt: row.fromAt.toISOString(),
  toAt: iso(row.toAt),
})

/** Those that need a hand come first: faulty, silent, over their certificate, low on battery. */
export const needOf = (view: DeviceView): number => {
  if (view.state === 'retired') return 9
  if (view.state === 'faulty') return 0
  if (view.isSilent) return 1
  if (view.isCalibrationOver) return 2
  return (view.batteryPercent ?? 100) <= 15 ? 3 : 4
}
