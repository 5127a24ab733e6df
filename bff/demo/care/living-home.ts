import type { Reader } from '#db/database.ts'
import type { DeviceId } from '#shared/ids.ts'
import { deviceId } from '#shared/ids.ts'
import { isMetricCode } from '#shared/readings/metrics.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import type { Arrival } from '../../readings/reading-record.ts'
import type { Readings } from '../../readings/readings.service.ts'
import { momentOf, outageAt, valueAt } from './believable-day.ts'
import type { CareServices } from './demo-care.ts'
import { makeDemoCare } from './demo-care.ts'
import type { MadeUpDevice, MadeUpDevices } from './made-up-devices.ts'
import { startMadeUpDevices } from './made-up-devices.ts'

const minute = 60_000
const hour = 60 * minute
/** From midnight of yesterday: enough for every chart of a day and for a whole day's summary. */
export const historyBegins = (now: Date): Date => shanghaiInstant(addDays(shanghaiDay(now), -1))
/** They moved in a little before. */
export const movedInAt = (now: Date): Date => new Date(historyBegins(now).getTime() - hour)
const readingsTogether = 2000

/** What a device would have sent since `from`, each metric once a minute at most. */
const historyOf = (device: MadeUpDevice, source: DeviceId, from: number, to: number): Arrival => {
  const readings: Arrival['readings'][number][] = []
  for (const [metric, seconds] of Object.entries(device.paces)) {
    if (!isMetricCode(metric)) continue
    const step = Math.max(60, seconds) * 1000
    for (let at = Math.ceil(from / step) * step; at < to; at += step)
      if (outageAt(momentOf(device.elder, at)) !== 'off')
        readings.push({
          ...{ metric, value: valueAt(metric, device.elder, at), measuredAt: new Date(at) },
        })
  }
  return { from: { deviceId: source }, readings }
}

const piecesOf = ({ readings, ...arrival }: Arrival): Arrival[] =>
  Array.from({ length: Math.ceil(readings.length / readingsTogether) }, (_, i) => ({
    ...arrival,
    readings: readings.slice(i * readingsTogether, (i + 1) * readingsTogether),
  }))

interface Options {
  /** The product's services as they were when the residents moved in, and as they are now. */
  readonly before: CareServices
  readonly services: CareServices & { readonly readings: Readings }
  readonly reader: Reader
  /** Port of the MQTT door on this machine. */
  readonly port: number
  readonly now: () => number
}

/** The demo's care home lives: its past day is written down, and its devices speak until stopped. */
export const startLivingHome = async ({
  before,
  services,
  reader,
  port,
  now,
}: Options): Promise<MadeUpDevices> => {
  const to = now()
  const movedIn = movedInAt(new Date(to))
  const from = historyBegins(new Date(to)).getTime()
  const devices = await makeDemoCare(before, services, { reader, movedIn })
  await services.readings.makeWeeksAhead()
  for (const device of devices.filter(({ isNew }) => isNew)) {
    const past = historyOf(device, deviceId(device.username), from, to)
    for (const piece of piecesOf(past)) await services.readings.ingestAll([piece])
  }
  return startMadeUpDevices({ url: `mqtt://127.0.0.1:${port}`, devices, now })
}
