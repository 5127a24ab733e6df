import { sql } from 'drizzle-orm'
import {
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type {
  Relation,
  RelationshipBasis,
  RelationshipPurpose,
  Residence,
} from '#shared/relatives/relations.ts'
import { persons } from './accounts.ts'
import {
  instant,
  personIdColumn,
  postIdColumn,
  relationshipIdColumn,
  subdistrictIdColumn,
} from './columns.ts'
import { subdistricts } from './places.ts'

/** What decides who may book and what it costs; global like the person. */
export const personProfiles = pgTable(
  'person_profiles',
  {
    personId: personIdColumn()
      .primaryKey()
      .references(() => persons.personId),
    /** A calendar day and never an instant: China had summer time from 1986 to 1991. */
    bornOn: date('born_on', { mode: 'string' }),
    /** AES-256-GCM; the index is an HMAC. The tail is sealed by itself, so a view opens no more. */
    idNumberEncrypted: text('id_number_encrypted'),
    idNumberIndex: text('id_number_index'),
    idTailEncrypted: text('id_tail_encrypted'),
    residence: text('residence').$type<Residence>(),
    /** 老年照护统一需求评估: 0 to 6. */
    assessedLevel: smallint('assessed_level'),
    verifiedAt: instant('verified_at'),
    verifiedByPost: postIdColumn('verified_by_post'),
  },
  (t) => [
    uniqueIndex('person_profiles_id_number').on(t.idNumberIndex),
    check('person_profiles_level', sql`${t.assessedLevel} between 0 and 6`),
  ],
)

/** Whom a subdistrict serves though he does not live there; whoever lives there needs no row. */
export const servedPersons = pgTable(
  'served_persons',
  {
    subdistrictId: subdistrictIdColumn()
      .notNull()
      .references(() => subdistricts.subdistrictId),
    personId: personIdColumn()
      .notNull()
      .references(() => persons.personId),
    since: instant('since').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.personId] }),
    index('served_persons_person').on(t.personId),
  ],
)

/** Who may act for whom. Withdrawn, never changed; gone when either person deletes his account. */
export const relationships = pgTable(
  'relationships',
  {
    relationshipId: relationshipIdColumn().primaryKey(),
    servedPersonId: personIdColumn('served_person_id')
      .notNull()
      .references(() => persons.personId),
    relativePersonId: personIdColumn('relative_person_id')
      .notNull()
      .references(() => persons.personId),
    relation: text('relation').$type<Relation>().notNull(),
    purposes: text('purposes').array().$type<RelationshipPurpose[]>().notNull(),
    basis: text('basis').$type<RelationshipBasis>().notNull(),
    textVersion: text('text_version').notNull(),
    proofNote: text('proof_note'),
    givenAt: instant('given_at').notNull(),
    /** Whose yes it is: the person served, or the relative who declares. Null: on paper. */
    givenByPerson: personIdColumn('given_by_person'),
    givenByPost: postIdColumn('given_by_post'),
    expiresAt: instant('expires_at'),
    withdrawnAt: instant('withdrawn_at'),
    withdrawnBy: personIdColumn('withdrawn_by'),
  },
  (t) => [
    uniqueIndex('relationships_one_in_force')
      .on(t.servedPersonId, t.relativePersonId)
      .where(sql`${t.withdrawnAt} is null`),
    index('relationships_relative').on(t.relativePersonId),
    check('relationships_two_people', sql`${t.servedPersonId} <> ${t.relativePersonId}`),
  ],
)

/** The code a person shows to a relative: one at a time, used once, kept as an HMAC. */
export const relationCodes = pgTable(
  'relation_codes',
  {
    servedPersonId: personIdColumn('served_person_id')
      .primaryKey()
      .references(() => persons.personId),
    codeIndex: text('code_index').notNull(),
    textVersion: text('text_version').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [uniqueIndex('relation_codes_code').on(t.codeIndex)],
)

/** Codes that a person has tried since the window began, the right ones not counted. */
export const relationCodeTries = pgTable('relation_code_tries', {
  personId: personIdColumn()
    .primaryKey()
    .references(() => persons.personId),
  since: instant('since').notNull(),
  tries: integer('tries').notNull(),
})
