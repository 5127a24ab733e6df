import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type {
  CaseSource,
  CaseStatus,
  ClockKind,
  ReviewReason,
  TimelineKind,
} from '#shared/cases/case-status.ts'
import { persons } from './accounts.ts'
import {
  caseIdColumn,
  instant,
  personIdColumn,
  photoIdColumn,
  placeIdColumn,
  postIdColumn,
  subdistrictIdColumn,
  unitIdColumn,
} from './columns.ts'
import { places, subdistricts, units } from './places.ts'

/** Dated table of types: a change is a new row with a later `validFrom`; cases keep theirs. */
export const caseTypes = pgTable(
  'case_types',
  {
    subdistrictId: subdistrictIdColumn()
      .notNull()
      .references(() => subdistricts.subdistrictId),
    code: text('code').notNull(),
    validFrom: date('valid_from').notNull(),
    validTo: date('valid_to'),
    name: text('name').notNull(),
    hint: text('hint').notNull(),
    /** `neighbourhood`: the 居委 of the place; `grid`: its grid station; `unit`: the unit with `ownerUnitCode`. */
    ownerKind: text('owner_kind').$type<'neighbourhood' | 'grid' | 'unit'>().notNull(),
    ownerUnitCode: text('owner_unit_code'),
    /** Level of handling (R4): 居委, grid or subdistrict. */
    tier: text('tier').notNull(),
    severity: smallint('severity').notNull(),
    /** natural: minutes on the clock; working: minutes of working time. */
    timeUnit: text('time_unit').$type<'natural' | 'working'>().notNull(),
    firstContactMinutes: integer('first_contact_minutes').notNull(),
    resolveMinutes: integer('resolve_minutes').notNull(),
    needsAfterPhoto: boolean('needs_after_photo').notNull(),
    /** Where these figures come from. */
    source: text('source').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.code, t.validFrom] }),
    check('case_types_severity', sql`${t.severity} between 1 and 5`),
    check('case_types_owner', sql`(${t.ownerKind} = 'unit') = (${t.ownerUnitCode} is not null)`),
  ],
)

export const cases = pgTable(
  'cases',
  {
    subdistrictId: subdistrictIdColumn()
      .notNull()
      .references(() => subdistricts.subdistrictId),
    caseId: caseIdColumn().notNull(),
    number: text('number').notNull(),
    status: text('status').$type<CaseStatus>().notNull(),
    source: text('source').$type<CaseSource>().notNull(),
    isHistory: boolean('is_history').notNull().default(false),
    typeCode: text('type_code'),
    severity: smallint('severity').notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    textCheck: text('text_check').$type<'pending' | 'passed' | 'review' | 'risky'>().notNull(),
    placeLabel: text('place_label').notNull(),
    spokenPlace: text('spoken_place').notNull(),
    placeId: placeIdColumn(),
    doorNo: text('door_no'),
    gridId: placeIdColumn('grid_id'),
    /** Null while nobody, or more than one 居委, claims the place. */
    neighbourhoodId: placeIdColumn('neighbourhood_id'),
    longitude: doublePrecision('longitude'),
    latitude: doublePrecision('latitude'),
    unitId: unitIdColumn(),
    handlerPostId: postIdColumn('handler_post_id'),
    /** Why it waits for the duty desk; empty when it does not. */
    reviewReasons: text('review_reasons').array().$type<ReviewReason[]>().notNull(),
    /** Rises by one each time it is reopened; clocks and ratings belong to a round. */
    round: smallint('round').notNull().default(1),
    /** Number of the last timeline entry. */
    lastSeq: integer('last_seq').notNull(),
    submittedAt: instant('submitted_at').notNull(),
    receivedAt: instant('received_at').notNull(),
    firstContactAt: instant('first_contact_at'),
    closedAt: instant('closed_at'),
    closeOutcome: text('close_outcome'),
    /** Earliest clock still running; null when none runs. */
    nextDueAt: instant('next_due_at'),
    /** Set when a clock of the current round was missed: it shows in the supervisor's queue. */
    overdueSince: instant('overdue_since'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.caseId] }),
    uniqueIndex('cases_number').on(t.number),
    foreignKey({
      columns: [t.subdistrictId, t.unitId],
      foreignColumns: [units.subdistrictId, units.unitId],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.neighbourhoodId],
      foreignColumns: [places.subdistrictId, places.placeId],
    }),
    check('cases_severity', sql`${t.severity} between 1 and 5`),
    check(
      'cases_status',
      sql`${t.status} in ('review','assigned','accepted','on_site','closed','withdrawn')`,
    ),
    check(
      'cases_assigned_has_unit',
      sql`${t.status} not in ('assigned','accepted','on_site') or ${t.unitId} is not null`,
    ),
    check('cases_history_has_no_clock', sql`not ${t.isHistory} or ${t.nextDueAt} is null`),
    index('cases_unit_open')
      .on(t.subdistrictId, t.unitId, t.severity.desc(), t.nextDueAt, t.caseId)
      .where(sql`${t.status} in ('assigned','accepted','on_site')`),
    index('cases_desk').on(t.subdistrictId, t.isHistory, t.severity.desc(), t.nextDueAt, t.caseId),
    index('cases_neighbourhood').on(
      t.subdistrictId,
      t.neighbourhoodId,
      t.severity.desc(),
      t.nextDueAt,
      t.caseId,
    ),
    index('cases_review')
      .on(t.subdistrictId, t.isHistory, t.severity.desc(), t.nextDueAt, t.caseId)
      .where(sql`cardinality(${t.reviewReasons}) > 0`),
    index('cases_text_search').using(
      'gin',
      sql`(${t.title} || ' ' || ${t.text} || ' ' || ${t.number}) gin_trgm_ops`,
    ),
  ],
)

