import type { PersonId, PhotoId } from '#shared/ids.ts'
import type { ClockSet } from './case-clocks.ts'
import type { CaseRecord, StoredEntry } from './case-record.ts'

/** What filing has just written, row by row. */
interface Filed {
  readonly row: Omit<
    CaseRecord,
    | 'handlerPersonId'
    | 'handlerName'
    | 'clocks'
    | 'thumbnail'
    | 'firstContactAt'
    | 'closedAt'
    | 'reporterIds'
    | 'timeline'
    | 'photos'
    | 'ratings'
    | 'externalIds'
  >
  readonly reporterId: PersonId
  readonly officer: { readonly personId: PersonId; readonly personName: string } | undefined
  readonly events: readonly (Omit<StoredEntry, 'at'> & { readonly at: Date })[]
  /** The one due first comes first. */
  readonly clocks: readonly ClockSet[]
  readonly attached: { readonly photoIds: readonly PhotoId[]; readonly at: Date }
}

/** The case as reading it would find it: filing need not read back what it wrote itself. */
export const filedRecord = (filed: Filed): CaseRecord => {
  const { row, reporterId, officer, events, clocks, attached } = filed
  const photoIds = [...attached.photoIds].sort()
  return {
    ...row,
    handlerPersonId: officer?.personId ?? null,
    handlerName: officer?.personName ?? null,
    clocks: clocks.map(({ clock, dueAt, provisional }) => ({
      clock,
      dueAt: dueAt.toISOString(),
      provisional,
      metAt: null,
      missedAt: null,
      stoppedAt: null,
    })),
    thumbnail: photoIds[0] ?? null,
    firstContactAt: null,
    closedAt: null,
    reporterIds: [reporterId],
    timeline: events.map(
      ({ seq, kind, internal, at, actorPersonId, actorLabel, data, ...entry }) => ({
        seq,
        kind,
        internal,
        at: at.toISOString(),
        actorPersonId,
        actorLabel,
        data,
        photoIds: entry.photoIds,
      }),
    ),
    photos: photoIds.map((photoId) => ({
      photoId,
      stage: 'report',
      internal: false,
      at: attached.at.toISOString(),
    })),
    ratings: [],
    externalIds: [],
  }
}
