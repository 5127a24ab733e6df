import type { Reader } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import { renovationWasteService } from '#shared/renovations/renovation-rules.ts'
import type { RenovationView } from '#shared/renovations/renovations.contract.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Platform } from '../platform/platform.ts'
import type { RenovationNeeds } from './renovation-needs.ts'
import { scopeOf, seesAsStaff, sidesOf } from './renovations.policy.ts'
import type { RenovationKey, RenovationRecord } from './renovations.store.ts'
import { findRenovation, renovationsFor, renovationsOf } from './renovations.store.ts'
import { byNearness } from './round.policy.ts'

/** Shows registrations to whoever may see them. */
export const createRenovationReading = (
  { database }: Pick<Platform, 'database'>,
  {
    bookings,
    offers,
    places,
    relatives,
  }: Pick<RenovationNeeds, 'bookings' | 'offers' | 'places' | 'relatives'>,
) => {
  const { reader } = database

  /** Where waste of this address may be left, nearest first. */
  const spotsOf = async (tx: Reader, { subdistrictId, placeId, doorNo }: RenovationRecord) => {
    const kept = { placeId, doorNo, longitude: null, latitude: null }
    const home = await places.answerFor(tx, subdistrictId, kept)
    const found = await offers.ofService(tx, subdistrictId, renovationWasteService)
    const spots = [...new Map(found.map(({ site }) => [site.siteId, site])).values()]
    const { longitude = null, latitude = null } = home ?? {}
    const sorted =
      longitude === null || latitude === null ? spots : byNearness({ longitude, latitude }, spots)
    return sorted.map(({ siteId, name, address }) => ({ siteId, name, address }))
  }

  const viewsOf = async (
    tx: Reader,
    actor: Actor,
    records: readonly RenovationRecord[],
  ): Promise<RenovationView[]> => {
    const hauls = await bookings.hauls.of(tx, actor.personId, records)
    const views: RenovationView[] = []
    for (const record of records) {
      const { subdistrictId, propertyUnitId, neighbourhoodUnitId } = record
      const nameOf = async (unitId: typeof propertyUnitId) =>
        unitId === null ? null : ((await places.unit(tx, subdistrictId, unitId))?.name ?? null)
      views.push({
        subdistrictId,
        renovationId: record.renovationId,
        scope: record.scope,
        placeLabel: record.placeLabel,
        placeId: record.placeId,
        doorNo: record.doorNo,
        personName: record.personName,
        startsOn: record.startsOn,
        endsOn: record.endsOn,
        contractor: record.contractor,
        registeredAt: record.registeredAt.toISOString(),
        pledgeVersion: record.pledgeVersion,
        pledgeSignedBy: record.pledgeSignedBy,
        propertyName: await nameOf(propertyUnitId),
        propertySeenAt: record.propertySeenAt?.toISOString() ?? null,
        neighbourhoodName: await nameOf(neighbourhoodUnitId),
        neighbourhoodSeenAt: record.neighbourhoodSeenAt?.toISOString() ?? null,
        remarks: record.remarks,
        hauls: hauls.get(record.renovationId) ?? [],
        spots: await spotsOf(tx, record),
        mayAcknowledge: sidesOf(actor, record).length > 0,
      })
    }
    return views
  }

  const isHis = async (tx: Reader, actor: Actor, personId: PersonId): Promise<boolean> =>
    actor.personId === personId ||
    (await relatives.mayBookFor(tx, actor.personId, personId)) !== undefined

  /** @throws Refusal not_found, also when it exists and is not the actor's to see */
  const recordFor = async (
    tx: Reader,
    actor: Actor,
    key: RenovationKey,
  ): Promise<RenovationRecord> => {
    const record = await findRenovation(tx, key)
    if (!record) throw new Refusal('not_found')
    if (!seesAsStaff(actor, record) && !(await isHis(tx, actor, record.personId)))
      throw new Refusal('not_found')
    return record
  }

  const view = async (tx: Reader, actor: Actor, key: RenovationKey): Promise<RenovationView> => {
    const [shown] = await viewsOf(tx, actor, [await recordFor(tx, actor, key)])
    if (!shown) throw new Error('a registration without its view')
    return shown
  }

  return {
    recordFor,
    view,
    isHis,
    read: (actor: Actor, key: RenovationKey) => view(reader, actor, key),

    /** His own and those of people he may act for. */
    mine: async (actor: Actor): Promise<RenovationView[]> => {
      const served = await relatives.servedBy(reader, actor.personId)
      const people = [actor.personId, ...served.map(({ personId }) => personId)]
      return viewsOf(reader, actor, await renovationsOf(reader, people))
    },

    /** At the actor's estates or in his neighbourhood; all of them for the desk. */
    list: async (actor: Actor, subdistrictId: SubdistrictId): Promise<RenovationView[]> => {
      const scope = scopeOf(actor, subdistrictId)
      if (scope !== 'all' && scope.length === 0) return []
      return viewsOf(reader, actor, await renovationsFor(reader, subdistrictId, scope))
    },
  }
}
export type RenovationReading = ReturnType<typeof createRenovationReading>
