import { createHash } from 'node:crypto'
import type { Transaction } from '#db/database.ts'
import { sqlState } from '#db/sql-state.ts'
import type { QuarantineReason } from '#shared/devices/device-rules.ts'
import type { DeviceId, PersonId } from '#shared/ids.ts'
import { careKinds, careTopic, liveReadings } from '#shared/readings/live-readings.ts'
import { metrics } from '#shared/readings/metrics.ts'
import type { Platform } from '../platform/platform.ts'
import type { FoundDevice, QuarantineRow, Sign } from './ingest.store.ts'
import { findDevices, insertQuarantined, insertReadings, noteSigns } from './ingest.store.ts'
import type { Partitions } from './partitions.ts'
import type {
  Announced,
  Arrival,
  IncomingReading,
  LatestReading,
  Source,
  Taken,
} from './reading-record.ts'
import type { Believed } from './readings.policy.ts'
import { clockAhead, judge } from './readings.policy.ts'

const longestRaw = 2000
const noPartition = '23514'

const isDevice = (from: Source): from is { readonly deviceId: DeviceId } => 'deviceId' in from
const nameOf = (from: Source): string =>
  isDevice(from) ? from.deviceId : `${from.vendorCode}\0${from.serial}`

/** As the device said it; the value of somebody who did not agree to it is not kept. */
const rawOf = (said: IncomingReading, reason: QuarantineReason) => ({
  m: said.metric,
  ...(reason === 'no_consent' || reason === 'nobody' ? {} : { v: said.value }),
  ...(said.unit === undefined ? {} : { u: said.unit }),
  t: said.measuredAt.getTime(),
  ...(said.sentAt === undefined ? {} : { s: said.sentAt.getTime() }),
})

const onceOf = (from: Source, reason: QuarantineReason, raw: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([nameOf(from), reason, raw]))
    .digest('base64url')
    .slice(0, 22)

/** Work of one batch: what is to be written, and what becomes of each reading. */
interface Sorted {
  readonly believed: Believed[]
  readonly aside: QuarantineRow[]
  readonly signs: Map<DeviceId, Sign>
  readonly taken: Taken[][]
}

const sort = (
  arrivals: readonly Arrival[],
  deviceOf: (from: Source) => FoundDevice | undefined,
  receivedAt: Date,
): Sorted => {
  const sorted: Sorted = { believed: [], aside: [], signs: new Map(), taken: [] }
  const putAside = (
    { from }: Arrival,
    reason: QuarantineReason,
    raw: unknown,
    more: { readonly measuredAt: Date | null; readonly personId: PersonId | null },
  ): void => {
    const device = deviceOf(from)
    const subdistrictId = device?.subdistrictId ?? (isDevice(from) ? undefined : from.subdistrictId)
    // A device that nobody knows and no vendor answers for has no subdistrict: the door refuses it.
    if (subdistrictId === undefined) return
    const { deviceId = null } = device ?? {}
    sorted.aside.push({
      ...{ subdistrictId, deviceId, reason, raw, ...more },
      once: onceOf(from, reason, raw),
    })
  }
  for (const arrival of arrivals) {
    const device = deviceOf(arrival.from)
    if (arrival.unreadable !== undefined)
      putAside(arrival, 'unreadable', arrival.unreadable.slice(0, longestRaw), {
        ...{ measuredAt: null, personId: null },
      })
    sorted.taken.push(
      arrival.readings.map((said): Taken => {
        const judged = judge(device, said, receivedAt)
        if (judged.ok) {
          sorted.believed.push(judged.reading)
          return { as: 'stored' }
        }
        const { reason, personId } = judged
        const raw = rawOf(said, reason)
        const named = device || isDevice(arrival.from) ? raw : { d: arrival.from.serial, ...raw }
        putAside(arrival, reason, named, { measuredAt: said.measuredAt, personId })
        return { as: 'quarantined', reason }
      }),
    )
    if (!device) continue
    const before = sorted.signs.get(device.deviceId)
    const battery = arrival.readings.findLast((said) => said.batteryPercent !== undefined)
    sorted.signs.set(device.deviceId, {
      deviceId: device.deviceId,
      batteryPercent: battery?.batteryPercent ?? before?.batteryPercent,
      clockAheadSeconds: clockAhead(arrival.readings, receivedAt) ?? before?.clockAheadSeconds,
    })
  }
  return sorted
}

