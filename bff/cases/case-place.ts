import type { Transaction } from '#db/database.ts'
import { noPlaceLabel } from '#shared/cases/cases.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { PlaceGiven } from '#shared/places/places.contract.ts'
import type { Located, Places } from '../places/places.service.ts'
import type { SaidPlace } from './case-routing.ts'

const saysWhere = ({ placeId, spokenPlace, longitude, latitude }: PlaceGiven): boolean =>
  placeId !== undefined ||
  (spokenPlace ?? '').trim() !== '' ||
  (longitude !== undefined && latitude !== undefined)

/** The columns of a case that say where, and what routing goes by. */
export interface CasePlace {
  readonly said: SaidPlace | undefined
  readonly columns: Pick<
    Located,
    'placeId' | 'doorNo' | 'gridId' | 'neighbourhoodId' | 'longitude' | 'latitude'
  > & { readonly placeLabel: string; readonly spokenPlace: string }
}

/**
 * Works out where a report is. Words that lead nowhere are kept as they were said: a person can
 * still make sense of them. @throws Refusal place_unknown | place_elsewhere
 */
export const placeOfCase = async (
  tx: Transaction,
  places: Places,
  subdistrictId: SubdistrictId,
  given: PlaceGiven | undefined,
): Promise<CasePlace> => {
  const spokenPlace = given?.spokenPlace?.trim() ?? ''
  const located =
    given && saysWhere(given) ? await places.locate(tx, subdistrictId, given) : undefined
  const found = located && (located.placeId !== null || located.longitude !== null)
  const { placeId = null, doorNo = null, gridId = null, neighbourhoodId = null } = located ?? {}
  return {
    said: found ? located : undefined,
    columns: {
      placeId,
      doorNo,
      gridId,
      neighbourhoodId,
      longitude: located?.longitude ?? null,
      latitude: located?.latitude ?? null,
      placeLabel: located?.label || spokenPlace || noPlaceLabel,
      spokenPlace,
    },
  }
}
