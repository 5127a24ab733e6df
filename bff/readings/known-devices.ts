import type { Transaction } from '#db/database.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { FoundDevice } from './known-devices.store.ts'
import { findDevices, holdVersions } from './known-devices.store.ts'
import type { Source } from './reading-record.ts'
import { isDevice, nameOf } from './reading-record.ts'

/** Devices that are remembered; beyond, whoever was asked for first is forgotten. */
const mostKept = 50_000

/** What is known of the sources of one batch. */
export interface Known {
  readonly deviceOf: (source: Source) => FoundDevice | undefined
  /** What measures whom was as remembered while a subdistrict's version is this. */
  readonly versions: ReadonlyMap<SubdistrictId, string>
}

const asked = (sources: readonly Source[]) => {
  const named = sources.flatMap((source) => (isDevice(source) ? [] : [source]))
  const vendors = [...new Map(named.map((source) => [nameOf(source), source])).values()]
  return {
    ids: [...new Set(sources.flatMap((source) => (isDevice(source) ? [source.deviceId] : [])))],
    vendors: vendors.map(({ vendorCode }) => vendorCode),
    serials: vendors.map(({ serial }) => serial),
  }
}

const versionsOf = (
  devices: readonly FoundDevice[],
): ReadonlyMap<SubdistrictId, string> | undefined => {
  const versions = new Map<SubdistrictId, string>()
  for (const { subdistrictId, version } of devices) {
    const before = versions.get(subdistrictId)
    if (before === undefined) versions.set(subdistrictId, version)
    else if (before !== version) return undefined
  }
  return versions
}

/**
 * Devices and their wearers, remembered between batches. Nothing here goes stale by itself, nor is it
 * told of changes: whoever uses it must store under the condition of `versions`, and ask anew when
 * they are no longer so.
 */
export const createKnownDevices = () => {
  const kept = new Map<string, FoundDevice>()

  const keep = (name: string, device: FoundDevice): void => {
    kept.delete(name)
    kept.set(name, device)
    const oldest = kept.size > mostKept ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
  }

  const look = async (tx: Transaction, sources: readonly Source[]): Promise<void> => {
    if (sources.length === 0) return
    for (const device of await findDevices(tx, asked(sources))) {
      keep(nameOf(device), device)
      const { vendorCode, serial, subdistrictId } = device
      if (vendorCode !== null) keep(nameOf({ vendorCode, serial, subdistrictId }), device)
    }
  }

  const recall = (sources: readonly Source[]): Known | undefined => {
    const found = new Map<string, FoundDevice>()
    for (const source of sources) {
      const name = nameOf(source)
      const device = kept.get(name)
      if (device) found.set(name, device)
    }
    const versions = versionsOf([...found.values()])
    return versions && { deviceOf: (source) => found.get(nameOf(source)), versions }
  }

  /** As the database says now, and until the transaction ends. */
  const anew = async (tx: Transaction, sources: readonly Source[]): Promise<Known> => {
    const places = sources.flatMap((source) => kept.get(nameOf(source))?.subdistrictId ?? [])
    await holdVersions(tx, [...new Set(places)])
    for (const source of sources) kept.delete(nameOf(source))
    await look(tx, sources)
    const known = recall(sources)
    if (!known) throw new Error('one question was answered by two versions')
    return known
  }

  return {
    anew,
    /** As remembered; who is not is looked up. */
    of: async (tx: Transaction, sources: readonly Source[]): Promise<Known> => {
      await look(
        tx,
        sources.filter((source) => !kept.has(nameOf(source))),
      )
      return recall(sources) ?? anew(tx, sources)
    },
  }
}