/** What followers hear: the newest of each metric that changed, by elder and class. */
const announcements = (
  believed: readonly Believed[],
  changed: readonly LatestReading[],
): Announced[] => {
  const elders = new Map(believed.map((reading) => [reading.elderNo, reading]))
  const heard = new Map<string, Announced & { readonly newest: LatestReading[] }>()
  for (const reading of changed) {
    const elder = elders.get(reading.elderNo)
    if (!elder) continue
    const { subdistrictId, personId } = elder
    const { class: metricClass } = metrics[reading.metric]
    const topic = `${reading.elderNo}/${metricClass}`
    const known = heard.get(topic)
    if (known) known.newest.push(reading)
    else heard.set(topic, { subdistrictId, personId, metricClass, newest: [reading] })
  }
  return [...heard.values()]
}

/** How readings come in: judged, stored once, the newest moved on, then announced. */
export const createIngest = (
  { clock, database, liveBus }: Pick<Platform, 'clock' | 'database' | 'liveBus'>,
  partitions: Partitions,
) => {
  const announce = ({ subdistrictId, personId, metricClass, newest }: Announced): void =>
    liveBus.publish({
      topic: careTopic(subdistrictId, personId, metricClass),
      kind: careKinds.readings,
      data: liveReadings(newest.map((one) => ({ ...one, measuredAt: one.measuredAt.getTime() }))),
    })

  const attempt = (
    arrivals: readonly Arrival[],
    first?: (tx: Transaction) => Promise<void>,
  ): Promise<Taken[][]> =>
    database.inTransaction(async (tx) => {
      await first?.(tx)
      // Stamped inside: the roll-ups rely on no row being stamped before its transaction began.
      const receivedAt = clock.now()
      const times = arrivals.flatMap(({ readings }) => readings.map((said) => +said.measuredAt))
      const sources = arrivals.map(({ from }) => from)
      const named = sources.flatMap((from) => (isDevice(from) ? [] : [from]))
      const vendors = [...new Map(named.map((from) => [nameOf(from), from])).values()]
      const devices = await findDevices(
        tx,
        {
          ids: [...new Set(sources.flatMap((from) => (isDevice(from) ? [from.deviceId] : [])))],
          vendors: vendors.map(({ vendorCode }) => vendorCode),
          serials: vendors.map(({ serial }) => serial),
        },
        new Date(Math.min(...times, +receivedAt)),
        new Date(Math.max(...times, +receivedAt)),
      )
      const byId = new Map(devices.map((device) => [device.deviceId, device]))
      const bySerial = new Map(
        devices.map((device) => [`${device.vendorCode ?? ''}\0${device.serial}`, device]),
      )
      const deviceOf = (from: Source) =>
        isDevice(from) ? byId.get(from.deviceId) : bySerial.get(nameOf(from))
      const { believed, aside, signs, taken } = sort(arrivals, deviceOf, receivedAt)
      if (believed.length > 0) {
        const changed = await insertReadings(tx, believed, receivedAt)
        tx.afterCommit(() => {
          for (const heard of announcements(believed, changed)) announce(heard)
        })
      }
      if (aside.length > 0) await insertQuarantined(tx, aside, receivedAt)
      if (signs.size > 0) await noteSigns(tx, [...signs.values()], receivedAt)
      return taken
    })

  /**
   * Takes in what several sources sent, in one transaction; `first` is done in it before all else.
   * @returns after the commit: what became of the readings of each arrival
   */
  const ingestAll = async (
    arrivals: readonly Arrival[],
    first?: (tx: Transaction) => Promise<void>,
  ): Promise<Taken[][]> => {
    try {
      return await attempt(arrivals, first)
    } catch (error) {
      if (sqlState(error) !== noPartition) throw error
      await partitions.ensureAround(
        arrivals.flatMap(({ readings }) => readings.map(({ measuredAt }) => measuredAt)),
      )
      return attempt(arrivals, first)
    }
  }

  return {
    ingestAll,
    /** As `ingestAll`, for one source. */
    ingest: async (readings: readonly IncomingReading[], from: Source): Promise<Taken[]> => {
      const [taken = []] = await ingestAll([{ from, readings }])
      return taken
    },
  }
}
export type Ingest = ReturnType<typeof createIngest>
