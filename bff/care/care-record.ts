import type { LookKind } from '#shared/care/care-rules.ts'
import type { PersonId, PlaceId, SubdistrictId, UnitId } from '#shared/ids.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import type { Relation } from '#shared/relatives/relations.ts'

/** Where somebody is cared for, and who he is. */
export interface ElderKey {
  readonly subdistrictId: SubdistrictId
  readonly personId: PersonId
}

/** Somebody under care now. */
export interface Elder extends ElderKey {
  /** What a row of readings calls him; another one after his readings were deleted. */
  readonly elderNo: number
  readonly name: string
  /** The care home he lives in; null: at home. */
  readonly unitId: UnitId | null
  readonly room: string
  readonly livesAlone: boolean
  readonly oxygenScale: 1 | 2
  readonly onOxygen: boolean
  /** The classes he agreed to have measured: nothing else is stored. */
  readonly measured: readonly MetricClass[]
  /** Where he lives, when that is in this subdistrict. */
  readonly homePlaceId: PlaceId | null
  readonly enrolledAt: Date
}

/** A follower with the classes for which he has a yes in force. */
export interface Follower {
  readonly personId: PersonId
  readonly name: string
  readonly relation: Relation
  readonly classes: readonly MetricClass[]
}

/** As what somebody may view which classes. */
export interface Grant {
  readonly as: LookKind
  readonly classes: readonly MetricClass[]
}

/** What one person may do with one elder; without a grant he may not even know of him. */
export interface Rights extends ElderKey {
  readonly viewerId: PersonId
  /** The first that holds a class is the one by which it is viewed. */
  readonly grants: readonly Grant[]
  /** Classes whose alerts reach him as a follower. */
  readonly alertClasses: readonly MetricClass[]
  readonly glassUntil: Date | null
}

/** Somebody's session that follows an elder: one class of readings, or with null his state. */
export interface FollowAsked {
  readonly sessionId: string
  readonly viewerId: PersonId
  readonly subdistrictId: string
  readonly personId: string
  readonly metricClass: MetricClass | null
}
