import type { Reader, Transaction } from '#db/database.ts'
import type { CarePurpose, LookKind, LookScope, PauseReason } from '#shared/care/care-rules.ts'
import type { DeviceId, PersonId, PlaceId, SubdistrictId, UnitId } from '#shared/ids.ts'
import type { MetricClass, MetricCode, Quality } from '#shared/readings/metrics.ts'
import type { Relation } from '#shared/relatives/relations.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Cases } from '../cases/cases.service.ts'
import type { Notices } from '../notices/notices.service.ts'
import type { Places } from '../places/places.service.ts'

export interface ElderKey {
  readonly subdistrictId: SubdistrictId
  readonly personId: PersonId
}

/** Somebody under care, as alerts need to know him. */
export interface Elder extends ElderKey {
  readonly elderNo: number
  readonly name: string
  readonly unitId: UnitId | null
  readonly room: string
  readonly oxygenScale: 1 | 2
  readonly onOxygen: boolean
  readonly measured: readonly MetricClass[]
  readonly homePlaceId: PlaceId | null
  readonly enrolledAt: Date
}

export interface Follower {
  readonly personId: PersonId
  readonly name: string
  readonly relation: Relation
  readonly classes: readonly MetricClass[]
}

export interface Rights extends ElderKey {
  readonly viewerId: PersonId
  readonly grants: readonly { readonly as: LookKind; readonly classes: readonly MetricClass[] }[]
  readonly alertClasses: readonly MetricClass[]
}

interface OnPost {
  readonly personId: PersonId
  readonly personName: string
}

/** What alerts ask of the care feature. */
export interface CareForAlerts {
  readonly elderOf: (
    tx: Reader,
    subdistrictId: SubdistrictId,
    personId: PersonId,
  ) => Promise<Elder | undefined>
  readonly eldersOf: (tx: Reader, subdistrictId: SubdistrictId) => Promise<readonly Elder[]>
  readonly eldersAmong: (tx: Reader, personIds: readonly PersonId[]) => Promise<readonly Elder[]>
  readonly followersOf: (
    tx: Reader,
    elderId: PersonId,
    purpose: CarePurpose,
  ) => Promise<readonly Follower[]>
  /** Whom somebody follows, for whatever. */
  readonly followedBy: (tx: Reader, followerId: PersonId) => Promise<readonly PersonId[]>
  readonly staffOf: (tx: Reader, elder: Elder) => Promise<readonly OnPost[]>
  readonly deskOf: (tx: Reader, elder: Elder) => Promise<UnitId | null>
  readonly pausesOf: (
    tx: Reader,
    elders: readonly Pick<Elder, 'personId'>[],
    now: Date,
  ) => Promise<
    readonly (ElderKey & {
      readonly reason: PauseReason
      readonly fromAt: Date
      readonly untilAt: Date
    })[]
  >
  readonly rightsOf: (
    tx: Reader,
    asked: readonly {
      readonly viewerId: PersonId
      readonly subdistrictId: SubdistrictId
      readonly personId: PersonId
    }[],
  ) => Promise<readonly Rights[]>
  /** @throws Refusal unknown_elder */
  readonly known: (
    tx: Reader,
    actor: Actor,
    key: ElderKey,
  ) => Promise<{ readonly elder: Elder; readonly rights: Rights }>
  readonly noteLook: (
    tx: Transaction,
    look: {
      readonly elder: ElderKey
      readonly viewerId: PersonId
      readonly scope: LookScope
      readonly as: LookKind
    },
  ) => Promise<void>
  readonly onEnded: (ending: (tx: Transaction, elder: Elder) => Promise<void>) => void
}

interface Roll {
  readonly elderNo: number
  readonly metric: MetricCode
  readonly fromAt: Date
  readonly n: number
  readonly noSignal: number
  readonly sum: number
  readonly min: number | null
  readonly max: number | null
}
type Between<R> = (
  tx: Reader,
  elders: readonly { readonly elderNo: number }[],
  metrics: readonly MetricCode[],
  from: Date,
  to: Date,
) => Promise<readonly R[]>

/** What alerts ask of the readings feature. */
export interface ReadingsForAlerts {
  readonly latestOf: (
    tx: Reader,
    elders: readonly { readonly elderNo: number }[],
  ) => Promise<
    readonly {
      readonly elderNo: number
      readonly metric: MetricCode
      readonly value: number | null
      readonly quality: Quality
      readonly measuredAt: Date
      readonly receivedAt: Date
    }[]
  >
  readonly minutesOf: Between<Roll>
  readonly hoursOf: Between<Roll & { readonly minutes: number }>
}

/** What alerts ask of the devices feature: what hangs on or near each elder now. */
export interface DevicesForAlerts {
  readonly ofElders: (
    tx: Reader,
    elders: readonly ElderKey[],
  ) => Promise<
    readonly {
      readonly personId: PersonId
      readonly deviceId: DeviceId
      readonly serial: string
      readonly model: string
      readonly metrics: readonly MetricCode[]
      readonly everySeconds: number
      readonly state: string
      readonly lastSeenAt: Date | null
      /** Since when he uses it. */
      readonly since: Date
      readonly batteryPercent: number | null
      readonly clockAheadSeconds: number | null
      readonly calibratedUntil: string | null
    }[]
  >
}

export interface AlertNeeds {
  readonly accounts: Accounts
  readonly care: CareForAlerts
  readonly cases: Cases
  readonly devices: DevicesForAlerts
  readonly notices: Notices
  readonly places: Places
  readonly readings: ReadingsForAlerts
}
