import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type {
  CareConsentBasis,
  CarePurpose,
  LookKind,
  LookScope,
  PauseReason,
} from '#shared/care/care-rules.ts'
import type { CareConsentId, InviteId, PauseId } from '#shared/ids.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import type { Relation } from '#shared/relatives/relations.ts'
import { persons } from './accounts.ts'
import {
  instant,
  personIdColumn,
  postIdColumn,
  subdistrictIdColumn,
  unitIdColumn,
} from './columns.ts'
import { subdistricts, units } from './places.ts'

/** Who is cared for, where, since when, and on whose consent he is measured at all. */
export const caredPersons = pgTable(
  'cared_persons',
  {
    subdistrictId: subdistrictIdColumn()
      .notNull()
      .references(() => subdistricts.subdistrictId),
    personId: personIdColumn()
      .notNull()
      .references(() => persons.personId),
    /** What a row of readings calls him: four bytes instead of a slug and a UUID. */
    elderNo: integer('elder_no').generatedAlwaysAsIdentity(),
    /** The care home he lives in; null: at home, looked after by his 居委. */
    unitId: unitIdColumn(),
    room: text('room').notNull().default(''),
    livesAlone: boolean('lives_alone').notNull().default(false),
    /** NEWS2 scale for oxygen: 2 only when a clinician decided so (hypercapnic). */
    oxygenScale: smallint('oxygen_scale').notNull().default(1),
    onOxygen: boolean('on_oxygen').notNull().default(false),
    /** The classes he agreed to have measured, and the proof of it. */
    measured: text('measured').array().$type<MetricClass[]>().notNull(),
    consentVersion: text('consent_version').notNull(),
    consentBasis: text('consent_basis').$type<CareConsentBasis>().notNull(),
    consentByPerson: personIdColumn('consent_by_person'),
    consentByPost: postIdColumn('consent_by_post'),
    consentNote: text('consent_note'),
    enrolledAt: instant('enrolled_at').notNull(),
    /** He, or who may decide for him, said stop: nothing more is stored from then on. */
    endedAt: instant('ended_at'),
    endedBy: personIdColumn('ended_by'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.personId] }),
    foreignKey({
      columns: [t.subdistrictId, t.unitId],
      foreignColumns: [units.subdistrictId, units.unitId],
    }),
    unique('cared_persons_elder_no').on(t.elderNo),
    uniqueIndex('cared_persons_one_in_force').on(t.personId).where(sql`${t.endedAt} is null`),
    index('cared_persons_unit').on(t.subdistrictId, t.unitId),
    check('cared_persons_scale', sql`${t.oxygenScale} in (1, 2)`),
  ],
)

/** Ledger: one line for elder × follower × class × purpose; withdrawn, never changed. */
export const careConsents = pgTable(
  'care_consents',
  {
    consentId: uuid('consent_id').$type<CareConsentId>().primaryKey(),
    elderId: personIdColumn('elder_id')
      .notNull()
      .references(() => persons.personId),
    followerId: personIdColumn('follower_id')
      .notNull()
      .references(() => persons.personId),
    metricClass: text('metric_class').$type<MetricClass>().notNull(),
    purpose: text('purpose').$type<CarePurpose>().notNull(),
    /** What the follower is to the elder, as relatives say it. */
    relation: text('relation').$type<Relation>().notNull(),
    textVersion: text('text_version').notNull(),
    basis: text('basis').$type<CareConsentBasis>().notNull(),
    proofNote: text('proof_note'),
    givenByPerson: personIdColumn('given_by_person'),
    givenByPost: postIdColumn('given_by_post'),
    givenAt: instant('given_at').notNull(),
    expiresAt: instant('expires_at'),
    withdrawnAt: instant('withdrawn_at'),
    withdrawnBy: personIdColumn('withdrawn_by'),
  },
  (t) => [
    uniqueIndex('care_consents_one_in_force')
      .on(t.elderId, t.followerId, t.metricClass, t.purpose)
      .where(sql`${t.withdrawnAt} is null`),
    index('care_consents_follower').on(t.followerId),
    check('care_consents_two_people', sql`${t.elderId} <> ${t.followerId}`),
  ],
)

