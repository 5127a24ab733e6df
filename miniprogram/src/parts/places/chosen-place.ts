import type { Me } from '#shared/accounts/accounts.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { placeId, subdistrictId } from '#shared/ids.ts'
import type { PlaceAnswer, PlaceGiven } from '#shared/places/places.contract.ts'
import { isRecord } from '../../platform/failure.ts'

/** A place as a form keeps it: how it is shown, and what is sent. */
export interface ChosenPlace {
  readonly subdistrictId: SubdistrictId
  readonly label: string
  /** Which 居委, or that two claim it. */
  readonly note: string
  readonly given: PlaceGiven
}

/** Which 居委 looks after it, honestly. */
export const whoseWords = (place: PlaceAnswer): string => {
  const names = place.neighbourhoods.map(({ name }) => name)
  if (place.certainty === 'two_claim' || names.length > 1) {
    return `${names.join('、')}都说管这里，我们会先核实`
  }
  return names[0] ?? '还不清楚归哪个居委，我们会核实'
}

/** The narrowest place that an answer names; a two-claim door stays road and number. */
const narrowest = (place: PlaceAnswer) => {
  const only = place.neighbourhoods.length === 1 ? place.neighbourhoods[0] : undefined
  if (place.road !== null && place.doorNo !== null) return place.road
  return place.estate ?? place.road ?? only ?? place.grid
}

/** From a search or from where one stands. */
export const chosenFrom = (place: PlaceAnswer): ChosenPlace => {
  const named = narrowest(place)
  const { longitude, latitude, doorNo } = place
  return {
    subdistrictId: place.subdistrictId,
    label: place.label,
    note: whoseWords(place),
    given: {
      ...(named === null || named === undefined ? {} : { placeId: named.placeId }),
      ...(doorNo === null ? {} : { doorNo }),
      ...(longitude === null || latitude === null ? {} : { longitude, latitude }),
    },
  }
}

export const chosenFromHome = ({ home }: Me): ChosenPlace | null => {
  if (home === null) return null
  const { place } = home
  // The house, not the flat: a report is seen by many, and the flat is rarely where it is.
  const doorNo = /^[^室]*?号/.exec(home.doorNo ?? '')?.[0] ?? null
  return {
    subdistrictId: home.subdistrictId,
    label: doorNo === null ? place.name : `${place.name} ${doorNo}`,
    note: '您登记的家',
    given: { placeId: place.placeId, ...(doorNo === null ? {} : { doorNo }) },
  }
}

/** Reads one back from a draft; null when it is none. */
export const parseChosenPlace = (stored: unknown): ChosenPlace | null => {
  if (!isRecord(stored) || !isRecord(stored.given)) return null
  const { label, note, subdistrictId: where, given } = stored
  if (typeof label !== 'string' || typeof note !== 'string' || typeof where !== 'string') {
    return null
  }
  const { longitude, latitude } = given
  return {
    subdistrictId: subdistrictId(where),
    label,
    note,
    given: {
      ...(typeof given.placeId === 'string' ? { placeId: placeId(given.placeId) } : {}),
      ...(typeof given.doorNo === 'string' ? { doorNo: given.doorNo } : {}),
      ...(typeof longitude === 'number' && typeof latitude === 'number'
        ? { longitude, latitude }
        : {}),
    },
  }
}
