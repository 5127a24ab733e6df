import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { bookingStaffRoles } from '../accounts/roles.ts'
import { endpoint } from '../http/endpoint.ts'
import { Day, Instant, literals, nullable, object, saidText } from '../http/fields.ts'
import {
  BookingIdSchema,
  OccurrenceIdSchema,
  OfferIdSchema,
  SiteIdSchema,
  SubdistrictIdSchema,
} from '../ids.ts'
import { payWays } from '../offers/offer-terms.ts'

export const MenuSet = object({
  /** 大荤套餐 …: what one orders, what the kitchen counts by; once of a day. */
  name: saidText(20),
  dishes: Type.Array(saidText(30), { minItems: 1, maxItems: 12 }),
  /** Easy to chew and to swallow. */
  isSoft: Type.Boolean(),
})
export type MenuSet = Static<typeof MenuSet>

export const Meal = object({
  offerId: OfferIdSchema,
  offerName: Type.String(),
  siteId: SiteIdSchema,
  siteName: Type.String(),
  sitePhone: Type.String(),
  day: Day,
  occurrenceId: OccurrenceIdSchema,
  startsAt: Instant,
  endsAt: Instant,
  /** The kitchen's cut-off, and whether one may still order for that day by the server's clock. */
  closesAt: Instant,
  isOpen: Type.Boolean(),
  left: Type.Integer(),
  maxParty: Type.Integer(),
  delivers: Type.Boolean(),
  payBy: Type.Array(literals(payWays)),
  fullFen: Type.Integer(),
  seniorFen: nullable(Type.Integer()),
  seniorFromAge: nullable(Type.Integer()),
  /** Empty while nobody has said what is cooked: then nothing can be ordered. */
  sets: Type.Array(MenuSet),
})
export type Meal = Static<typeof Meal>

export const readMenus = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/canteen/meals',
  access: 'anyone',
  summary: 'Meals of the coming days with their menus, prices, cut-offs and what is left',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  query: object({
    from: Type.Optional(Day),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 14 })),
    siteId: Type.Optional(SiteIdSchema),
  }),
  response: object({ meals: Type.Array(Meal) }),
  errors: ['not_found'],
})

const OfOffer = object({ subdistrictId: SubdistrictIdSchema, offerId: OfferIdSchema })

/** A day's menu as staff write it, with what is ordered of it by now. */
export const MenuOfDay = object({
  day: Day,
  sets: Type.Array(object({ ...MenuSet.properties, ordered: Type.Integer() })),
})
export type MenuOfDay = Static<typeof MenuOfDay>

export const listMenus = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/offers/:offerId/menus',
  access: { roles: bookingStaffRoles },
  summary: 'Menus of a canteen, day by day, past ones too',
  params: OfOffer,
  query: object({ from: Day, days: Type.Integer({ minimum: 1, maximum: 28 }) }),
  response: object({ menus: Type.Array(MenuOfDay) }),
  errors: ['not_found'],
})

export const saveMenu = endpoint({
  kind: 'json',
  method: 'PUT',
  path: '/subdistricts/:subdistrictId/offers/:offerId/menus/:day',
  access: { roles: bookingStaffRoles },
  summary: 'What is cooked on a day; a set that was ordered cannot be taken away',
  params: object({ ...OfOffer.properties, day: Day }),
  body: object({ sets: Type.Array(MenuSet, { minItems: 1, maxItems: 8 }) }),
  response: object({ sets: Type.Array(MenuSet) }),
  errors: ['not_found', 'menu_set_ordered'],
})

/** What the kitchen cooks of one meal and where it goes. */
export const KitchenMeal = object({
  occurrenceId: OccurrenceIdSchema,
  offerName: Type.String(),
  startsAt: Instant,
  closesAt: Instant,
  /** Orders can still come in. */
  isOpen: Type.Boolean(),
  /** Portions by set, ordered or not. */
  counts: Type.Array(
    object({
      set: Type.String(),
      isSoft: Type.Boolean(),
      here: Type.Integer(),
      delivered: Type.Integer(),
      /** Of both, those handed over by now. */
      handedOver: Type.Integer(),
    }),
  ),
  deliveries: Type.Array(
    object({
      bookingId: BookingIdSchema,
      number: Type.String(),
      personName: Type.String(),
      placeLabel: Type.String(),
      set: Type.String(),
      portions: Type.Integer(),
      note: Type.String(),
      isHandedOver: Type.Boolean(),
    }),
  ),
})
export type KitchenMeal = Static<typeof KitchenMeal>

export const readKitchen = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/sites/:siteId/kitchen/:day',
  access: { roles: bookingStaffRoles },
  summary: 'Portions per meal and set, eaten here and delivered; it prints',
  params: object({ subdistrictId: SubdistrictIdSchema, siteId: SiteIdSchema, day: Day }),
  response: object({ siteName: Type.String(), meals: Type.Array(KitchenMeal) }),
  errors: ['not_found'],
})
