import type { Transaction } from '#db/database.ts'
import { sqlState } from '#db/sql-state.ts'
import { doorRulesOn } from '#shared/devices/device-rules.ts'
import type { DeviceId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Platform } from '../platform/platform.ts'
import { announcementsOf } from './announcements.ts'
import { createAnnouncing } from './announcing.ts'
import { findStoredNow, insertReadings } from './ingest.store.ts'
import type { FoundDevice } from './known-devices.store.ts'
import { createKnownDevices } from './known-devices.ts'
import type { Partitions } from './partitions.ts'
import type { QuarantineRow } from './put-aside.store.ts'
import { insertQuarantined } from './put-aside.store.ts'
import { quarantineRow } from './put-aside.ts'
import type { Arrival, IncomingReading, Source, Taken } from './reading-record.ts'
import type { Believed } from './readings.policy.ts'
import { clockAhead, judge } from './readings.policy.ts'
import type { Sign } from './signs.store.ts'
import { noteSigns } from './signs.store.ts'
import { createSigns } from './signs.ts'

const noPartition = '23514'

/** Work of one batch: what is to be written, and what becomes of each reading. */
interface Sorted {
  readonly believed: Believed[]
  readonly aside: QuarantineRow[]
  readonly signs: Map<DeviceId, { readonly device: FoundDevice; readonly sign: Sign }>
  readonly taken: Taken[][]
}

const sort = (
  arrivals: readonly Arrival[],
  deviceOf: (from: Source) => FoundDevice | undefined,
  receivedAt: Date,
): Sorted => {
  const rules = doorRulesOn(shanghaiDay(receivedAt))
  const sorted: Sorted = { believed: [], aside: [], signs: new Map(), taken: [] }
  const putAside = (...about: Parameters<typeof quarantineRow>): void => {
    const row = quarantineRow(...about)
    if (row) sorted.aside.push(row)
  }
  for (const arrival of arrivals) {
    const { from } = arrival
    const device = deviceOf(from)
    if (arrival.unreadable !== undefined)
      putAside(from, device, { reason: 'unreadable', unreadable: arrival.unreadable })
    const taken: Taken[] = []
    for (const said of arrival.readings) {
      const judged = judge(device, said, receivedAt, rules)
      if (judged.ok) {
        sorted.believed.push(judged.reading)
        taken.push({ as: 'stored' })
        continue
      }
      const { reason, personId } = judged
      putAside(from, device, { reason, said, personId })
      taken.push({ as: 'quarantined', reason })
    }
    sorted.taken.push(taken)
    if (!device) continue
    const { deviceId } = device
    const before = sorted.signs.get(deviceId)?.sign
    const battery = arrival.readings.findLast((said) => said.batteryPercent !== undefined)
    const sign: Sign = {
      deviceId,
      batteryPercent: battery?.batteryPercent ?? before?.batteryPercent,
      clockAheadSeconds: clockAhead(arrival.readings, receivedAt) ?? before?.clockAheadSeconds,
    }
    sorted.signs.set(deviceId, { device, sign })
  }
  return sorted
}

/** How readings come in: judged, stored once, the newest moved on, then announced. */
export const createIngest = (
  { clock, database, liveBus }: Pick<Platform, 'clock' | 'database' | 'liveBus'>,
  partitions: Partitions,
) => {
  const knownDevices = createKnownDevices()
  const signs = createSigns()
  const announcing = createAnnouncing(liveBus)

  /** Judges and stores by what is known of the devices, and once more when that has changed. */
  const store = async (tx: Transaction, arrivals: readonly Arrival[], receivedAt: Date) => {
    const sources = arrivals.map(({ from }) => from)
    const known = await knownDevices.of(tx, sources)
    const sorted = sort(arrivals, known.deviceOf, receivedAt)
    const moved = await insertReadings(tx, sorted.believed, receivedAt, known.versions)
    if (moved !== 'stale') return { ...sorted, moved }
    const anew = await knownDevices.anew(tx, sources)
    const sortedAnew = sort(arrivals, anew.deviceOf, receivedAt)
    const movedAnew = await insertReadings(tx, sortedAnew.believed, receivedAt, anew.versions)
    if (movedAnew === 'stale') throw new Error('devices changed though they were held')
    return { ...sortedAnew, moved: movedAnew }
  }

  const attempt = (
    arrivals: readonly Arrival[],
    first?: (tx: Transaction) => Promise<void>,
  ): Promise<Taken[][]> =>
    database.inTransaction(async (tx) => {
      await first?.(tx)
      // Stamped inside: the roll-ups rely on no row being stamped before its transaction began.
      const receivedAt = clock.now()
      const { quarantineKept } = doorRulesOn(shanghaiDay(receivedAt))
      const { believed, moved, aside, taken, ...sorted } = await store(tx, arrivals, receivedAt)
      const { announced, late } = announcementsOf(believed, moved)
      const backfilled = late.length === 0 ? [] : await findStoredNow(tx, late, receivedAt)
      if (aside.length > 0) await insertQuarantined(tx, aside, receivedAt, quarantineKept)
      const worthNoting = signs.worthNoting([...sorted.signs.values()], receivedAt)
      if (worthNoting.length > 0) await noteSigns(tx, worthNoting, receivedAt)
      tx.afterCommit(() => {
        signs.noted(worthNoting, receivedAt)
        announcing.tell(announced, backfilled)
      })
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
