import { and, between, eq, inArray, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { menus } from '#db/schema/offers.ts'
import type { MenuSet } from '#shared/canteen/canteen.contract.ts'
import type { BookingId, OccurrenceId, OfferId, PersonId, SubdistrictId } from '#shared/ids.ts'

/** What a canteen cooks on a day. */
export interface MenuKey {
  readonly subdistrictId: SubdistrictId
  readonly offerId: OfferId
  /** `yyyy-mm-dd` in Shanghai. */
  readonly day: string
}

export interface Menu extends MenuKey {
  readonly sets: MenuSet[]
}

const isMenu = ({ subdistrictId, offerId, day }: MenuKey) =>
  and(eq(menus.subdistrictId, subdistrictId), eq(menus.offerId, offerId), eq(menus.day, day))

/** Menus of these offers between two days, both included. */
export const findMenus = (
  tx: Reader,
  subdistrictId: SubdistrictId,
  offerIds: readonly OfferId[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Menu[]> =>
  tx
    .select({
      subdistrictId: menus.subdistrictId,
      offerId: menus.offerId,
      day: menus.day,
      sets: menus.sets,
    })
    .from(menus)
    .where(
      and(
        eq(menus.subdistrictId, subdistrictId),
        inArray(menus.offerId, [...offerIds]),
        between(menus.day, from, to),
      ),
    )
    .orderBy(menus.day)

/** The sets one may order; nobody takes one away until the order is written. */
export const keepMenu = async (tx: Transaction, key: MenuKey): Promise<MenuSet[]> => {
  const [menu] = await tx.select({ sets: menus.sets }).from(menus).where(isMenu(key)).for('share')
  return menu?.sets ?? []
}

/** Writes menus of days that have none; the others stay as they are. */
export const insertMenus = async (
  tx: Transaction,
  rows: readonly Menu[],
  { by, at }: { readonly by: PersonId | null; readonly at: Date },
): Promise<number> => {
  if (rows.length === 0) return 0
  const written = await tx
    .insert(menus)
    .values(rows.map((menu) => ({ ...menu, changedBy: by, changedAt: at })))
    .onConflictDoNothing()
    .returning({ day: menus.day })
  return written.length
}

/** Portions that were ordered and not called off, held ones only while they are being paid. */
const isOrdered = `b.menu_set is not null and b.status not in ('cancelled', 'declined', 'expired')`
const dayOfMeal = `(b.starts_at at time zone 'Asia/Shanghai')::date`

/**
 * Writes a menu unless a set that somebody ordered is missing in it. The lock waits for orders that
 * are being written, so that the statement after it sees them. @returns whether it was written
 */
export const writeMenu = async (
  tx: Transaction,
  menu: Menu,
  changed: { readonly by: PersonId; readonly at: Date },
): Promise<boolean> => {
  if ((await insertMenus(tx, [menu], changed)) > 0) return true
  await tx.select({ day: menus.day }).from(menus).where(isMenu(menu)).for('update')
  const names = sql.param(menu.sets.map(({ name }) => name))
  const written = await tx
    .update(menus)
    .set({ sets: menu.sets, changedBy: changed.by, changedAt: changed.at })
    .where(
      and(
        isMenu(menu),
        sql`not exists (select from bookings b where b.subdistrict_id = ${menu.subdistrictId}
          and b.offer_id = ${menu.offerId} and ${sql.raw(dayOfMeal)} = ${menu.day}::date
          and ${sql.raw(isOrdered)} and b.menu_set <> all(${names}::text[]))`,
      ),
    )
    .returning({ day: menus.day })
  return written.length > 0
}

export interface Ordered {
  readonly day: string
  readonly set: string
  readonly portions: number
}

/** Portions ordered of one offer by day and set, between two days, both included. */
export const countOrdered = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  offerId: OfferId,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Ordered[]> => {
  const { rows } = await client.query<Ordered>({
    name: 'canteen.ordered',
    text: `select ${dayOfMeal}::text as day, b.menu_set as set, sum(b.party)::int as portions
      from bookings b where b.subdistrict_id = $1 and b.offer_id = $2 and ${isOrdered}
        and ${dayOfMeal} between $3::date and $4::date
      group by 1, 2 order by 1, 2`,
    values: [subdistrictId, offerId, from, to],
  })
  return rows
}

export interface Portions {
  readonly occurrenceId: OccurrenceId
  readonly set: string
  readonly here: number
  readonly delivered: number
  readonly handedOver: number
}

/** What is to be cooked: whoever did not come was cooked for too; what is not paid yet is not. */
const isCooked = `b.menu_set is not null
  and b.status in ('requested', 'proposed', 'confirmed', 'checked_in', 'served', 'no_show')`

export const countPortions = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  occurrenceIds: readonly OccurrenceId[],
): Promise<Portions[]> => {
  const sum = (condition: string) => `coalesce(sum(b.party) filter (where ${condition}), 0)::int`
  const { rows } = await client.query<Portions>({
    name: 'canteen.portions',
    text: `select b.occurrence_id as "occurrenceId", b.menu_set as set,
        ${sum('not b.is_delivered')} as here, ${sum('b.is_delivered')} as delivered,
        ${sum("b.status in ('checked_in', 'served')")} as "handedOver"
      from bookings b where b.subdistrict_id = $1 and b.occurrence_id = any($2::uuid[])
        and ${isCooked}
      group by 1, 2 order by 1, 2`,
    values: [subdistrictId, [...occurrenceIds]],
  })
  return rows
}

export interface Delivery {
  readonly occurrenceId: OccurrenceId
  readonly bookingId: BookingId
  readonly serial: number
  readonly personName: string
  readonly placeLabel: string
  readonly set: string
  readonly portions: number
  readonly note: string
  readonly isHandedOver: boolean
}

/** Meals brought home, by address, so that one way serves a house. */
export const findDeliveries = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  occurrenceIds: readonly OccurrenceId[],
): Promise<Delivery[]> => {
  const { rows } = await client.query<Delivery>({
    name: 'canteen.deliveries',
    text: `select b.occurrence_id as "occurrenceId", b.booking_id as "bookingId",
        b.serial::int as serial, p.display_name as "personName",
        coalesce(b.place_label, '') as "placeLabel", b.menu_set as set, b.party as portions, b.note,
        b.status in ('checked_in', 'served') as "isHandedOver"
      from bookings b join persons p on p.person_id = b.person_id
      where b.subdistrict_id = $1 and b.occurrence_id = any($2::uuid[]) and b.is_delivered
        and ${isCooked}
      order by b.place_label, b.serial`,
    values: [subdistrictId, [...occurrenceIds]],
  })
  return rows
}
