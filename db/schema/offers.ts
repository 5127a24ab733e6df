import { sql } from 'drizzle-orm'
import {
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
import type { ClosureId, ProviderId, ScheduleId } from '#shared/ids.ts'
import type {
  Accessibility,
  HolidayPolicy,
  Language,
  Need,
  OccurrenceState,
  OfferKind,
  ProviderKind,
  SiteKind,
} from '#shared/offers/offer-kinds.ts'
import type { OfferTerms } from '#shared/offers/offer-terms.ts'
import {
  instant,
  occurrenceIdColumn,
  offerIdColumn,
  personIdColumn,
  placeIdColumn,
  resourceIdColumn,
  siteIdColumn,
  subdistrictIdColumn,
  unitIdColumn,
} from './columns.ts'
import { places, subdistricts, units } from './places.ts'

/** Where services are given: points, rooms, canteens, fair centres (B2, B4). */
export const sites = pgTable(
  'sites',
  {
    subdistrictId: subdistrictIdColumn()
      .notNull()
      .references(() => subdistricts.subdistrictId),
    siteId: siteIdColumn().notNull(),
    /** Whose staff works here: posts name this unit. */
    unitId: unitIdColumn().notNull(),
    placeId: placeIdColumn().notNull(),
    kind: text('kind').$type<SiteKind>().notNull(),
    name: text('name').notNull(),
    address: text('address').notNull(),
    phone: text('phone').notNull(),
    /** As people are told, e.g. `周一至周五 8:30–16:30`; times one can book come from schedules. */
    openingWords: text('opening_words').notNull(),
    accessibility: text('accessibility').array().$type<Accessibility[]>().notNull(),
    longitude: doublePrecision('longitude').notNull(),
    latitude: doublePrecision('latitude').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.siteId] }),
    foreignKey({
      columns: [t.subdistrictId, t.unitId],
      foreignColumns: [units.subdistrictId, units.unitId],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.placeId],
      foreignColumns: [places.subdistrictId, places.placeId],
    }),
    index('sites_unit').on(t.subdistrictId, t.unitId),
  ],
)

/** Who gives the service: social organisations and companies with licences that end (O4). */
export const providers = pgTable(
  'providers',
  {
    subdistrictId: subdistrictIdColumn()
      .notNull()
      .references(() => subdistricts.subdistrictId),
    providerId: uuid('provider_id').$type<ProviderId>().notNull(),
    /** Its staff's posts name this unit. */
    unitId: unitIdColumn().notNull(),
    kind: text('kind').$type<ProviderKind>().notNull(),
    name: text('name').notNull(),
    phone: text('phone').notNull(),
    licenceName: text('licence_name').notNull(),
    licenceNo: text('licence_no').notNull(),
    licenceFrom: date('licence_from').notNull(),
    /** After this day its offers cannot be booked. */
    licenceTo: date('licence_to').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.providerId] }),
    foreignKey({
      columns: [t.subdistrictId, t.unitId],
      foreignColumns: [units.subdistrictId, units.unitId],
    }),
    check('providers_licence', sql`${t.licenceTo} >= ${t.licenceFrom}`),
  ],
)

/** What can be booked, in a resident's words. */
export const services = pgTable(
  'services',
  {
    subdistrictId: subdistrictIdColumn()
      .notNull()
      .references(() => subdistricts.subdistrictId),
    code: text('code').notNull(),
    name: text('name').notNull(),
    need: text('need').$type<Need>().notNull(),
    description: text('description').notNull(),
    /** What to bring and what to know before. */
    bring: text('bring').notNull(),
    /** Other words people look for it with. */
    searchKeys: text('search_keys').notNull(),
    rank: smallint('rank').notNull(),
  },
  (t) => [primaryKey({ columns: [t.subdistrictId, t.code] })],
)

/** One service at one site by one provider. */
export const offers = pgTable(
  'offers',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    offerId: offerIdColumn().notNull(),
    serviceCode: text('service_code').notNull(),
    siteId: siteIdColumn().notNull(),
    providerId: uuid('provider_id').$type<ProviderId>().notNull(),
    kind: text('kind').$type<OfferKind>().notNull(),
    /** Minutes one booking takes; for sessions, meals and hauls the occurrence says when it ends. */
    minutes: integer('minutes').notNull(),
    /** Minutes between two times offered. */
    stepMinutes: integer('step_minutes').notNull(),
    /** Minutes of travel before and after a visit. */
    bufferMinutes: integer('buffer_minutes').notNull(),
    languages: text('languages').array().$type<Language[]>().notNull(),
    /** Set when it is no longer offered; bookings made before stay. */
    endedOn: date('ended_on'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.offerId] }),
    foreignKey({
      columns: [t.subdistrictId, t.serviceCode],
      foreignColumns: [services.subdistrictId, services.code],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.siteId],
      foreignColumns: [sites.subdistrictId, sites.siteId],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.providerId],
      foreignColumns: [providers.subdistrictId, providers.providerId],
    }),
    check('offers_minutes', sql`${t.minutes} > 0 and ${t.stepMinutes} > 0`),
    check('offers_buffer', sql`${t.bufferMinutes} between 0 and 240`),
    index('offers_service').on(t.subdistrictId, t.serviceCode),
    index('offers_site').on(t.subdistrictId, t.siteId),
  ],
)

/** Dated rules: a change is a new row with a later day; bookings keep the price they saw. */
export const offerTerms = pgTable(
  'offer_terms',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    offerId: offerIdColumn().notNull(),
    validFrom: date('valid_from').notNull(),
    terms: jsonb('terms').$type<OfferTerms>().notNull(),
    /** Where these figures come from. */
    source: text('source').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.offerId, t.validFrom] }),
    foreignKey({
      columns: [t.subdistrictId, t.offerId],
      foreignColumns: [offers.subdistrictId, offers.offerId],
    }),
  ],
)

