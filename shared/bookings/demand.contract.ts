import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { bookingStaffRoles } from '../accounts/roles.ts'
import { endpoint } from '../http/endpoint.ts'
import { Day, nullable, object, text } from '../http/fields.ts'
import { SiteIdSchema, SubdistrictIdSchema } from '../ids.ts'

/** Counts of one service at one site in one week (Monday to Sunday, by the day of the service). */
export const DemandRow = object({
  week: Day,
  serviceCode: Type.String(),
  serviceName: Type.String(),
  siteId: nullable(SiteIdSchema),
  siteName: nullable(Type.String()),
  /** Places offered. For time: as many bookings as fit into the windows. */
  offered: Type.Integer(),
  requested: Type.Integer(),
  accepted: Type.Integer(),
  /** Joined a waiting list. */
  waited: Type.Integer(),
  declined: Type.Integer(),
  cancelled: Type.Integer(),
  noShow: Type.Integer(),
  served: Type.Integer(),
  rated: Type.Integer(),
  /** Mean of the grades given; null when fewer than 3 rated. */
  grade: nullable(Type.Number()),
  /** People served, and how many of them are 60 or older. */
  people: Type.Integer(),
  elders: Type.Integer(),
  /** Looked, asked or waited and got no place. */
  unmet: Type.Integer(),
})
export type DemandRow = Static<typeof DemandRow>

const Query = object({
  from: Day,
  /** Last day; at most 366 days after the first. */
  to: Day,
  serviceCode: Type.Optional(text(1, 40)),
  siteId: Type.Optional(SiteIdSchema),
})

export const readDemand = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/demand',
  access: { roles: bookingStaffRoles },
  summary: 'What was wanted, given and missed, per service, site and week',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  query: Query,
  response: object({ rows: Type.Array(DemandRow) }),
  errors: [],
})

export const exportDemand = endpoint({
  kind: 'download',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/demand.csv',
  access: { roles: bookingStaffRoles },
  summary: 'The same as a CSV that Excel opens',
  params: object({ subdistrictId: SubdistrictIdSchema }),
  query: Query,
  contentTypes: ['text/csv'],
  errors: [],
})
