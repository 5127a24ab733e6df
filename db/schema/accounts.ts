import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Role } from '#shared/accounts/roles.ts'
import {
  accountIdColumn,
  instant,
  personIdColumn,
  placeIdColumn,
  postIdColumn,
  subdistrictIdColumn,
  unitIdColumn,
} from './columns.ts'
import { places, subdistricts, units } from './places.ts'

/** A person may have no account and no phone (an elder served at the counter). */
export const persons = pgTable(
  'persons',
  {
    personId: personIdColumn().primaryKey(),
    displayName: text('display_name').notNull(),
    /** AES-256-GCM with its key's id; the index is an HMAC, so that a number can be looked up. */
    phoneEncrypted: text('phone_encrypted'),
    phoneIndex: text('phone_index'),
    /** Staff: who he is in the 政务微信 of his office; he may have it before he has an account here. */
    wecomUserId: text('wecom_user_id'),
    largeType: boolean('large_type').notNull().default(false),
    homeSubdistrictId: text('home_subdistrict_id'),
    homePlaceId: placeIdColumn('home_place_id'),
    homeDoorNo: text('home_door_no'),
    createdAt: instant('created_at').notNull(),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    uniqueIndex('persons_phone').on(t.phoneIndex),
    uniqueIndex('persons_wecom').on(t.wecomUserId),
  ],
)

export const accounts = pgTable('accounts', {
  accountId: accountIdColumn().primaryKey(),
  personId: personIdColumn()
    .notNull()
    .unique()
    .references(() => persons.personId),
  wechatOpenId: text('wechat_open_id').unique(),
  /** The demo's name for this account; null in production. */
  demoKey: text('demo_key').unique(),
  createdAt: instant('created_at').notNull(),
  closedAt: instant('closed_at'),
})

/** One sign-in on one device; every refresh token of it belongs to this family. */
export const sessions = pgTable(
  'sessions',
  {
    sessionId: uuid('session_id').primaryKey(),
    accountId: accountIdColumn()
      .notNull()
      .references(() => accounts.accountId),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
    endedWhy: text('ended_why'),
  },
  (t) => [index('sessions_account').on(t.accountId)],
)

export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    tokenHash: text('token_hash').primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.sessionId),
    issuedAt: instant('issued_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('refresh_tokens_session').on(t.sessionId)],
)

/** What one may do comes from posts, each from–to; a row is never changed but for its end. */
export const posts = pgTable(
  'posts',
  {
    subdistrictId: subdistrictIdColumn()
      .notNull()
      .references(() => subdistricts.subdistrictId),
    postId: postIdColumn().notNull(),
    personId: personIdColumn()
      .notNull()
      .references(() => persons.personId),
    role: text('role').$type<Role>().notNull(),
    isHead: boolean('is_head').notNull().default(false),
    unitId: unitIdColumn(),
    placeId: placeIdColumn(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.postId] }),
    foreignKey({
      columns: [t.subdistrictId, t.unitId],
      foreignColumns: [units.subdistrictId, units.unitId],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.placeId],
      foreignColumns: [places.subdistrictId, places.placeId],
    }),
    check('posts_from_to', sql`${t.endsAt} is null or ${t.endsAt} >= ${t.startsAt}`),
    index('posts_person').on(t.personId),
    index('posts_unit').on(t.subdistrictId, t.unitId),
    index('posts_place').on(t.subdistrictId, t.placeId),
  ],
)

/** Ledger of consents: text version, time and channel are the proof; withdrawn, never deleted. */
export const consents = pgTable(
  'consents',
  {
    consentId: uuid('consent_id').primaryKey(),
    personId: personIdColumn()
      .notNull()
      .references(() => persons.personId),
    purpose: text('purpose').notNull(),
    textVersion: text('text_version').notNull(),
    channel: text('channel').notNull(),
    givenAt: instant('given_at').notNull(),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [
    uniqueIndex('consents_one_in_force')
      .on(t.personId, t.purpose)
      .where(sql`${t.withdrawnAt} is null`),
  ],
)

/** First answer of each keyed request, so that a retry gets the same one. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    accountId: accountIdColumn().notNull(),
    key: text('key').notNull(),
    /** SHA-256 of method, path and body. */
    fingerprint: text('fingerprint').notNull(),
    response: jsonb('response'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.key] }),
    index('idempotency_keys_created').on(t.createdAt),
  ],
)

/** One-time tickets for the live socket (30 s). */
export const liveTickets = pgTable('live_tickets', {
  ticketHash: text('ticket_hash').primaryKey(),
  accountId: accountIdColumn().notNull(),
  sessionId: uuid('session_id').notNull(),
  expiresAt: instant('expires_at').notNull(),
})

/** Append-only (a trigger refuses UPDATE and DELETE): who did what to what, and when. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    auditId: bigint('audit_id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    subdistrictId: text('subdistrict_id'),
    actorPersonId: personIdColumn('actor_person_id'),
    action: text('action').notNull(),
    objectKind: text('object_kind').notNull(),
    objectId: text('object_id').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    index('audit_entries_object').on(t.objectKind, t.objectId),
    index('audit_entries_actor').on(t.actorPersonId, t.at),
  ],
)
