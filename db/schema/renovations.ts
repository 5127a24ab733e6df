import { sql } from 'drizzle-orm'
import {
  check,
  date,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import type { RenovationId } from '#shared/ids.ts'
import type { RenovationScope } from '#shared/renovations/renovations.contract.ts'
import { persons } from './accounts.ts'
import {
  instant,
  personIdColumn,
  placeIdColumn,
  subdistrictIdColumn,
  unitIdColumn,
} from './columns.ts'
import { places, units } from './places.ts'

/** A renovation reported to property and 居委 at once (双报备, R10), with its signed pledge. */
export const renovations = pgTable(
  'renovations',
  {
    subdistrictId: subdistrictIdColumn().notNull(),
    renovationId: uuid('renovation_id').$type<RenovationId>().notNull(),
    personId: personIdColumn()
      .notNull()
      .references(() => persons.personId),
    registeredBy: personIdColumn('registered_by').notNull(),
    placeId: placeIdColumn().notNull(),
    doorNo: text('door_no').notNull(),
    placeLabel: text('place_label').notNull(),
    scope: text('scope').$type<RenovationScope>().notNull(),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on').notNull(),
    contractor: text('contractor').notNull(),
    pledgeVersion: text('pledge_version').notNull(),
    /** SHA-256 of the text that was shown, so that the proof does not rest on a version's name. */
    pledgeHash: text('pledge_hash').notNull(),
    pledgeSignedBy: text('pledge_signed_by').notNull(),
    registeredAt: instant('registered_at').notNull(),
    propertyUnitId: unitIdColumn('property_unit_id'),
    propertySeenAt: instant('property_seen_at'),
    neighbourhoodUnitId: unitIdColumn('neighbourhood_unit_id'),
    neighbourhoodSeenAt: instant('neighbourhood_seen_at'),
    remarks: jsonb('remarks').$type<{ from: string; text: string; at: string }[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subdistrictId, t.renovationId] }),
    foreignKey({
      columns: [t.subdistrictId, t.placeId],
      foreignColumns: [places.subdistrictId, places.placeId],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.propertyUnitId],
      foreignColumns: [units.subdistrictId, units.unitId],
    }),
    foreignKey({
      columns: [t.subdistrictId, t.neighbourhoodUnitId],
      foreignColumns: [units.subdistrictId, units.unitId],
    }),
    check('renovations_days', sql`${t.endsOn} >= ${t.startsOn}`),
    index('renovations_person').on(t.personId, t.registeredAt),
    index('renovations_property').on(t.subdistrictId, t.propertyUnitId),
    index('renovations_neighbourhood').on(t.subdistrictId, t.neighbourhoodUnitId),
  ],
)
