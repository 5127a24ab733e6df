import type {
  CaseSource,
  CaseStatus,
  ClockKind,
  PhotoStage,
  ReviewReason,
  TextCheck,
  TimelineKind,
} from '#shared/cases/case-status.ts'
import type { TimelineEntry } from '#shared/cases/cases.contract.ts'
import type {
  CaseId,
  PersonId,
  PhotoId,
  PlaceId,
  PostId,
  SubdistrictId,
  UnitId,
} from '#shared/ids.ts'

export interface CaseKey {
  readonly subdistrictId: SubdistrictId
  readonly caseId: CaseId
}

/** Instants inside JSON come as text. */
export interface ClockState {
  readonly clock: ClockKind
  readonly dueAt: string
  readonly provisional: boolean
  readonly metAt: string | null
  readonly missedAt: string | null
  readonly stoppedAt: string | null
}

/** What a list shows of a case. */
export interface CaseSummary extends CaseKey {
  readonly number: string
  readonly status: CaseStatus
  readonly source: CaseSource
  readonly isHistory: boolean
  readonly typeCode: string | null
  /** 5 = red … 1 = green. */
  readonly severity: number
  readonly title: string
  readonly textCheck: TextCheck
  readonly placeLabel: string
  readonly gridId: PlaceId | null
  readonly neighbourhoodId: PlaceId | null
  readonly unitId: UnitId | null
  readonly handlerPostId: PostId | null
  readonly handlerPersonId: PersonId | null
  readonly handlerName: string | null
  readonly reviewReasons: readonly ReviewReason[]
  readonly round: number
  readonly lastSeq: number
  readonly submittedAt: Date
  readonly receivedAt: Date
  readonly nextDueAt: Date | null
  /** Clocks of the current round. */
  readonly clocks: readonly ClockState[]
  readonly thumbnail: PhotoId | null
}

export interface StoredEntry {
  readonly seq: number
  readonly kind: TimelineKind
  readonly internal: boolean
  readonly at: string
  readonly actorPersonId: PersonId | null
  readonly actorLabel: string
  readonly data: TimelineEntry['data']
  readonly photoIds: readonly PhotoId[]
}

export interface StoredRating {
  readonly personId: PersonId
  readonly round: number
  readonly contacted: 'yes' | 'no' | null
  readonly solved: 'yes' | 'no' | null
  readonly grade: number | null
  readonly words: string
  readonly at: string
}

/** Everything stored about one case. */
export interface CaseRecord extends CaseSummary {
  readonly text: string
  readonly spokenPlace: string
  readonly placeId: PlaceId | null
  readonly doorNo: string | null
  readonly longitude: number | null
  readonly latitude: number | null
  readonly firstContactAt: Date | null
  readonly closedAt: Date | null
  /** First reporter first. */
  readonly reporterIds: readonly PersonId[]
  readonly timeline: readonly StoredEntry[]
  readonly photos: readonly {
    readonly photoId: PhotoId
    readonly stage: PhotoStage
    readonly internal: boolean
    readonly at: string
  }[]
  readonly ratings: readonly StoredRating[]
  readonly externalIds: readonly { readonly source: string; readonly externalId: string }[]
}

/** Who a step is written down for. */
export interface StepActor {
  readonly personId: PersonId | null
  readonly postId: PostId | null
  /** As staff and reporters see him, at this moment. */
  readonly label: string
}

/** A timeline entry before it has its number. */
export interface NewEntry {
  readonly kind: TimelineKind
  readonly internal: boolean
  readonly actor: StepActor
  readonly data: TimelineEntry['data']
  readonly photoIds?: readonly PhotoId[]
}
