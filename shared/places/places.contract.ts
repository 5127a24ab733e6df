import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { caseStaffRoles } from '../accounts/roles.ts'
import { endpoint } from '../http/endpoint.ts'
import { Latitude, Longitude, literals, nullable, object, text } from '../http/fields.ts'
import { PlaceIdSchema, PostIdSchema, SubdistrictIdSchema, UnitIdSchema } from '../ids.ts'

export const NamedPlace = object({ placeId: PlaceIdSchema, name: Type.String() })

export const placeCertainties = ['exact', 'two_claim', 'unknown'] as const

/**
 * Where something is, as far as the place tree can tell. `neighbourhoods` holds one 居委 when it is
 * clear, two or more when they claim the same door number or point, none when nobody knows.
 */
export const PlaceAnswer = object({
  subdistrictId: SubdistrictIdSchema,
  subdistrictName: Type.String(),
  /** How it is written for people: `合兴路128号（合兴一村）`. */
  label: Type.String(),
  certainty: literals(placeCertainties),
  grid: nullable(NamedPlace),
  neighbourhoods: Type.Array(NamedPlace, { maxItems: 9 }),
  estate: nullable(NamedPlace),
  road: nullable(NamedPlace),
  doorNo: nullable(Type.String()),
  /** WGS-84. */
  longitude: nullable(Type.Number()),
  latitude: nullable(Type.Number()),
})
export type PlaceAnswer = Static<typeof PlaceAnswer>

/** What a client sends to say where; the server works out the rest again by itself. */
export const PlaceGiven = object({
  /** An estate, road, neighbourhood… chosen from a search. */
  placeId: Type.Optional(PlaceIdSchema),
  doorNo: Type.Optional(text(1, 20)),
  /** As the person would say it: `2号楼门口的花坛`. */
  spokenPlace: Type.Optional(text(0, 200)),
  /** WGS-84. */
  longitude: Type.Optional(Longitude),
  latitude: Type.Optional(Latitude),
})
export type PlaceGiven = Static<typeof PlaceGiven>

/** Typed part of an address (Chinese, or pinyin initials) → at most 20 places, best first. */
export const searchPlaces = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/places/search',
  access: 'anyone',
  summary: 'Find a place by typing part of its address',
  query: object({
    text: text(1, 60),
    subdistrictId: Type.Optional(SubdistrictIdSchema),
  }),
  response: object({ places: Type.Array(PlaceAnswer) }),
  errors: [],
})

/** A point → the place it lies in. GCJ-02 (WeChat's) is converted at this boundary. */
export const findPlaceAtPoint = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/places/at',
  access: 'anyone',
  summary: 'Find the place at a point',
  query: object({
    longitude: Longitude,
    latitude: Latitude,
    datum: literals(['wgs84', 'gcj02']),
  }),
  response: object({ place: nullable(PlaceAnswer) }),
  errors: [],
})

export const listSubdistricts = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts',
  access: 'anyone',
  summary: 'The subdistricts this server serves',
  response: object({
    subdistricts: Type.Array(
      object({ subdistrictId: SubdistrictIdSchema, name: Type.String(), phone: Type.String() }),
    ),
  }),
  errors: [],
})

/** Outlines for our own SVG map (no tile server), with names for the list beside it. */
export const readMap = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/map',
  access: 'anyone',
  summary: 'Outlines of the subdistrict',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  response: object({
    places: Type.Array(
      object({
        placeId: PlaceIdSchema,
        parentId: nullable(PlaceIdSchema),
        kind: Type.String(),
        name: Type.String(),
        /** Rings (or one line, for a road) of [longitude, latitude], WGS-84. */
        outline: Type.Array(Type.Array(Type.Tuple([Type.Number(), Type.Number()]))),
      }),
    ),
  }),
  errors: ['not_found'],
})

/** Who looks after this place: the 专管员 of its 居委, with the office's phone. */
export const readPlaceOfficer = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/places/:placeId/officer',
  access: 'signed-in',
  summary: 'The neighbourhood officer of a place',
  params: object({ subdistrictId: SubdistrictIdSchema, placeId: PlaceIdSchema }),
  response: object({
    neighbourhood: NamedPlace,
    officerName: nullable(Type.String()),
    unitName: Type.String(),
    phone: Type.String(),
  }),
  errors: ['not_found'],
})

/** Units and the people on post there today, to send a case to. */
export const listUnits = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/units',
  access: { roles: [...caseStaffRoles, 'administrator'] },
  summary: 'Units and who is on post',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  response: object({
    units: Type.Array(
      object({
        unitId: UnitIdSchema,
        parentUnitId: nullable(UnitIdSchema),
        name: Type.String(),
        kind: Type.String(),
        phone: Type.String(),
        staff: Type.Array(
          object({
            postId: PostIdSchema,
            name: Type.String(),
            role: Type.String(),
            isHead: Type.Boolean(),
          }),
        ),
      }),
    ),
  }),
  errors: [],
})
