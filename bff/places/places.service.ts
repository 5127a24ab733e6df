import type { Reader, Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PlaceId, SubdistrictId, UnitId } from '#shared/ids.ts'
import { parseAddressText } from '#shared/places/address-text.ts'
import type { LngLat } from '#shared/places/coordinates.ts'
import { gcj02ToWgs84 } from '#shared/places/coordinates.ts'
import type { PlaceAnswer, PlaceGiven } from '#shared/places/places.contract.ts'
import type { Platform } from '../platform/platform.ts'
import type { KnownPlace, PlaceBook, SubdistrictPlan, Unit } from './place-book.ts'
import { ancestorOfKind } from './place-book.ts'
import { searchBooks } from './place-search.ts'
import type { Spot } from './place-spot.ts'
import { answerOf, named, spotOfAddress, spotOfPlace, spotOfPoint } from './place-spot.ts'
import { readBooks, saveKinds, savePlan } from './places.store.ts'
import { keepOnlyRanges } from './ranges.store.ts'

/** Where a case is, worked out by the server from what a client said. */
export interface Located {
  /** What the words or the point lead to; null when they lead nowhere. */
  readonly placeId: PlaceId | null
  /** The one 居委 that answers; null while none or several claim the place. */
  readonly neighbourhoodId: PlaceId | null
  readonly gridId: PlaceId | null
  readonly label: string
  /** WGS-84. */
  readonly longitude: number | null
  readonly latitude: number | null
  readonly doorNo: string | null
  /** Every 居委 that claims it. */
  readonly candidates: PlaceAnswer['neighbourhoods']
  readonly certainty: PlaceAnswer['certainty']
}

/** What is kept of a located thing and made into an answer again. */
export interface KeptPlace {
  readonly placeId: PlaceId | null
  readonly doorNo: string | null
  readonly longitude: number | null
  readonly latitude: number | null
  /** Decided by a person: outweighs what the books say. */
  readonly neighbourhoodId?: PlaceId | null
  readonly label?: string
}

const pointOf = (given: {
  readonly longitude?: number | null | undefined
  readonly latitude?: number | null | undefined
}): LngLat | undefined => {
  const { longitude, latitude } = given
  return typeof longitude === 'number' && typeof latitude === 'number'
    ? [longitude, latitude]
    : undefined
}

const topic = 'places/changed'

/**
 * Places, units and addresses. A few hundred rows that change a few times a year and are asked for
 * at every keystroke: each node keeps them in memory, and reads them again when told of a change.
 */
