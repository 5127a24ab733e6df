import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import type { MatterStatus, Verdict } from '#shared/guide/matter-status.ts'
import type { Answers } from '#shared/guide/my-list.ts'
import type { GuideItemId, GuideMatterId } from '#shared/ids.ts'
import { persons } from './accounts.ts'
import { instant, personIdColumn, photoIdColumn, subdistrictIdColumn } from './columns.ts'
import { guideVersions } from './guide.ts'

const matterIdColumn = () => uuid('matter_id').$type<GuideMatterId>()

/** Somebody's item on its way: photos of his papers, looked at before he comes (G3). */
export const guideMatters = pgTable(
  'guide_matters',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    matterId: matterIdColumn().notNull(),
    itemId: uuid('item_id').$type<GuideItemId>().notNull(),
    version: integer('version').notNull(),
    personId: personIdColumn()
      .notNull()
      .references(() => persons.personId),
    openedBy: personIdColumn('opened_by')
      .notNull()
      .references(() => persons.personId),
    answers: jsonb('answers').$type<Answers>().notNull(),
    status: text('status').$type<MatterStatus>().notNull(),
    openedAt: instant('opened_at').notNull(),
    /** The last step; the matter ends by itself some days after it. */
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.matterId] }),
    foreignKey({
      columns: [t.subdistrictId, t.itemId, t.version],
      foreignColumns: [guideVersions.subdistrictId, guideVersions.itemId, guideVersions.version],
    }),
    index('guide_matters_person').on(t.personId, t.openedAt),
    index('guide_matters_status').on(t.subdistrictId, t.status, t.changedAt),
  ],
)

/** The papers of a matter; a photo is in one place only, and goes when the matter ends. */
export const guideMatterPapers = pgTable(
  'guide_matter_papers',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    matterId: matterIdColumn().notNull(),
    key: text('key').notNull(),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    note: text('note').notNull(),
    required: boolean('required').notNull(),
    /** No foreign key: the photo is deleted while the matter stays. */
    photoId: photoIdColumn().unique('guide_matter_papers_photo'),
    verdict: text('verdict').$type<Verdict>(),
    judgedBy: personIdColumn('judged_by'),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.matterId, t.key] }),
    foreignKey({
      columns: [t.subdistrictId, t.matterId],
      foreignColumns: [guideMatters.subdistrictId, guideMatters.matterId],
    }),
  ],
)