/** A code that lets one person ask to follow; it counts only once the elder's side has confirmed. */
export const careInvites = pgTable(
  'care_invites',
  {
    inviteId: uuid('invite_id').$type<InviteId>().primaryKey(),
    elderId: personIdColumn('elder_id')
      .notNull()
      .references(() => persons.personId),
    /** HMAC of the code. */
    codeIndex: text('code_index').notNull(),
    /** What may be said yes to, each by itself: `vitals/view`. */
    yes: text('yes').array().notNull(),
    /** Until when what is said yes to counts; null: until withdrawn. */
    followUntil: instant('follow_until'),
    textVersion: text('text_version').notNull(),
    basis: text('basis').$type<CareConsentBasis>().notNull(),
    proofNote: text('proof_note'),
    madeByPerson: personIdColumn('made_by_person').notNull(),
    madeByPost: postIdColumn('made_by_post'),
    madeAt: instant('made_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Who typed the code, and as what; then he waits for the yes. */
    usedBy: personIdColumn('used_by'),
    usedAt: instant('used_at'),
    relation: text('relation').$type<Relation>(),
    answer: text('answer').$type<'confirmed' | 'refused'>(),
    answeredBy: personIdColumn('answered_by'),
    answeredAt: instant('answered_at'),
  },
  (t) => [
    uniqueIndex('care_invites_code').on(t.codeIndex).where(sql`${t.usedBy} is null`),
    index('care_invites_elder').on(t.elderId, t.madeAt),
    index('care_invites_used').on(t.usedBy),
  ],
)

/** Wrong invite codes of one person within the hour, counted so that nobody guesses his way in. */
export const careInviteTries = pgTable('care_invite_tries', {
  personId: personIdColumn()
    .primaryKey()
    .references(() => persons.personId),
  since: instant('since').notNull(),
  tries: integer('tries').notNull(),
})

/** Who looked when at what, one row a sitting; the elder reads it (PIPL art. 17, 44). */
export const careLooks = pgTable(
  'care_looks',
  {
    elderId: personIdColumn('elder_id').notNull(),
    viewerId: personIdColumn('viewer_id').notNull(),
    /** live, chart, sleep, activity, wall, summary, export */
    scope: text('scope').$type<LookScope>().notNull(),
    /** follower, care_staff, break_glass, self */
    as: text('looked_as').$type<LookKind>().notNull(),
    postId: postIdColumn('post_id'),
    startedAt: instant('started_at').notNull(),
    lastAt: instant('last_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.elderId, t.viewerId, t.scope, t.startedAt] }),
    index('care_looks_elder').on(t.elderId, t.lastAt.desc()),
  ],
)

/** A time in which silence is expected: out, in hospital, the device away. It always ends. */
export const carePauses = pgTable(
  'care_pauses',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    pauseId: uuid('pause_id').$type<PauseId>().notNull(),
    personId: personIdColumn().notNull(),
    reason: text('reason').$type<PauseReason>().notNull(),
    note: text('note').notNull().default(''),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at').notNull(),
    endedAt: instant('ended_at'),
    setBy: personIdColumn('set_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.pauseId] }),
    foreignKey({
      columns: [t.subdistrictId, t.personId],
      foreignColumns: [caredPersons.subdistrictId, caredPersons.personId],
    }),
    index('care_pauses_person').on(t.personId, t.untilAt),
    check('care_pauses_from_until', sql`${t.untilAt} > ${t.fromAt}`),
  ],
)

/** Staff who are not the elder's own look in an emergency: with a reason, for a time, and told to all. */
export const breakGlass = pgTable(
  'break_glass',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    elderId: personIdColumn('elder_id').notNull(),
    staffId: personIdColumn('staff_id').notNull(),
    postId: postIdColumn('post_id').notNull(),
    reason: text('reason').notNull(),
    openedAt: instant('opened_at').notNull(),
    untilAt: instant('until_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.elderId, t.staffId, t.openedAt] }),
    foreignKey({
      columns: [t.subdistrictId, t.elderId],
      foreignColumns: [caredPersons.subdistrictId, caredPersons.personId],
    }),
    index('break_glass_staff').on(t.staffId, t.untilAt),
  ],
)
