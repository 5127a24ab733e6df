import { sql } from 'drizzle-orm'
import {
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
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { ItemFields } from '#shared/guide/item-fields.ts'
import type { ItemClass, Provenance } from '#shared/guide/item-kinds.ts'
import type { GuideItemId } from '#shared/ids.ts'
import { instant, personIdColumn, subdistrictIdColumn } from './columns.ts'
import { subdistricts } from './places.ts'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
const itemIdColumn = () => uuid('item_id').$type<GuideItemId>()

/** An item of the guide, whatever its versions say. */
export const guideItems = pgTable(
  'guide_items',
  {
    subdistrictId: subdistrictIdColumn()
      .notNull()
      .references(() => subdistricts.subdistrictId),
    itemId: itemIdColumn().notNull(),
    /** 实施编码. */
    code: text('code').notNull(),
    provenance: text('provenance').$type<Provenance>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.itemId] }),
    uniqueIndex('guide_items_code').on(t.subdistrictId, t.code),
  ],
)

/** What was published: rows are added and never changed (a trigger refuses it). */
export const guideVersions = pgTable(
  'guide_versions',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    itemId: itemIdColumn().notNull(),
    version: integer('version').notNull(),
    fields: jsonb('fields').$type<ItemFields>().notNull(),
    effectiveFrom: date('effective_from').notNull(),
    publishedAt: instant('published_at').notNull(),
    /** Null: by an import. */
    publishedBy: personIdColumn('published_by'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.itemId, t.version] }),
    foreignKey({
      columns: [t.subdistrictId, t.itemId],
      foreignColumns: [guideItems.subdistrictId, guideItems.itemId],
    }),
    check('guide_versions_from_one', sql`${t.version} >= 1`),
  ],
)

/** What an editor is changing; at most one for an item, and it may break rules. */
export const guideDrafts = pgTable(
  'guide_drafts',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    itemId: itemIdColumn().notNull(),
    fields: jsonb('fields').$type<ItemFields>().notNull(),
    /** The published version it began from; 0: none. */
    basedOn: integer('based_on').notNull(),
    /** One more at each saving: who saves or publishes says which he saw. */
    revision: integer('revision').notNull(),
    changedAt: instant('changed_at').notNull(),
    changedBy: personIdColumn('changed_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.itemId] }),
    foreignKey({
      columns: [t.subdistrictId, t.itemId],
      foreignColumns: [guideItems.subdistrictId, guideItems.itemId],
    }),
  ],
)

/** What lists and search need of each version, for the days it holds; made from guide_versions. */
export const guideShelf = pgTable(
  'guide_shelf',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    itemId: itemIdColumn().notNull(),
    version: integer('version').notNull(),
    fromDay: date('from_day').notNull(),
    /** The first day on which it no longer holds. */
    toDay: date('to_day'),
    code: text('code').notNull(),
    name: text('name').notNull(),
    summary: text('summary').notNull(),
    itemClass: text('item_class').$type<ItemClass>().notNull(),
    situations: text('situations').array().notNull(),
    audiences: text('audiences').array().notNull(),
    frequent: boolean('frequent').notNull(),
    queryWithoutId: boolean('query_without_id').notNull(),
    terminal: text('terminal'),
    cityWide: boolean('city_wide').notNull(),
    generated: boolean('generated').notNull(),
    /** Words, pairs of characters and of syllables; weights say where they stand. */
    search: tsvector('search').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.itemId, t.version] }),
    foreignKey({
      columns: [t.subdistrictId, t.itemId, t.version],
      foreignColumns: [guideVersions.subdistrictId, guideVersions.itemId, guideVersions.version],
    }),
    check('guide_shelf_days', sql`${t.toDay} is null or ${t.toDay} >= ${t.fromDay}`),
    index('guide_shelf_search').using('gin', t.search),
    index('guide_shelf_class').on(t.subdistrictId, t.itemClass),
  ],
)
