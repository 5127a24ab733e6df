import { Refusal } from '#shared/http/errors.ts'
import type { UnitId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'

/** Whose devices somebody looks after: everybody's, or those of his own units. */
export type Scope = 'all' | readonly UnitId[]

export const scopeOf = (actor: Actor, subdistrictId: string): Scope => {
  if (postsIn(actor, subdistrictId, ['administrator']).length > 0) return 'all'
  const posts = postsIn(actor, subdistrictId, ['care_staff', 'neighbourhood_officer'])
  return posts.flatMap(({ unitId }) => (unitId === null ? [] : [unitId]))
}

/** @param keeper the unit that keeps the device; null: nobody's, the administrator's alone */
export const isWithin = (scope: Scope, keeper: UnitId | null): boolean =>
  scope === 'all' || (keeper !== null && scope.includes(keeper))

/** @throws Refusal unit_unknown for a unit that is not his */
export const approveUnit = (scope: Scope, unitId: UnitId): UnitId => {
  if (!isWithin(scope, unitId)) throw new Refusal('unit_unknown')
  return unitId
}
