import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { AlertOutcome, AlertRuleCode, AlertSeverity } from '#shared/alerts/alert-rules.ts'
import type { AlertId } from '#shared/ids.ts'
import { caredPersons } from './care.ts'
import {
  caseIdColumn,
  instant,
  personIdColumn,
  postIdColumn,
  subdistrictIdColumn,
  unitIdColumn,
} from './columns.ts'
import { units } from './places.ts'

/** Limits of one elder that differ from the rules, each with who decided; the newest counts. */
export const careThresholds = pgTable(
  'care_thresholds',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    personId: personIdColumn().notNull(),
    rule: text('rule').$type<AlertRuleCode>().notNull(),
    validFrom: instant('valid_from').notNull(),
    /** In the rule's unit; null: the rule is off for him. */
    limit: real('limit_value'),
    minutes: integer('minutes'),
    /** The clinician's name, or the member of staff who set it. */
    decidedBy: text('decided_by').notNull(),
    setBy: personIdColumn('set_by').notNull(),
    reason: text('reason').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.personId, t.rule, t.validFrom] }),
    foreignKey({
      columns: [t.subdistrictId, t.personId],
      foreignColumns: [caredPersons.subdistrictId, caredPersons.personId],
    }),
  ],
)

/** One for an elder and a rule while it lasts: active or cleared, acknowledged or not. */
export const alerts = pgTable(
  'alerts',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    alertId: uuid('alert_id').$type<AlertId>().notNull(),
    personId: personIdColumn().notNull(),
    rule: text('rule').$type<AlertRuleCode>().notNull(),
    severity: text('severity').$type<AlertSeverity>().notNull(),
    /** A member of the family tried whether it rings; never a case, never in statistics. */
    isTest: boolean('is_test').notNull().default(false),
    /** What is said: value, limit, since when, and the reading's own time. */
    facts: jsonb('facts').$type<Record<string, string | number | null>>().notNull(),
    raisedAt: instant('raised_at').notNull(),
    lastFiredAt: instant('last_fired_at').notNull(),
    fired: smallint('fired').notNull().default(1),
    clearedAt: instant('cleared_at'),
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgedBy: personIdColumn('acknowledged_by'),
    acknowledgedByPost: postIdColumn('acknowledged_by_post'),
    /** How far up it has been told: family, care staff, officer, duty desk, then nobody answered. */
    step: smallint('step').notNull().default(0),
    nextStepAt: instant('next_step_at'),
    /** Acknowledged and still active: it fires again then. */
    refireAt: instant('refire_at'),
    /** When a follower's quiet hours or mute are over: he is told then if it still lasts. */
    retellAt: instant('retell_at'),
    outcome: text('outcome').$type<AlertOutcome>(),
    outcomeNote: text('outcome_note').notNull().default(''),
    outcomeBy: personIdColumn('outcome_by'),
    outcomeAt: instant('outcome_at'),
    caseId: caseIdColumn(),
    lastSeq: integer('last_seq').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.alertId] }),
    foreignKey({
      columns: [t.subdistrictId, t.personId],
      foreignColumns: [caredPersons.subdistrictId, caredPersons.personId],
    }),
    uniqueIndex('alerts_one_active')
      .on(t.subdistrictId, t.personId, t.rule)
      .where(sql`${t.clearedAt} is null`),
    index('alerts_person').on(t.personId, t.raisedAt.desc()),
    index('alerts_open').on(t.subdistrictId, t.raisedAt).where(sql`${t.outcomeAt} is null`),
    index('alerts_due').on(t.nextStepAt).where(sql`${t.nextStepAt} is not null`),
    index('alerts_retell').on(t.retellAt).where(sql`${t.retellAt} is not null`),
    index('alerts_refire').on(t.refireAt).where(sql`${t.refireAt} is not null`),
  ],
)

/** Append-only: raised, fired again, told whom, acknowledged, muted by whom, cleared, outcome. */
export const alertEvents = pgTable(
  'alert_events',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    alertId: uuid('alert_id').$type<AlertId>().notNull(),
    seq: integer('seq').notNull(),
    kind: text('kind').notNull(),
    at: instant('at').notNull(),
    actorPersonId: personIdColumn('actor_person_id'),
    actorLabel: text('actor_label').notNull(),
    data: jsonb('data').$type<Record<string, string | number | null>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.alertId, t.seq] }),
    foreignKey({
      columns: [t.subdistrictId, t.alertId],
      foreignColumns: [alerts.subdistrictId, alerts.alertId],
    }),
  ],
)

/** One follower's own quiet; it changes nothing for anybody else. */
export const alertMutes = pgTable(
  'alert_mutes',
  {
    elderId: personIdColumn('elder_id').notNull(),
    followerId: personIdColumn('follower_id').notNull(),
    rule: text('rule').$type<AlertRuleCode>().notNull(),
    untilAt: instant('until_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.elderId, t.followerId, t.rule] })],
)

/** A follower's own quiet hours, in minutes of the day; critical alerts pass. */
export const alertQuietHours = pgTable(
  'alert_quiet_hours',
  {
    followerId: personIdColumn('follower_id').primaryKey(),
    fromMinute: smallint('from_minute').notNull(),
    toMinute: smallint('to_minute').notNull(),
  },
  (t) => [
    check(
      'alert_quiet_hours_minutes',
      sql`${t.fromMinute} between 0 and 1439 and ${t.toMinute} between 0 and 1439`,
    ),
  ],
)

/** The plain-language line of a day or a week, as it was told; made again only while it is open. */
export const careSummaries = pgTable(
  'care_summaries',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    personId: personIdColumn().notNull(),
    span: text('span').$type<'day' | 'week'>().notNull(),
    /** The first day, Asia/Shanghai. */
    day: date('day').notNull(),
    words: text('words').notNull(),
    facts: jsonb('facts').$type<Record<string, number | string | null>>().notNull(),
    madeAt: instant('made_at').notNull(),
    toldAt: instant('told_at'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.personId, t.span, t.day] }),
    foreignKey({
      columns: [t.subdistrictId, t.personId],
      foreignColumns: [caredPersons.subdistrictId, caredPersons.personId],
    }),
  ],
)

/** What one shift leaves to the next. */
export const shiftNotes = pgTable(
  'shift_notes',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    noteId: uuid('note_id').notNull(),
    unitId: unitIdColumn().notNull(),
    text: text('text').notNull(),
    writtenBy: personIdColumn('written_by').notNull(),
    writtenAt: instant('written_at').notNull(),
    readBy: personIdColumn('read_by'),
    readAt: instant('read_at'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.noteId] }),
    foreignKey({
      columns: [t.subdistrictId, t.unitId],
      foreignColumns: [units.subdistrictId, units.unitId],
    }),
    index('shift_notes_unit').on(t.subdistrictId, t.unitId, t.writtenAt),
  ],
)

/** What no sensor measures: how awake somebody is, as his staff found him. One part of NEWS2. */
export const consciousnessChecks = pgTable(
  'consciousness_checks',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    personId: personIdColumn().notNull(),
    checkedAt: instant('checked_at').notNull(),
    level: text('level').$type<'alert' | 'cvpu'>().notNull(),
    checkedBy: personIdColumn('checked_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.personId, t.checkedAt] }),
    foreignKey({
      columns: [t.subdistrictId, t.personId],
      foreignColumns: [caredPersons.subdistrictId, caredPersons.personId],
    }),
  ],
)
