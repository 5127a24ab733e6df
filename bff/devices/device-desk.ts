import type { Reader, Transaction } from '#db/database.ts'
import { topicOfDevice } from '#shared/devices/device-message.ts'
import { doorRulesOn } from '#shared/devices/device-rules.ts'
import type { changeDevice, DeviceView, registerDevice } from '#shared/devices/devices.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { DeviceId, PersonId, SubdistrictId, UnitId } from '#shared/ids.ts'
import { deviceId as asDeviceId } from '#shared/ids.ts'
import { isRealDay } from '#shared/relatives/age.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { Care } from '../care/care.service.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import { hashOfPassword } from './credentials.ts'
import { needOf, viewOfAssignment, viewOfDevice } from './device-view.ts'
import { approveUnit, isWithin, scopeOf } from './devices.policy.ts'
import type { AssignmentRow, DeviceKey, DeviceRow } from './devices.store.ts'
import {
  endAssignment,
  findAssignments,
  findDevicesIn,
  findWearers,
  insertAssignment,
  insertDevice,
  updateDevice,
} from './devices.store.ts'
import { countGivenUp, countQuarantined, findQuarantined } from './quarantine.store.ts'
import { findVendor } from './vendors.store.ts'

const day = 24 * 60 * 60_000
const mostListed = 500
const mostQuarantined = 200

export interface DeviceNeeds {
  readonly care: Care
  readonly places: Places
}

