import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  date,
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
  BookingChannel,
  BookingEventKind,
  BookingStatus,
  CheckInWay,
  WaitState,
  WishKind,
} from '#shared/bookings/booking-status.ts'
import type { WaitId } from '#shared/ids.ts'
import type { PayWay } from '#shared/offers/offer-terms.ts'
import { persons } from './accounts.ts'
import {
  bookingIdColumn,
  caseIdColumn,
  instant,
  occurrenceIdColumn,
  offerIdColumn,
  personIdColumn,
  photoIdColumn,
  placeIdColumn,
  postIdColumn,
  resourceIdColumn,
  siteIdColumn,
  subdistrictIdColumn,
} from './columns.ts'
import { occurrences, offers, resources } from './offers.ts'
import { renovations } from './renovations.ts'

const timeRange = customType<{ data: string }>({ dataType: () => 'tstzrange' })

export const bookings = pgTable(
  'bookings',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    bookingId: bookingIdColumn().notNull(),
    /** Said as eight digits with a check digit; see shared/bookings/booking-number.ts. */
    serial: bigint('serial', { mode: 'number' }).generatedAlwaysAsIdentity(),
    offerId: offerIdColumn().notNull(),
    occurrenceId: occurrenceIdColumn().notNull(),
    /** Of the offer, kept here so that desks and statistics need no join. */
    siteId: siteIdColumn().notNull(),
    serviceCode: text('service_code').notNull(),
    /** Who is served: rights hang on this person. */
    personId: personIdColumn()
      .notNull()
      .references(() => persons.personId),
    bookedBy: personIdColumn('booked_by')
      .notNull()
      .references(() => persons.personId),
    /** The relationship a relative booked by; null when booked by oneself or by staff. */
    relationshipId: uuid('relationship_id'),
    /** The post staff booked from. */
    bookedByPost: postIdColumn('booked_by_post'),
    channel: text('channel').$type<BookingChannel>().notNull(),
    status: text('status').$type<BookingStatus>().notNull(),
    /** Places taken. */
    party: smallint('party').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    /** Kept until then; null when it does not expire. */
    holdUntil: instant('hold_until'),
    /** An order was opened with WeChat: only an answer from there may release the place. */
    awaitsPayment: boolean('awaits_payment').notNull().default(false),
    priceFen: integer('price_fen').notNull(),
    payBy: text('pay_by').$type<PayWay>().notNull(),
    /** Written by what the payments feature tells, in the transaction that tells it. */
    paymentId: uuid('payment_id'),
    paidFen: integer('paid_fen').notNull().default(0),
    refundedFen: integer('refunded_fen').notNull().default(0),
    queueNo: integer('queue_no'),
    note: text('note').notNull(),
    /** Where a visit goes or a load stands, beside `placeId`. */
    placeId: placeIdColumn(),
    doorNo: text('door_no'),
    placeLabel: text('place_label'),
    /** The set of a menu, and whether it is brought home. */
    menuSet: text('menu_set'),
    isDelivered: boolean('is_delivered').notNull().default(false),
    /** The registration a haul belongs to. */
    renovationId: uuid('renovation_id'),
    /** The case that follows it (haulage, complaint). */
    caseId: caseIdColumn(),
    /** In the QR code; whoever shows it is let in, once. */
    checkInSecret: text('check_in_secret').notNull(),
    createdAt: instant('created_at').notNull(),
    /** When staff were asked, and by when they owe an answer. */
    requestedAt: instant('requested_at'),
    answerDueAt: instant('answer_due_at'),
    answeredAt: instant('answered_at'),
    escalatedAt: instant('escalated_at'),
    /** The start of which each reminder was dealt with; after a move it is another. */
    dayReminderFor: instant('day_reminder_for'),
    hoursReminderFor: instant('hours_reminder_for'),
    checkedInAt: instant('checked_in_at'),
    checkedInBy: text('checked_in_by').$type<CheckInWay>(),
    servedAt: instant('served_at'),
    servedNote: text('served_note'),
    endReason: text('end_reason'),
    /** Number of the last event; every change raises it. */
    lastSeq: integer('last_seq').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.bookingId] }),
    foreignKey({
      columns: [t.subdistrictId, t.offerId],
      foreignColumns: [offers.subdistrictId, offers.offerId],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.occurrenceId],
      foreignColumns: [occurrences.subdistrictId, occurrences.occurrenceId],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.renovationId],
      foreignColumns: [renovations.subdistrictId, renovations.renovationId],
    }),
    uniqueIndex('bookings_serial').on(t.serial),
    uniqueIndex('bookings_check_in_secret').on(t.checkInSecret),
    uniqueIndex('bookings_one_live')
      .on(t.subdistrictId, t.occurrenceId, t.personId)
      .where(sql`${t.status} in ('held','requested','proposed','confirmed','checked_in')`),
    check(
      'bookings_status',
      sql`${t.status} in ('held','requested','proposed','confirmed','checked_in','served','no_show','cancelled','declined','expired')`,
    ),
    check('bookings_held_expires', sql`${t.status} <> 'held' or ${t.holdUntil} is not null`),
    check('bookings_party', sql`${t.party} between 1 and 100`),
    check('bookings_price', sql`${t.priceFen} >= 0`),
    check('bookings_money', sql`${t.refundedFen} between 0 and ${t.paidFen}`),
    check('bookings_hours', sql`${t.endsAt} > ${t.startsAt}`),
    index('bookings_person').on(t.personId, t.startsAt),
    index('bookings_booked_by').on(t.bookedBy, t.startsAt),
    index('bookings_site_time').on(t.subdistrictId, t.siteId, t.startsAt),
    index('bookings_time').on(t.subdistrictId, t.startsAt, t.bookingId),
    index('bookings_waiting')
      .on(t.subdistrictId, t.requestedAt, t.bookingId)
      .where(sql`${t.status} = 'requested'`),
    index('bookings_occurrence').on(t.subdistrictId, t.occurrenceId),
    index('bookings_requested')
      .on(t.answerDueAt)
      .where(sql`${t.status} = 'requested' and ${t.escalatedAt} is null`),
    index('bookings_holds').on(t.holdUntil).where(sql`${t.status} in ('held','proposed')`),
    index('bookings_coming').on(t.startsAt).where(sql`${t.status} = 'confirmed'`),
  ],
)

