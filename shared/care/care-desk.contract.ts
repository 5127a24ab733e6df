import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { endpoint } from '../http/endpoint.ts'
import { Empty, Instant, literals, nullable, object, saidText, text } from '../http/fields.ts'
import { PersonIdSchema, SubdistrictIdSchema, UnitIdSchema } from '../ids.ts'
import { FoundPerson } from '../relatives/counter.contract.ts'
import { elderParams } from './care.contract.ts'
import { careStaffRoles, careStatusKinds, glassRoles } from './care-rules.ts'
import { AgreedCareText, Classes, ElderCard, ElderView } from './care-shapes.ts'

const access = { roles: careStaffRoles }
const params = object({ subdistrictId: SubdistrictIdSchema })

/** What staff write down; measured only with consent on paper, or the lawful guardian's. */
const enrolmentFields = {
  /** The care home he lives in; null: at home, looked after by his 居委. */
  unitId: nullable(UnitIdSchema),
  room: text(0, 20),
  livesAlone: Type.Boolean(),
  onOxygen: Type.Boolean(),
  /** 2 only when a clinician decided so (NEWS2, hypercapnic failure). */
  oxygenScale: Type.Union([Type.Literal(1), Type.Literal(2)]),
  measured: Classes,
  basis: literals(['on_paper', 'guardian'] as const),
  textVersion: AgreedCareText,
  /** What was signed by whom, and where it is kept. */
  proofNote: saidText(200),
}

/**
 * Whom to enrol: his name together with his whole phone, or the last four of phone or ID number. A
 * name alone would let a home leaf through the people of the subdistrict.
 */
export const findPersonForCare = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/people',
  access,
  perMinute: 30,
  summary: 'Find the person to take into care; audited',
  params,
  body: Type.Union([
    object({ name: saidText(30), phone: text(5, 30) }),
    object({
      name: saidText(30),
      lastFour: Type.String({ pattern: '^\\d{3}[\\dXx]$', minLength: 4, maxLength: 4 }),
    }),
  ]),
  response: object({ people: Type.Array(FoundPerson) }),
  errors: ['phone_invalid'],
})

/** Staff of the home enrol its residents; officers of a 居委 those who live at home there. */
export const enrolElder = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/elders',
  access,
  perMinute: 30,
  summary: 'Take somebody into care with his consent on paper; audited',
  params,
  body: object({ personId: PersonIdSchema, ...enrolmentFields }),
  response: ElderView,
  status: 201,
  errors: ['unknown_person', 'unit_unknown', 'already_in_care'],
})

export const changeElder = endpoint({
  kind: 'json',
  method: 'PUT',
  path: '/subdistricts/:subdistrictId/care/elders/:personId',
  access,
  perMinute: 60,
  summary: 'Another room, another home, other classes on new paper; audited',
  params: elderParams,
  body: object(enrolmentFields),
  /** Whoever moves him to another home no longer sees him. */
  response: Empty,
  errors: ['unknown_elder', 'unit_unknown'],
})

export const endElderCare = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/end',
  access,
  perMinute: 30,
  summary: 'He, or his guardian, says stop, or he left: nothing more is stored; audited',
  params: elderParams,
  body: object({ proofNote: saidText(200) }),
  response: object({ ended: Type.Boolean() }),
  errors: ['unknown_elder'],
})

export const deleteElderReadings = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/readings/delete',
  access,
  perMinute: 6,
  summary: 'Delete his readings because he asks so on paper; the care record stays; audited',
  params: elderParams,
  body: object({ proofNote: saidText(200) }),
  response: object({ deleting: Type.Boolean() }),
  errors: ['unknown_elder'],
})

/** Somebody of another desk in an emergency: told to his followers and staff, for half an hour. */
export const breakGlass = endpoint({
  kind: 'json',
  method: 'POST',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/glass',
  access: { roles: glassRoles },
  perMinute: 12,
  summary: 'See an elder’s readings in an emergency, with a reason; audited and told',
  params: elderParams,
  body: object({ reason: saidText(200) }),
  response: object({ untilAt: Instant }),
  status: 201,
  errors: ['unknown_elder'],
})

/** One resident of the wall. */
export const WallResident = object({
  ...ElderCard.properties,
  /** How many alerts of him nobody has ended, and how many nobody has acknowledged. */
  openAlerts: Type.Integer({ minimum: 0 }),
  unansweredAlerts: Type.Integer({ minimum: 0 }),
})
export type WallResident = Static<typeof WallResident>

export const CareUnit = object({
  /** Null: the elders at home of the officer's 居委. */
  unitId: nullable(UnitIdSchema),
  name: Type.String(),
})

export const readWall = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/wall',
  access,
  summary: 'Residents of my home, or elders of my 居委, those in need first',
  params,
  /** Without one: the first that is mine. */
  query: object({ unitId: Type.Optional(UnitIdSchema) }),
  response: object({
    units: Type.Array(CareUnit),
    unit: CareUnit,
    at: Instant,
    residents: Type.Array(WallResident),
  }),
  errors: ['unit_unknown'],
})

/** For a screen that everybody passes: a masked name, a room, one word; no measured value. */
export const readDisplay = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/display',
  access,
  summary: 'The big screen of a home, names masked',
  params,
  query: object({ unitId: Type.Optional(UnitIdSchema) }),
  response: object({
    unit: CareUnit,
    at: Instant,
    counts: Type.Array(
      object({ kind: literals(careStatusKinds), people: Type.Integer({ minimum: 0 }) }),
    ),
    residents: Type.Array(
      object({
        maskedName: Type.String(),
        room: Type.String(),
        kind: literals(careStatusKinds),
      }),
    ),
  }),
  errors: ['unit_unknown'],
})