export const createPlaces = (platform: Pick<Platform, 'database' | 'liveBus'>) => {
  const { database, liveBus } = platform
  let kept: ReadonlyMap<string, PlaceBook> | undefined
  let generation = 0
  const forget = () => {
    generation += 1
    kept = undefined
  }
  liveBus.subscribe((change) => {
    if (change.topic === topic) forget()
  }, forget)

  const booksOf = async (tx: Reader): Promise<ReadonlyMap<string, PlaceBook>> => {
    if (kept) return kept
    const begun = generation
    const books = new Map((await readBooks(tx)).map((book) => [book.subdistrictId, book]))
    // A change that came while reading must not be covered up by what was read before it.
    if (begun === generation) kept = books
    return books
  }
  const books = async (): Promise<ReadonlyMap<string, PlaceBook>> =>
    kept ?? booksOf(database.reader)

  const bookOf = async (tx: Reader, subdistrictId: string): Promise<PlaceBook> => {
    const book = (await booksOf(tx)).get(subdistrictId)
    if (!book) throw new Refusal('not_found')
    return book
  }

  const placeOf = async (
    tx: Reader,
    subdistrictId: string,
    placeId: PlaceId,
  ): Promise<KnownPlace> => {
    const place = (await bookOf(tx, subdistrictId)).places.get(placeId)
    if (place) return place
    for (const book of (await booksOf(tx)).values())
      if (book.places.has(placeId)) throw new Refusal('place_elsewhere')
    throw new Refusal('place_unknown')
  }

  /** The chosen place first, then the point, then the words; the more exact one where two agree. */
  const spotOf = async (
    tx: Reader,
    book: PlaceBook,
    given: PlaceGiven,
  ): Promise<{ spot: Spot; chosen: KnownPlace | undefined } | undefined> => {
    const point = pointOf(given)
    const chosen = given.placeId ? await placeOf(tx, book.subdistrictId, given.placeId) : undefined
    const atPoint = point ? spotOfPoint(book, point) : undefined
    if (chosen) {
      const spot = spotOfPlace(book, chosen, given.doorNo ?? null)
      if (spot.certainty !== 'unknown' || !atPoint)
        return { spot: { ...spot, point: atPoint?.point ?? spot.point }, chosen }
      return { spot: { ...atPoint, label: spot.label, doorNo: spot.doorNo }, chosen }
    }
    if (atPoint) return { spot: atPoint, chosen: undefined }
    if (point) throw new Refusal('place_elsewhere')
    const spoken = spotOfAddress(book, parseAddressText(`${given.spokenPlace ?? ''}`))
    return spoken ? { spot: spoken, chosen: undefined } : undefined
  }

  const unitWhere = async (tx: Reader, subdistrictId: string, is: (unit: Unit) => boolean) =>
    (await booksOf(tx)).get(subdistrictId)?.units.find(is)

  return {
    /** @throws Refusal place_unknown | place_elsewhere | not_found (no such subdistrict) */
    locate: async (
      tx: Reader,
      subdistrictId: SubdistrictId,
      given: PlaceGiven,
    ): Promise<Located> => {
      const book = await bookOf(tx, subdistrictId)
      const found = await spotOf(tx, book, given)
      const spot = found?.spot
      const [only, another] = spot?.neighbourhoods ?? []
      const place =
        found?.chosen ??
        (spot?.doorNo ? spot.road : undefined) ??
        spot?.estate ??
        spot?.road ??
        only
      return {
        placeId: place?.placeId ?? null,
        neighbourhoodId: only && !another ? only.placeId : null,
        gridId: spot?.grid?.placeId ?? null,
        label: spot?.label ?? given.spokenPlace?.trim() ?? '',
        longitude: spot?.point?.[0] ?? null,
        latitude: spot?.point?.[1] ?? null,
        doorNo: spot?.doorNo ?? given.doorNo ?? null,
        candidates: spot?.neighbourhoods.map(named) ?? [],
        certainty: spot?.certainty ?? 'unknown',
      }
    },

    /** Makes what is kept of a case into an answer again; null when nothing about it is known. */
    answerFor: async (
      tx: Reader,
      subdistrictId: SubdistrictId,
      keep: KeptPlace,
    ): Promise<PlaceAnswer | null> => {
      const book = await bookOf(tx, subdistrictId)
      const point = pointOf(keep)
      const place = book.places.get(keep.placeId ?? '')
      const decided = book.places.get(keep.neighbourhoodId ?? '')
      const byPlace = place ? spotOfPlace(book, place, keep.doorNo) : undefined
      const byPoint =
        byPlace && byPlace.certainty !== 'unknown' ? undefined : point && spotOfPoint(book, point)
      const spot = byPoint ?? byPlace ?? (decided ? spotOfPlace(book, decided, null) : undefined)
      if (!spot) return null
      const answer = answerOf(book, {
        ...spot,
        label: keep.label ?? spot.label,
        point: point ?? spot.point,
        ...(decided
          ? {
              certainty: 'exact' as const,
              neighbourhoods: [decided],
              grid: ancestorOfKind(book, decided.placeId, 'grid'),
            }
          : {}),
      })
      return answer
    },

    search: async (text: string, subdistrictId?: SubdistrictId): Promise<PlaceAnswer[]> => {
      const all = [...(await books()).values()]
      return searchBooks(
        subdistrictId ? all.filter((book) => book.subdistrictId === subdistrictId) : all,
        text,
      )
    },

    /** Who answers at a point; null outside every subdistrict. GCJ-02 is converted here. */
    at: async (given: LngLat, datum: 'wgs84' | 'gcj02'): Promise<PlaceAnswer | null> => {
      const point = datum === 'gcj02' ? gcj02ToWgs84(given) : given
      for (const book of (await books()).values()) {
        const spot = spotOfPoint(book, point)
        if (spot) return answerOf(book, spot)
      }
      return null
    },

    list: async () =>
      [...(await books()).values()].map(({ subdistrictId, name, phone }) => ({
        subdistrictId,
        name,
        phone,
      })),

    /** @throws Refusal not_found */
    map: async (subdistrictId: SubdistrictId) => {
      const book = (await books()).get(subdistrictId)
      if (!book) throw new Refusal('not_found')
      return [...book.places.values()].map(({ placeId, parentId, kind, name, outline }) => ({
        placeId,
        parentId,
        kind,
        name,
        outline,
      }))
    },

    /** @throws Refusal not_found */
    subdistrict: async (tx: Reader, subdistrictId: string) => {
      const { code, name, phone, ...book } = await bookOf(tx, subdistrictId)
      return { subdistrictId: book.subdistrictId, code, name, phone }
    },

    /** @throws Refusal place_unknown | place_elsewhere */
    place: placeOf,

    /** The place, or undefined when it is not of this subdistrict. */
    findPlace: async (tx: Reader, subdistrictId: string, placeId: PlaceId | null) =>
      (await booksOf(tx)).get(subdistrictId)?.places.get(placeId ?? ''),

    /** Says what a place of this subdistrict is called; undefined for one that is none of its. */
    namesIn: async (tx: Reader, subdistrictId: string) => {
      const { places } = await bookOf(tx, subdistrictId)
      return (placeId: PlaceId): string | undefined => places.get(placeId)?.name
    },

    /** The 居委 and grid a place lies in; undefined above that level. */
    neighbourhoodOf: async (tx: Reader, subdistrictId: string, placeId: PlaceId) =>
      ancestorOfKind(await bookOf(tx, subdistrictId), placeId, 'neighbourhood'),
    gridOf: async (tx: Reader, subdistrictId: string, placeId: PlaceId) =>
      ancestorOfKind(await bookOf(tx, subdistrictId), placeId, 'grid'),

    unitsOf: async (tx: Reader, subdistrictId: string): Promise<readonly Unit[]> =>
      (await bookOf(tx, subdistrictId)).units,
    unit: (tx: Reader, subdistrictId: string, unitId: UnitId) =>
      unitWhere(tx, subdistrictId, (unit) => unit.unitId === unitId),
    unitByCode: (tx: Reader, subdistrictId: string, code: string) =>
      unitWhere(tx, subdistrictId, (unit) => unit.code === code),
    /** The 居委's own unit (its 专管员). */
    unitOfNeighbourhood: (tx: Reader, subdistrictId: string, neighbourhoodId: PlaceId) =>
      unitWhere(
        tx,
        subdistrictId,
        (unit) => unit.kind === 'neighbourhood_committee' && unit.placeId === neighbourhoodId,
      ),
    /** The grid's station (its 网格长). */
    unitOfGrid: (tx: Reader, subdistrictId: string, gridId: PlaceId) =>
      unitWhere(
        tx,
        subdistrictId,
        (unit) => unit.kind === 'grid_station' && unit.placeId === gridId,
      ),
    dutyDesk: (tx: Reader, subdistrictId: string) =>
      unitWhere(tx, subdistrictId, (unit) => unit.kind === 'duty_desk'),

    /** Everything known of a subdistrict; undefined while there is none. */
    bookOf: async (tx: Reader, subdistrictId: SubdistrictId): Promise<PlaceBook | undefined> =>
      (await booksOf(tx)).get(subdistrictId),

    /**
     * Brings a subdistrict to this plan; doing it twice changes nothing. Places and units that it
     * does not name stay, for cases point at them. House numbers go: an old row would claim doors.
     */
    saveSubdistrict: async (tx: Transaction, plan: SubdistrictPlan): Promise<void> => {
      await saveKinds(tx, plan.kinds)
      await savePlan(tx, plan)
      const rangeIds = plan.ranges.map(({ rangeId }) => rangeId)
      await keepOnlyRanges(tx, plan.subdistrict.subdistrictId, rangeIds)
      tx.afterCommit(() => {
        forget()
        liveBus.publish({ topic, kind: 'places_changed', data: {} })
      })
    },
  }
}
export type Places = ReturnType<typeof createPlaces>
