import { severityOf } from '#shared/cases/case-status.ts'
import type { CaseType } from '#shared/cases/case-type.ts'
import { typeOn } from '#shared/cases/case-type.ts'
import type {
  CaseRow,
  CaseView,
  Deadline,
  RatingView,
  TimelineEntry,
} from '#shared/cases/cases.contract.ts'
import { hiddenText } from '#shared/cases/cases.words.ts'
import type { PlaceAnswer } from '#shared/places/places.contract.ts'
import { scrub } from '#shared/privacy/scrub.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type {
  CaseRecord,
  CaseSummary,
  ClockState,
  StoredEntry,
  StoredRating,
} from './case-record.ts'
import type { Viewer, Visible } from './cases.policy.ts'
import { allowedActions, isReporter, seesInside } from './cases.policy.ts'

const instant = (text: string): string => new Date(text).toISOString()
const instantOrNull = (text: string | null): string | null => (text === null ? null : instant(text))

const deadlineOf = ({ clock, dueAt, provisional, metAt, missedAt }: ClockState): Deadline => ({
  clock,
  dueAt: instant(dueAt),
  metAt: instantOrNull(metAt),
  missedAt: instantOrNull(missedAt),
  provisional,
})

/** Names that a row shows, looked up in memory. */
export interface RowNames {
  readonly types: readonly CaseType[]
  readonly unitName: string | null
  readonly neighbourhoodName: string | null
}

/** The type as it was defined on the day the case was received. */
export const typeOf = (
  types: readonly CaseType[],
  { typeCode, receivedAt }: Pick<CaseSummary, 'typeCode' | 'receivedAt'>,
): CaseType | undefined => typeOn(types, typeCode, shanghaiDay(receivedAt))

/** A text that WeChat found risky is kept from all but its writer and the duty desk. */
const hides = (viewer: Viewer, summary: CaseSummary, isOwn: boolean): boolean =>
  summary.reviewReasons.includes('text_risky') && !isOwn && !(viewer.staff?.inDesk ?? false)

export const rowOf = (
  summary: CaseSummary,
  { types, unitName, neighbourhoodName }: RowNames,
  viewer: Viewer,
  isOwn: boolean,
): CaseRow => {
  const running = summary.clocks.find(
    ({ metAt, stoppedAt }) => metAt === null && stoppedAt === null,
  )
  const { subdistrictId, caseId, number, status, source, placeLabel, isHistory, round } = summary
  return {
    subdistrictId,
    caseId,
    number,
    title: hides(viewer, summary, isOwn) ? hiddenText : summary.title,
    status,
    severity: severityOf(summary.severity),
    typeName: typeOf(types, summary)?.name ?? null,
    placeLabel,
    neighbourhoodName,
    // Given back: the unit that had it still sees it, but nobody has it.
    unitName: status === 'review' ? null : unitName,
    handlerName: summary.handlerName,
    source,
    submittedAt: summary.submittedAt.toISOString(),
    receivedAt: summary.receivedAt.toISOString(),
    nextDeadline: running ? deadlineOf(running) : null,
    reviewReasons: [...summary.reviewReasons],
    isHistory,
    round,
    thumbnail: summary.thumbnail,
    version: summary.lastSeq,
  }
}

const ratingOf = ({ personId: _, at, ...rating }: StoredRating): RatingView => ({
  ...rating,
  at: instant(at),
})

const entryOf = (
  { actorPersonId: _, actorLabel, at, photoIds, ...entry }: StoredEntry,
  hidden: boolean,
): TimelineEntry => ({
  ...entry,
  at: instant(at),
  actor: actorLabel,
  data: hidden && entry.kind === 'supplemented' ? { text: hiddenText } : entry.data,
  photoIds: [...photoIds],
})

type StaffPart = NonNullable<CaseView['staff']>

/** What only the desk's own look-ups know. */
export interface Surroundings extends RowNames {
  readonly unitPhone: string | null
  readonly place: PlaceAnswer | null
  readonly reporterName: string | null
  readonly reporterPhoneMasked: string | null
  readonly candidates: StaffPart['candidates']
}

/** A case as far as this viewer may see it: reporters get what is public, and their own ratings. */
export const viewOf = (
  record: Visible<CaseRecord>,
  viewer: Viewer,
  around: Surroundings,
): CaseView => {
  const inside = seesInside(viewer, record)
  const isOwn = isReporter(viewer, record)
  const hidden = hides(viewer, record, isOwn)
  const mayRead = (entry: StoredEntry): boolean =>
    inside || !entry.internal || (entry.kind === 'rated' && entry.actorPersonId === viewer.personId)
  const wroteIt = record.reporterIds[0] === viewer.personId
  return {
    ...rowOf(record, around, viewer, isOwn),
    text: hidden ? hiddenText : wroteIt ? record.text : scrub(record.text).text,
    typeCode: record.typeCode,
    place: around.place,
    spokenPlace: record.spokenPlace,
    unitPhone: record.status === 'review' ? null : around.unitPhone,
    deadlines: record.clocks.filter(({ stoppedAt }) => stoppedAt === null).map(deadlineOf),
    photos: record.photos
      .filter(({ internal }) => inside || !internal)
      .map(({ photoId, stage, at }) => ({ photoId, stage, at: instant(at) })),
    timeline: record.timeline.filter(mayRead).map((entry) => entryOf(entry, hidden)),
    ratings: record.ratings.filter(({ personId }) => personId === viewer.personId).map(ratingOf),
    may: allowedActions(viewer, record),
    staff: inside
      ? {
          textCheck: record.textCheck,
          reporterName: around.reporterName,
          reporterPhoneMasked: around.reporterPhoneMasked,
          externalIds: [...record.externalIds],
          candidates: around.candidates,
          unitId: record.unitId,
          handlerPostId: record.handlerPostId,
          needsAfterPhoto: typeOf(around.types, record)?.needsAfterPhoto ?? false,
          firstContactLogged: record.firstContactAt !== null,
          allRatings: record.ratings.map(ratingOf),
        }
      : null,
  }
}
