import { Refusal } from '#shared/http/errors.ts'
import type { UnitId } from '#shared/ids.ts'
import { isRealDay } from '#shared/relatives/age.ts'
import { renovationRulesOn } from '#shared/renovations/renovation-rules.ts'
import { addDays } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import type { RenovationRecord, Scope, Side } from './renovations.store.ts'

/** @throws Refusal renovation_days | invalid_request (no such day) */
export const approveDays = (startsOn: string, endsOn: string, today: string): void => {
  for (const [field, day] of [
    ['startsOn', startsOn],
    ['endsOn', endsOn],
  ] as const)
    if (!isRealDay(day)) throw new Refusal('invalid_request', { where: 'body', field, rule: 'day' })
  const { aheadDays, lateDays, longestDays } = renovationRulesOn(today)
  const fits =
    startsOn >= addDays(today, -lateDays) &&
    startsOn <= addDays(today, aheadDays) &&
    endsOn >= startsOn &&
    endsOn >= today &&
    endsOn <= addDays(startsOn, longestDays)
  if (!fits) throw new Refusal('renovation_days')
}

/** Waste is hauled while the work goes on and some days after. */
export const isOver = ({ endsOn }: Pick<RenovationRecord, 'endsOn'>, day: string): boolean =>
  day > addDays(endsOn, renovationRulesOn(day).haulAfterDays)

const deskRoles = ['duty_officer', 'hotline_clerk', 'administrator'] as const

const unitsHeld = (
  actor: Actor,
  subdistrictId: string,
  role: 'property_staff' | 'neighbourhood_officer',
): UnitId[] =>
  postsIn(actor, subdistrictId, [role]).flatMap(({ unitId }) => (unitId === null ? [] : [unitId]))

/** Which registrations an actor answers for by his posts. */
export const scopeOf = (actor: Actor, subdistrictId: string): Scope =>
  postsIn(actor, subdistrictId, deskRoles).length > 0
    ? 'all'
    : [
        ...unitsHeld(actor, subdistrictId, 'property_staff'),
        ...unitsHeld(actor, subdistrictId, 'neighbourhood_officer'),
      ]

type Sides = Pick<RenovationRecord, 'subdistrictId' | 'propertyUnitId' | 'neighbourhoodUnitId'>

/** For which of the two an actor may say that it was looked at. */
export const sidesOf = (actor: Actor, record: Sides): Side[] => {
  const { subdistrictId, propertyUnitId, neighbourhoodUnitId } = record
  const holds = (role: 'property_staff' | 'neighbourhood_officer', unit: UnitId | null) =>
    unit !== null && unitsHeld(actor, subdistrictId, role).includes(unit)
  return [
    ...(holds('property_staff', propertyUnitId) ? (['property'] as const) : []),
    ...(holds('neighbourhood_officer', neighbourhoodUnitId) ? (['neighbourhood'] as const) : []),
  ]
}

/** Property, 居委 and the desk of the subdistrict; the person himself is asked elsewhere. */
export const seesAsStaff = (actor: Actor, record: Sides): boolean =>
  scopeOf(actor, record.subdistrictId) === 'all' || sidesOf(actor, record).length > 0
