import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { bookingStaffRoles } from '../accounts/roles.ts'
import { endpoint } from '../http/endpoint.ts'
import { Day, Instant, nullable, object, saidText, text } from '../http/fields.ts'
import { OccurrenceIdSchema, OfferIdSchema, SiteIdSchema, SubdistrictIdSchema } from '../ids.ts'

export const MenuSet = object({
  /** A, B …: what the kitchen counts by. */
  code: text(1, 10),
  name: saidText(30),
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
  day: Day,
  occurrenceId: OccurrenceIdSchema,
  startsAt: Instant,
  endsAt: Instant,
  /** The kitchen's cut-off. */
  closesAt: Instant,
  left: Type.Integer(),
  isDelivered: Type.Boolean(),
  fullFen: Type.Integer(),
  seniorFen: nullable(Type.Integer()),
  seniorFromAge: nullable(Type.Integer()),
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

export const saveMenu = endpoint({
  kind: 'json',
  method: 'PUT',
  path: '/subdistricts/:subdistrictId/offers/:offerId/menus/:day',
  access: { roles: bookingStaffRoles },
  summary: 'What is cooked on a day; a set that was ordered cannot be taken away',
  params: object({ subdistrictId: SubdistrictIdSchema, offerId: OfferIdSchema, day: Day }),
  body: object({ sets: Type.Array(MenuSet, { minItems: 1, maxItems: 8 }) }),
  response: object({ sets: Type.Array(MenuSet) }),
  errors: ['not_found', 'menu_set_ordered'],
})

/** What the kitchen cooks and where it goes. */
export const readKitchen = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/sites/:siteId/kitchen/:day',
  access: { roles: bookingStaffRoles },
  summary: 'Portions per meal and set, eaten here and delivered; it prints',
  params: object({ subdistrictId: SubdistrictIdSchema, siteId: SiteIdSchema, day: Day }),
  response: object({
    siteName: Type.String(),
    meals: Type.Array(
      object({
        occurrenceId: OccurrenceIdSchema,
        offerName: Type.String(),
        startsAt: Instant,
        closesAt: Instant,
        /** Orders can still come in. */
        isOpen: Type.Boolean(),
        counts: Type.Array(
          object({
            set: Type.String(),
            name: Type.String(),
            here: Type.Integer(),
            delivered: Type.Integer(),
          }),
        ),
        deliveries: Type.Array(
          object({
            number: Type.String(),
            personName: Type.String(),
            placeLabel: Type.String(),
            set: Type.String(),
            portions: Type.Integer(),
            note: Type.String(),
          }),
        ),
      }),
    ),
  }),
  errors: ['not_found'],
})