/** A person, room or vehicle whose time is taken by one booking at a time, whatever the offer. */
export const resources = pgTable(
  'resources',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    resourceId: resourceIdColumn().notNull(),
    siteId: siteIdColumn().notNull(),
    kind: text('kind').$type<'person' | 'room' | 'vehicle' | 'stall'>().notNull(),
    name: text('name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.resourceId] }),
    foreignKey({
      columns: [t.subdistrictId, t.siteId],
      foreignColumns: [sites.subdistrictId, sites.siteId],
    }),
  ],
)

/** When an offer is given, by rule: an RRULE over days and hours of the day. */
export const schedules = pgTable(
  'schedules',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    scheduleId: uuid('schedule_id').$type<ScheduleId>().notNull(),
    offerId: offerIdColumn().notNull(),
    /** Whose time it is, for kinds that take time; null for the others. */
    resourceId: resourceIdColumn(),
    /** RFC 5545, days only, e.g. `FREQ=WEEKLY;BYDAY=MO,WE` or `FREQ=MONTHLY;BYDAY=1TH`. */
    rule: text('rule').notNull(),
    /** Minutes after midnight in Shanghai. */
    fromMinute: smallint('from_minute').notNull(),
    toMinute: smallint('to_minute').notNull(),
    /** Places, portions, numbers or loads; null for kinds that take time. */
    capacity: integer('capacity'),
    holidayPolicy: text('holiday_policy').$type<HolidayPolicy>().notNull(),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on'),
    changedBy: personIdColumn('changed_by'),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.scheduleId] }),
    foreignKey({
      columns: [t.subdistrictId, t.offerId],
      foreignColumns: [offers.subdistrictId, offers.offerId],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.resourceId],
      foreignColumns: [resources.subdistrictId, resources.resourceId],
    }),
    check(
      'schedules_hours',
      sql`${t.fromMinute} >= 0 and ${t.toMinute} > ${t.fromMinute} and ${t.toMinute} <= 1440`,
    ),
    check('schedules_takes_one', sql`(${t.resourceId} is null) <> (${t.capacity} is null)`),
    index('schedules_offer').on(t.subdistrictId, t.offerId),
  ],
)

/** A schedule's date made real: a window of a resource's time, or a session with places. */
export const occurrences = pgTable(
  'occurrences',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    occurrenceId: occurrenceIdColumn().notNull(),
    offerId: offerIdColumn().notNull(),
    scheduleId: uuid('schedule_id').$type<ScheduleId>().notNull(),
    resourceId: resourceIdColumn(),
    /** The day the rule says; it may be held on another (moved for a holiday). */
    ruleDay: date('rule_day').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    state: text('state').$type<OccurrenceState>().notNull(),
    /** Why it is moved or cancelled, as people are told. */
    why: text('why'),
    capacity: integer('capacity'),
    /** Places taken by live bookings; changed in one statement with the check below as backstop. */
    taken: integer('taken').notNull().default(0),
    /** Queue numbers given out; never given twice. */
    issued: integer('issued').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.occurrenceId] }),
    foreignKey({
      columns: [t.subdistrictId, t.offerId],
      foreignColumns: [offers.subdistrictId, offers.offerId],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.scheduleId],
      foreignColumns: [schedules.subdistrictId, schedules.scheduleId],
    }),
    uniqueIndex('occurrences_once').on(t.subdistrictId, t.scheduleId, t.ruleDay),
    check('occurrences_hours', sql`${t.endsAt} > ${t.startsAt}`),
    check('occurrences_not_oversold', sql`${t.taken} between 0 and coalesce(${t.capacity}, 0)`),
    index('occurrences_offer_time').on(t.subdistrictId, t.offerId, t.startsAt),
  ],
)

/** A day on which a site, or one offer of it, is closed; everyone booked is told. */
export const closures = pgTable(
  'closures',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    closureId: uuid('closure_id').$type<ClosureId>().notNull(),
    siteId: siteIdColumn().notNull(),
    /** Null: everything at the site. */
    offerId: offerIdColumn(),
    day: date('day').notNull(),
    reason: text('reason').notNull(),
    /** Bookings that it cancelled; each person was told. */
    told: integer('told').notNull().default(0),
    closedBy: personIdColumn('closed_by').notNull(),
    closedAt: instant('closed_at').notNull(),
    reopenedAt: instant('reopened_at'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.closureId] }),
    foreignKey({
      columns: [t.subdistrictId, t.siteId],
      foreignColumns: [sites.subdistrictId, sites.siteId],
    }),
    /** One closure of a day at a time, for the whole site and for each offer of it. */
    uniqueIndex('closures_once')
      .on(t.subdistrictId, t.siteId, t.day, sql`coalesce(${t.offerId}, ${t.siteId})`)
      .where(sql`${t.reopenedAt} is null`),
  ],
)

/** What a canteen cooks on a day; a meal's occurrence says how many portions. */
export const menus = pgTable(
  'menus',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    offerId: offerIdColumn().notNull(),
    day: date('day').notNull(),
    /** Sets one can choose, e.g. 大荤套餐. */
    sets: jsonb('sets').$type<{ name: string; dishes: string[]; isSoft: boolean }[]>().notNull(),
    changedBy: personIdColumn('changed_by'),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.offerId, t.day] }),
    foreignKey({
      columns: [t.subdistrictId, t.offerId],
      foreignColumns: [offers.subdistrictId, offers.offerId],
    }),
    check('menus_has_sets', sql`jsonb_array_length(${t.sets}) > 0`),
  ],
)
