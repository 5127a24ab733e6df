import { sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { addressRanges, placeKinds, places, subdistricts, units } from '#db/schema/places.ts'
import { placeId as asPlace } from '#shared/ids.ts'
import type { PlaceBook, SubdistrictPlan } from './place-book.ts'
import { placeBook } from './place-book.ts'

const ofOne = <Row extends { subdistrictId: string }>(rows: readonly Row[], id: string): Row[] =>
  rows.filter((row) => row.subdistrictId === id)

export const readBooks = async (tx: Reader): Promise<PlaceBook[]> => {
  const all = {
    subdistricts: await tx.select().from(subdistricts).orderBy(subdistricts.subdistrictId),
    places: await tx.select().from(places).orderBy(places.placeId),
    ranges: await tx.select().from(addressRanges).orderBy(addressRanges.rangeId),
    units: await tx.select().from(units).orderBy(units.unitId),
  }
  return all.subdistricts.map((subdistrict) =>
    placeBook({
      subdistrict,
      places: ofOne(all.places, subdistrict.subdistrictId).map((row) => ({
        ...row,
        searchKeys: row.searchKeys.split(' '),
        centre: [row.longitude, row.latitude],
      })),
      ranges: ofOne(all.ranges, subdistrict.subdistrictId).map((row) => ({
        ...row,
        from: row.fromNo,
        to: row.toNo,
      })),
      units: ofOne(all.units, subdistrict.subdistrictId),
    }),
  )
}

export const saveKinds = async (
  tx: Transaction,
  kinds: SubdistrictPlan['kinds'],
): Promise<void> => {
  await tx
    .insert(placeKinds)
    .values([...kinds])
    .onConflictDoUpdate({
      target: placeKinds.kind,
      set: { rank: sql`excluded.rank`, name: sql`excluded.name` },
    })
}

export const savePlan = async (tx: Transaction, plan: SubdistrictPlan): Promise<void> => {
  const { subdistrict } = plan
  const { subdistrictId } = subdistrict
  await tx
    .insert(subdistricts)
    .values(subdistrict)
    .onConflictDoUpdate({
      target: subdistricts.subdistrictId,
      set: { code: subdistrict.code, name: subdistrict.name, phone: subdistrict.phone },
    })
  await tx
    .insert(places)
    .values(
      plan.places.map(({ centre, searchKeys, ...place }) => ({
        ...place,
        subdistrictId,
        searchKeys: searchKeys.join(' '),
        longitude: centre[0],
        latitude: centre[1],
      })),
    )
    .onConflictDoUpdate({
      target: [places.subdistrictId, places.placeId],
      set: {
        parentId: sql`excluded.parent_id`,
        kind: sql`excluded.kind`,
        name: sql`excluded.name`,
        searchKeys: sql`excluded.search_keys`,
        outline: sql`excluded.outline`,
        longitude: sql`excluded.longitude`,
        latitude: sql`excluded.latitude`,
      },
    })
  await tx
    .insert(addressRanges)
    .values(
      plan.ranges.map(({ rangeId, roadId, neighbourhoodId, estateId, lane, from, to, parity }) => ({
        subdistrictId,
        rangeId,
        roadId: asPlace(roadId),
        neighbourhoodId: asPlace(neighbourhoodId),
        estateId: estateId === null ? null : asPlace(estateId),
        lane,
        fromNo: from,
        toNo: to,
        parity,
      })),
    )
    .onConflictDoUpdate({
      target: [addressRanges.subdistrictId, addressRanges.rangeId],
      set: {
        roadId: sql`excluded.road_id`,
        neighbourhoodId: sql`excluded.neighbourhood_id`,
        estateId: sql`excluded.estate_id`,
        lane: sql`excluded.lane`,
        fromNo: sql`excluded.from_no`,
        toNo: sql`excluded.to_no`,
        parity: sql`excluded.parity`,
      },
    })
  await tx
    .insert(units)
    .values(plan.units.map((unit) => ({ ...unit, subdistrictId })))
    .onConflictDoUpdate({
      target: [units.subdistrictId, units.unitId],
      set: {
        parentUnitId: sql`excluded.parent_unit_id`,
        kind: sql`excluded.kind`,
        code: sql`excluded.code`,
        name: sql`excluded.name`,
        phone: sql`excluded.phone`,
        placeId: sql`excluded.place_id`,
      },
    })
}