/** Ids of the same case elsewhere; one per source, so that an import never makes it twice. */
export const caseExternalIds = pgTable(
  'case_external_ids',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    caseId: caseIdColumn().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.source, t.externalId] }),
    foreignKey({
      columns: [t.subdistrictId, t.caseId],
      foreignColumns: [cases.subdistrictId, cases.caseId],
    }),
    index('case_external_ids_case').on(t.subdistrictId, t.caseId),
  ],
)

/** Several after a merge, each with his own updates and rating. */
export const caseReporters = pgTable(
  'case_reporters',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    caseId: caseIdColumn().notNull(),
    personId: personIdColumn()
      .notNull()
      .references(() => persons.personId),
    joinedAt: instant('joined_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.caseId, t.personId] }),
    foreignKey({
      columns: [t.subdistrictId, t.caseId],
      foreignColumns: [cases.subdistrictId, cases.caseId],
    }),
    index('case_reporters_person').on(t.personId, t.joinedAt.desc(), t.caseId),
  ],
)

/** The timeline. Append-only (a trigger refuses UPDATE and DELETE). */
export const caseEvents = pgTable(
  'case_events',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    caseId: caseIdColumn().notNull(),
    seq: integer('seq').notNull(),
    kind: text('kind').$type<TimelineKind>().notNull(),
    /** Version of this kind's data. */
    version: smallint('version').notNull().default(1),
    internal: boolean('internal').notNull(),
    at: instant('at').notNull(),
    actorPersonId: personIdColumn('actor_person_id'),
    /** The post the actor acted from; null for a reporter or the system. */
    actorPostId: postIdColumn('actor_post_id'),
    /** As staff see the actor, as it was at that moment. */
    actorLabel: text('actor_label').notNull(),
    data: jsonb('data')
      .$type<Record<string, string | number | boolean | null | string[]>>()
      .notNull(),
    photoIds: uuid('photo_ids').array().$type<string[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.caseId, t.seq] }),
    foreignKey({
      columns: [t.subdistrictId, t.caseId],
      foreignColumns: [cases.subdistrictId, cases.caseId],
    }),
  ],
)

export const caseClocks = pgTable(
  'case_clocks',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    caseId: caseIdColumn().notNull(),
    round: smallint('round').notNull(),
    clock: text('clock').$type<ClockKind>().notNull(),
    startedAt: instant('started_at').notNull(),
    dueAt: instant('due_at').notNull(),
    provisional: boolean('provisional').notNull(),
    metAt: instant('met_at'),
    missedAt: instant('missed_at'),
    /** Stopped without being met: withdrawn, or given back before anyone could meet it. */
    stoppedAt: instant('stopped_at'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.caseId, t.round, t.clock] }),
    foreignKey({
      columns: [t.subdistrictId, t.caseId],
      foreignColumns: [cases.subdistrictId, cases.caseId],
    }),
    index('case_clocks_running')
      .on(t.dueAt)
      .where(sql`${t.metAt} is null and ${t.missedAt} is null and ${t.stoppedAt} is null`),
  ],
)

/** The photo's bytes are the file store's; this says whose it is and where it hangs. */
export const photos = pgTable(
  'photos',
  {
    photoId: photoIdColumn().primaryKey(),
    uploadedBy: personIdColumn('uploaded_by')
      .notNull()
      .references(() => persons.personId),
    uploadedAt: instant('uploaded_at').notNull(),
    /** Unattached photos are deleted after this. */
    expiresAt: instant('expires_at'),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    bytes: integer('bytes').notNull(),
    sha256: text('sha256').notNull(),
  },
  (t) => [
    index('photos_expiring').on(t.expiresAt).where(sql`${t.expiresAt} is not null`),
    index('photos_uploader').on(t.uploadedBy, t.uploadedAt),
  ],
)

export const casePhotos = pgTable(
  'case_photos',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    caseId: caseIdColumn().notNull(),
    photoId: photoIdColumn()
      .notNull()
      .references(() => photos.photoId),
    stage: text('stage').$type<'report' | 'before' | 'after'>().notNull(),
    internal: boolean('internal').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.caseId, t.photoId] }),
    foreignKey({
      columns: [t.subdistrictId, t.caseId],
      foreignColumns: [cases.subdistrictId, cases.caseId],
    }),
    uniqueIndex('case_photos_once').on(t.photoId),
  ],
)

export const caseRatings = pgTable(
  'case_ratings',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    caseId: caseIdColumn().notNull(),
    personId: personIdColumn().notNull(),
    round: smallint('round').notNull(),
    contacted: text('contacted').$type<'yes' | 'no'>(),
    solved: text('solved').$type<'yes' | 'no'>(),
    grade: smallint('grade'),
    words: text('words').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.caseId, t.personId, t.round] }),
    foreignKey({
      columns: [t.subdistrictId, t.caseId, t.personId],
      foreignColumns: [caseReporters.subdistrictId, caseReporters.caseId, caseReporters.personId],
    }),
    check('case_ratings_grade', sql`${t.grade} between 1 and 5`),
  ],
)

/** Blocks of case numbers handed to nodes; gaps are allowed, repeats are not. */
export const caseNumberBlocks = pgTable(
  'case_number_blocks',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    day: date('day').notNull(),
    taken: integer('taken').notNull(),
  },
  (t) => [primaryKey({ columns: [t.subdistrictId, t.day] })],
)