/** What staff do with the devices of their units. */
export const createDeviceDesk = (platform: Platform, { care, places }: DeviceNeeds) => {
  const { clock, database, ids, liveBus } = platform

  /** Everybody under care, or of one device only who wears it: a home has many, a step asks for one. */
  const eldersFor = async (
    tx: Reader,
    subdistrictId: SubdistrictId,
    wearers: readonly AssignmentRow[],
    only: DeviceId | undefined,
  ) => {
    if (only === undefined) return care.eldersOf(tx, subdistrictId)
    const [wearer] = wearers
    const elder = wearer && (await care.elderOf(tx, subdistrictId, wearer.personId))
    return elder ? [elder] : []
  }

  /** The devices that the actor looks after, or that one if he does, with who uses them. */
  const mine = async (
    tx: Reader,
    actor: Actor,
    subdistrictId: SubdistrictId,
    only?: DeviceId,
  ): Promise<{ readonly row: DeviceRow; readonly view: DeviceView }[]> => {
    const now = clock.now()
    const dayAgo = new Date(now.getTime() - day)
    const scope = scopeOf(actor, subdistrictId)
    const worn = await findWearers(tx, subdistrictId, now, only)
    const wearers = new Map(worn.map((one) => [one.deviceId, one]))
    const under = await eldersFor(tx, subdistrictId, worn, only)
    const elders = new Map(under.map((elder) => [elder.personId, elder]))
    const { quarantineKept: kept } = doorRulesOn(shanghaiDay(now))
    const asked = { since: dayAgo, day: shanghaiDay(dayAgo), kept }
    const quarantined = await countQuarantined(tx, subdistrictId, asked, only)
    /** A device of no unit is looked after where its wearer is. */
    const keeperOf = async (row: DeviceRow): Promise<UnitId | null> => {
      const wearer = wearers.get(row.deviceId)
      const elder = wearer && elders.get(wearer.personId)
      return row.unitId ?? (elder ? care.deskOf(tx, elder) : null)
    }
    const found: { row: DeviceRow; view: DeviceView }[] = []
    for (const row of await findDevicesIn(tx, subdistrictId, only)) {
      if (!isWithin(scope, await keeperOf(row))) continue
      const wearer = wearers.get(row.deviceId)
      const count = quarantined.get(row.deviceId) ?? 0
      const view = viewOfDevice(row, { wearer, quarantined: count, now })
      const room = view.wearer && elders.get(view.wearer.personId)?.room
      found.push({
        row,
        view: view.wearer && room ? { ...view, wearer: { ...view.wearer, room } } : view,
      })
    }
    return found
  }

  /** @throws Refusal not_found for a device that the actor does not look after */
  const own = async (tx: Reader, actor: Actor, key: DeviceKey) => {
    const [found] = await mine(tx, actor, key.subdistrictId, key.deviceId)
    if (!found) throw new Refusal('not_found')
    return found
  }

  const audit = (
    tx: Transaction,
    actor: Actor,
    key: DeviceKey,
    action: string,
    detail: Record<string, string | null>,
  ) =>
    appendAudit(tx, {
      at: clock.now(),
      subdistrictId: key.subdistrictId,
      actorPersonId: actor.personId,
      ...{ action, objectKind: 'device', objectId: key.deviceId, detail },
    })

  /** Doors that remember a device's password forget it at once. */
  const announceChange = (tx: Transaction, { deviceId, subdistrictId }: DeviceKey): void =>
    tx.afterCommit(() =>
      liveBus.publish({
        ...{ topic: `devices/${subdistrictId}`, kind: 'device_changed', data: { deviceId } },
      }),
    )

  /** One step with one of the actor's devices. @throws Refusal not_found | device_retired */
  const step = (
    actor: Actor,
    key: DeviceKey,
    work: (tx: Transaction, row: DeviceRow, now: Date) => Promise<void>,
  ): Promise<DeviceView> =>
    database.inTransaction(async (tx) => {
      const { row } = await own(tx, actor, key)
      await work(tx, row, clock.now())
      announceChange(tx, row)
      return (await own(tx, actor, key)).view
    })

  const refuseUnrealDay = (said: string | null | undefined): void => {
    if (said && !isRealDay(said)) throw new Refusal('device_times')
  }

  return {
    list: async (actor: Actor, subdistrictId: SubdistrictId): Promise<DeviceView[]> =>
      (await mine(database.reader, actor, subdistrictId))
        .map(({ view }) => view)
        .sort((one, other) => needOf(one) - needOf(other))
        .slice(0, mostListed),

    read: (actor: Actor, key: DeviceKey) =>
      database.inTransaction(async (tx) => ({
        device: (await own(tx, actor, key)).view,
        assignments: (await findAssignments(tx, key)).map(viewOfAssignment),
      })),

    /** @throws Refusal unit_unknown | vendor_unknown | device_known | device_times */
    register: (
      actor: Actor,
      subdistrictId: SubdistrictId,
      once: IdempotencyKey,
      said: BodyOf<typeof registerDevice>,
    ): Promise<DeviceView> =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const named = { subdistrictId, deviceId: asDeviceId(ids.next()) }
        const { result } = await doOnce(tx, actor, once, now, named, async () => {
          const unitId = approveUnit(scopeOf(actor, subdistrictId), said.unitId)
          if (!(await places.unit(tx, subdistrictId, unitId))) throw new Refusal('unit_unknown')
          refuseUnrealDay(said.calibratedUntil)
          const vendor =
            said.vendorCode === null ? undefined : await findVendor(tx, said.vendorCode)
          if (said.vendorCode !== null && vendor?.subdistrictId !== subdistrictId)
            throw new Refusal('vendor_unknown')
          if (!(await insertDevice(tx, { ...said, ...named, createdAt: now })))
            throw new Refusal('device_known')
          await audit(tx, actor, named, 'device.registered', { serial: said.serial })
        })
        return (await own(tx, actor, result)).view
      }),

    /** @throws Refusal not_found | device_retired | device_times */
    change: (actor: Actor, key: DeviceKey, said: BodyOf<typeof changeDevice>) =>
      step(actor, key, async (tx, row, now) => {
        refuseUnrealDay(said.calibratedUntil)
        if (!(await updateDevice(tx, row, said))) throw new Refusal('device_retired')
        // What nobody uses any more measures nobody any more.
        if (said.state === 'retired') await endAssignment(tx, row, now)
        await audit(tx, actor, row, 'device.changed', { state: said.state ?? row.state })
      }),

    /**
     * From now on, or for a time: what the device has measured in it belongs to that person.
     * @throws Refusal not_found | device_retired | device_worn | device_times | elder_unknown
     */
    assign: (
      actor: Actor,
      key: DeviceKey,
      said: { readonly personId: PersonId; readonly fromAt?: string; readonly toAt?: string },
    ) =>
      step(actor, key, async (tx, row, now) => {
        if (row.state === 'retired') throw new Refusal('device_retired')
        const { subdistrictId } = key
        const elder = await care.elderOf(tx, subdistrictId, said.personId)
        const desk = elder && (await care.deskOf(tx, elder))
        if (!elder || !isWithin(scopeOf(actor, subdistrictId), desk ?? null))
          throw new Refusal('elder_unknown')
        const fromAt = said.fromAt === undefined ? now : new Date(said.fromAt)
        const toAt = said.toAt === undefined ? null : new Date(said.toAt)
        const { lateDays } = doorRulesOn(shanghaiDay(now))
        const isTooOld = fromAt.getTime() < now.getTime() - lateDays * day
        if (
          isTooOld ||
          fromAt.getTime() > now.getTime() + lateDays * day ||
          (toAt && toAt <= fromAt)
        )
          throw new Refusal('device_times')
        const assigned = await insertAssignment(tx, {
          ...{ subdistrictId, deviceId: row.deviceId, personId: said.personId, fromAt, toAt },
          assignedBy: actor.personId,
        })
        if (!assigned) throw new Refusal('device_worn')
        await audit(tx, actor, row, 'device.assigned', { personId: said.personId })
      }),

    /** @throws Refusal not_found | device_unworn */
    unassign: (actor: Actor, key: DeviceKey) =>
      step(actor, key, async (tx, row, now) => {
        if (!(await endAssignment(tx, row, now))) throw new Refusal('device_unworn')
        await audit(tx, actor, row, 'device.unassigned', {})
      }),

    /** @throws Refusal not_found | device_retired */
    rotate: (actor: Actor, key: DeviceKey, endFormerNow: boolean) =>
      database.inTransaction(async (tx) => {
        const { row } = await own(tx, actor, key)
        const now = clock.now()
        const hours = doorRulesOn(shanghaiDay(now)).formerPasswordHours
        const keepsFormer = !endFormerNow && row.credentialHash !== null
        const formerUntil = keepsFormer ? new Date(now.getTime() + hours * 3_600_000) : null
        const password = ids.secret()
        const changed = await updateDevice(tx, row, {
          credentialHash: hashOfPassword(password),
          credentialSetAt: now,
          formerCredentialHash: keepsFormer ? row.credentialHash : null,
          formerCredentialUntil: formerUntil,
        })
        if (!changed) throw new Refusal('device_retired')
        await audit(tx, actor, row, 'device.password_changed', {})
        announceChange(tx, row)
        const topic = topicOfDevice(row)
        return {
          ...{ username: row.deviceId, password, topic },
          formerUntil: formerUntil?.toISOString() ?? null,
        }
      }),

    quarantined: async (actor: Actor, subdistrictId: SubdistrictId, wanted?: DeviceId) => {
      const { reader } = database
      const devices = (await mine(reader, actor, subdistrictId)).map(({ row }) => row.deviceId)
      const isAll = scopeOf(actor, subdistrictId) === 'all' && wanted === undefined
      const own = wanted === undefined ? devices : devices.filter((id) => id === wanted)
      const asked = isAll ? 'all' : own
      const rows = await findQuarantined(reader, subdistrictId, asked, mostQuarantined)
      return {
        readings: rows.map(({ measuredAt, receivedAt, ...row }) => ({
          ...row,
          measuredAt: measuredAt?.toISOString() ?? null,
          receivedAt: receivedAt.toISOString(),
        })),
        givenUp: await countGivenUp(reader, subdistrictId, asked),
      }
    },
  }
}
export type DeviceDesk = ReturnType<typeof createDeviceDesk>