/** Time taken of a resource, travel included; an EXCLUDE constraint keeps any two apart. */
export const occupancies = pgTable(
  'occupancies',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    bookingId: bookingIdColumn().notNull(),
    resourceId: resourceIdColumn().notNull(),
    during: timeRange('during').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.bookingId] }),
    foreignKey({
      columns: [t.subdistrictId, t.bookingId],
      foreignColumns: [bookings.subdistrictId, bookings.bookingId],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.resourceId],
      foreignColumns: [resources.subdistrictId, resources.resourceId],
    }),
  ],
)

/** What happened. Append-only (a trigger refuses UPDATE and DELETE). */
export const bookingEvents = pgTable(
  'booking_events',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    bookingId: bookingIdColumn().notNull(),
    seq: integer('seq').notNull(),
    kind: text('kind').$type<BookingEventKind>().notNull(),
    at: instant('at').notNull(),
    actorPersonId: personIdColumn('actor_person_id'),
    actorPostId: postIdColumn('actor_post_id'),
    /** As people see the actor, as it was at that moment. */
    actorLabel: text('actor_label').notNull(),
    data: jsonb('data').$type<Record<string, string | number | boolean | null>>().notNull(),
    photoIds: uuid('photo_ids').array().$type<string[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.bookingId, t.seq] }),
    foreignKey({
      columns: [t.subdistrictId, t.bookingId],
      foreignColumns: [bookings.subdistrictId, bookings.bookingId],
    }),
    index('booking_events_at').on(t.subdistrictId, t.kind, t.at),
  ],
)

export const bookingPhotos = pgTable(
  'booking_photos',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    bookingId: bookingIdColumn().notNull(),
    photoId: photoIdColumn().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.bookingId, t.photoId] }),
    foreignKey({
      columns: [t.subdistrictId, t.bookingId],
      foreignColumns: [bookings.subdistrictId, bookings.bookingId],
    }),
    uniqueIndex('booking_photos_once').on(t.photoId),
  ],
)

/** Waiting for a place in a full occurrence, first come first offered. */
export const waits = pgTable(
  'waits',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    waitId: uuid('wait_id').$type<WaitId>().notNull(),
    serial: bigint('serial', { mode: 'number' }).generatedAlwaysAsIdentity(),
    occurrenceId: occurrenceIdColumn().notNull(),
    offerId: offerIdColumn().notNull(),
    personId: personIdColumn().notNull(),
    waitedBy: personIdColumn('waited_by').notNull(),
    /** The post staff put him on the list from. */
    waitedByPost: postIdColumn('waited_by_post'),
    relationshipId: uuid('relationship_id'),
    channel: text('channel').$type<BookingChannel>().notNull(),
    party: smallint('party').notNull(),
    state: text('state').$type<WaitState>().notNull(),
    /** The held booking that was offered. */
    bookingId: bookingIdColumn(),
    at: instant('at').notNull(),
    changedAt: instant('changed_at').notNull(),
    /** When he is to be told of the offer, in waking hours; null: told, or nothing to tell. */
    tellAt: instant('tell_at'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.waitId] }),
    foreignKey({
      columns: [t.subdistrictId, t.occurrenceId],
      foreignColumns: [occurrences.subdistrictId, occurrences.occurrenceId],
    }),
    uniqueIndex('waits_one_live')
      .on(t.subdistrictId, t.occurrenceId, t.personId)
      .where(sql`${t.state} in ('waiting','offered')`),
    index('waits_in_order')
      .on(t.subdistrictId, t.occurrenceId, t.serial)
      .where(sql`${t.state} = 'waiting'`),
    index('waits_person').on(t.personId),
    index('waits_to_tell').on(t.tellAt).where(sql`${t.tellAt} is not null`),
  ],
)

/** Demand that met no place. No name of whoever asked, only whether he is a senior. */
export const wishes = pgTable(
  'wishes',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    wishId: uuid('wish_id').notNull(),
    serviceCode: text('service_code'),
    siteId: siteIdColumn(),
    kind: text('kind').$type<WishKind>().notNull(),
    /** Day it was wanted for, when said. */
    wantedDay: date('wanted_day'),
    words: text('words').notNull(),
    isSenior: boolean('is_senior'),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.wishId] }),
    index('wishes_at').on(t.subdistrictId, t.at),
  ],
)

/** Voluntary, one per booking and person, never defaulted (国办发〔2019〕51号). */
export const bookingRatings = pgTable(
  'booking_ratings',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    bookingId: bookingIdColumn().notNull(),
    personId: personIdColumn().notNull(),
    onTime: text('on_time').$type<'yes' | 'no'>(),
    solved: text('solved').$type<'yes' | 'no'>(),
    grade: smallint('grade'),
    words: text('words').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.bookingId] }),
    foreignKey({
      columns: [t.subdistrictId, t.bookingId],
      foreignColumns: [bookings.subdistrictId, bookings.bookingId],
    }),
    check('booking_ratings_grade', sql`${t.grade} between 1 and 5`),
  ],
)
