import {
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { placeIdColumn, subdistrictIdColumn, unitIdColumn } from './columns.ts'

export const subdistricts = pgTable('subdistricts', {
  subdistrictId: subdistrictIdColumn().primaryKey(),
  /** Two letters that open every case number. */
  code: text('code').notNull().unique(),
  name: text('name').notNull(),
  /** The duty desk's phone. */
  phone: text('phone').notNull(),
})

/** Kinds of the place tree, as data: rank 1 is the widest (city … 楼组). */
export const placeKinds = pgTable('place_kinds', {
  kind: text('kind').primaryKey(),
  rank: integer('rank').notNull(),
  name: text('name').notNull(),
})

export const places = pgTable(
  'places',
  {
    subdistrictId: subdistrictIdColumn()
      .notNull()
      .references(() => subdistricts.subdistrictId),
    placeId: placeIdColumn().notNull(),
    parentId: placeIdColumn('parent_id'),
    kind: text('kind')
      .notNull()
      .references(() => placeKinds.kind),
    name: text('name').notNull(),
    /** What people may type: name, full pinyin, initials, joined by blanks; searched by trigrams. */
    searchKeys: text('search_keys').notNull(),
    /** Rings, or one line for a road, of [longitude, latitude] in WGS-84. */
    outline: jsonb('outline').$type<[number, number][][]>().notNull(),
    longitude: doublePrecision('longitude').notNull(),
    latitude: doublePrecision('latitude').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.placeId] }),
    foreignKey({
      columns: [t.subdistrictId, t.parentId],
      foreignColumns: [t.subdistrictId, t.placeId],
    }),
    index('places_search').using('gin', t.searchKeys.op('gin_trgm_ops')),
    index('places_parent').on(t.subdistrictId, t.parentId),
  ],
)

/** House numbers of a road that one 居委 looks after. Two rows that overlap are two that claim. */
export const addressRanges = pgTable(
  'address_ranges',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    rangeId: placeIdColumn('range_id').notNull(),
    roadId: placeIdColumn('road_id').notNull(),
    neighbourhoodId: placeIdColumn('neighbourhood_id').notNull(),
    estateId: placeIdColumn('estate_id'),
    fromNo: integer('from_no').notNull(),
    toNo: integer('to_no').notNull(),
    /** odd, even or all house numbers between the two. */
    parity: text('parity').$type<'odd' | 'even' | 'all'>().notNull(),
    /** The lane (弄) whose doors are meant; null: doors on the road itself. */
    lane: integer('lane'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.rangeId] }),
    foreignKey({
      columns: [t.subdistrictId, t.roadId],
      foreignColumns: [places.subdistrictId, places.placeId],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.neighbourhoodId],
      foreignColumns: [places.subdistrictId, places.placeId],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.estateId],
      foreignColumns: [places.subdistrictId, places.placeId],
    }),
    index('address_ranges_road').on(t.subdistrictId, t.roadId, t.fromNo),
  ],
)

export const units = pgTable(
  'units',
  {
    subdistrictId: subdistrictIdColumn()
      .notNull()
      .references(() => subdistricts.subdistrictId),
    unitId: unitIdColumn().notNull(),
    parentUnitId: unitIdColumn('parent_unit_id'),
    /** duty_desk, hotline_desk, grid_station, neighbourhood_committee, handling_unit … */
    kind: text('kind').notNull(),
    /** What case types name as owner, e.g. `greening`; null for 居委 and grid stations. */
    code: text('code'),
    name: text('name').notNull(),
    phone: text('phone').notNull(),
    placeId: placeIdColumn('place_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.unitId] }),
    foreignKey({
      columns: [t.subdistrictId, t.parentUnitId],
      foreignColumns: [t.subdistrictId, t.unitId],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.placeId],
      foreignColumns: [places.subdistrictId, places.placeId],
    }),
    uniqueIndex('units_code').on(t.subdistrictId, t.code),
  ],
)
