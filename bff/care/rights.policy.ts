import type { LookKind } from '#shared/care/care-rules.ts'
import type { UnitId } from '#shared/ids.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import { metricClasses } from '#shared/readings/metrics.ts'
import type { Grant, Rights } from './care-record.ts'
import type { RightsFacts } from './rights.store.ts'

type Facts = Omit<RightsFacts, 'subdistrictId' | 'homePlaceId'>

/**
 * As what the viewer may view which classes. `committeeId`: the unit of the 居委 where the elder
 * lives; it counts only for who is at home. The first grant that holds a class decides.
 */
export const grantsOf = (facts: Facts, committeeId: UnitId | undefined): Grant[] => {
  const { viewerId, personId, unitId, measured, viewed, alerted, glassUntil } = facts
  const isStaff =
    unitId === null
      ? committeeId !== undefined && facts.officerUnits.includes(committeeId)
      : facts.careUnits.includes(unitId)
  return [
    ...(viewerId === personId ? [{ as: 'self' as const, classes: metricClasses }] : []),
    ...(isStaff ? [{ as: 'care_staff' as const, classes: measured }] : []),
    ...(viewed.length + alerted.length > 0 ? [{ as: 'follower' as const, classes: viewed }] : []),
    ...(glassUntil ? [{ as: 'break_glass' as const, classes: measured }] : []),
  ]
}

/** As what a class may be viewed; undefined: not at all. */
export const viewsAs = (
  { grants }: Pick<Rights, 'grants'>,
  metricClass: MetricClass,
): LookKind | undefined => grants.find(({ classes }) => classes.includes(metricClass))?.as

/** Every class that some grant holds, in the order of the product. */
export const classesViewed = ({ grants }: Pick<Rights, 'grants'>): MetricClass[] =>
  metricClasses.filter((metricClass) => grants.some(({ classes }) => classes.includes(metricClass)))

export const isGranted = ({ grants }: Pick<Rights, 'grants'>, as: LookKind): boolean =>
  grants.some((grant) => grant.as === as)

/** Who decides for him: himself, or his staff on his behalf with proof. */
export const maySpeakFor = (rights: Pick<Rights, 'grants'>): boolean =>
  isGranted(rights, 'self') || isGranted(rights, 'care_staff')
