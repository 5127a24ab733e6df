import type { Role } from '#shared/accounts/roles.ts'
import type { LngLat } from '#shared/places/coordinates.ts'
import type { Line, Ring } from '#shared/places/geometry.ts'
import type { Parity, PlaceKind } from '#shared/places/place-index.ts'

/** Every row has a stable key; `seedId(key)` is its id, and other rows name it by the key. */
interface Keyed {
  readonly key: string
  readonly subdistrictId: string
}

export interface SeedSubdistrict {
  /** The slug that leads every key of tenant data. */
  readonly id: string
  /** Two letters that start its case numbers. */
  readonly code: string
  readonly name: string
  /** The duty desk, round the clock: digits only. */
  readonly phone: string
}

export interface SeedPlace extends Keyed {
  readonly parentKey: string | null
  readonly kind: PlaceKind
  readonly name: string
  /** WGS-84. */
  readonly area: Ring
  readonly centre: LngLat
  /** Houses in an estate; null for the places above it. */
  readonly buildings: number | null
}

export interface SeedRoad extends Keyed {
  readonly name: string
  /** WGS-84, in the direction the house numbers rise. */
  readonly line: Line
}

export interface SeedAddressRange extends Keyed {
  readonly roadKey: string
  readonly lane: number | null
  readonly from: number
  readonly to: number
  readonly parity: Parity
  readonly neighbourhoodKey: string
  readonly estateKey: string | null
}

/** Drawn on the map but nobody's place of report: water, parks, a school. */
export interface SeedScenery extends Keyed {
  readonly kind: 'water' | 'park' | 'school' | 'market'
  readonly name: string
  readonly area: Ring
}

export type SeedUnitKind =
  | 'office'
  | 'duty_desk'
  | 'hotline_desk'
  | 'grid_station'
  | 'neighbourhood_committee'
  | 'handling_unit'
  | 'service_site'
  | 'provider'
  | 'property'
  | 'care_home'

export interface SeedUnit extends Keyed {
  readonly parentKey: string | null
  readonly kind: SeedUnitKind
  /** What case types name as owner; null for 居委 and grid stations, found by place. */
  readonly code: string | null
  readonly name: string
  /** What the unit answers for. */
  readonly placeKey: string
  /** Landline, digits only. */
  readonly phone: string
}

export interface SeedHome {
  readonly estateKey: string
  /** As on the door: `5号302室`. */
  readonly doorNo: string
}

export interface SeedPerson {
  readonly key: string
  readonly name: string
  /** yyyy-mm-dd; null where nothing depends on it. */
  readonly bornOn: string | null
  /** Mobile, digits only; null for somebody who has none. */
  readonly phone: string | null
  /** Somebody without WeChat is served at the counter and cannot log in. */
  readonly usesWechat: boolean
  /** Has chosen 长辈版. */
  readonly largeType: boolean
  readonly home: SeedHome | null
  /** One plain Chinese sentence for the list of demo people; null for the many others. */
  readonly introduction: string | null
}

export interface SeedPost extends Keyed {
  readonly personKey: string
  readonly role: Role
  readonly isHead: boolean
  readonly unitKey: string | null
  readonly placeKey: string
  /** yyyy-mm-dd, Asia/Shanghai. */
  readonly from: string
}
