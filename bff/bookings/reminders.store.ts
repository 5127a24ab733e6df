import type { Transaction } from '#db/database.ts'
import type { BookingId } from '#shared/ids.ts'
import type { BookingSummary } from './booking-record.ts'
import { fromBookings, summaryColumns } from './bookings.store.ts'

export type ReminderKind = 'day' | 'hours'

/** The column that says of which start a reminder was dealt with; a moved booking has another start. */
const dealtWith: Readonly<Record<ReminderKind, string>> = {
  day: 'day_reminder_for',
  hours: 'hours_reminder_for',
}

export interface Remindable extends BookingSummary {
  /** When its time was last agreed on: made, accepted, or moved. */
  readonly agreedAt: Date
}

/** Takes coming bookings that start in this span and lack the reminder; nodes pass by each other's. */
export const takeRemindable = async (
  { client }: Transaction,
  kind: ReminderKind,
  { after, until }: { readonly after: Date; readonly until: Date },
  limit: number,
): Promise<Remindable[]> => {
  const { rows } = await client.query<Remindable>({
    name: `bookings.remindable ${kind}`,
    text: `select ${summaryColumns}, coalesce((select max(e.at) from booking_events e
        where e.subdistrict_id = b.subdistrict_id and e.booking_id = b.booking_id
          and e.kind in ('confirmed', 'accepted', 'proposal_agreed', 'moved')),
        b.created_at) as "agreedAt"
      ${fromBookings}
      where b.status = 'confirmed' and b.starts_at > $1 and b.starts_at <= $2
        and b.${dealtWith[kind]} is distinct from b.starts_at
      order by b.starts_at limit $3 for no key update of b skip locked`,
    values: [after, until, limit],
  })
  return rows
}

/** Writes down that the reminder of these taken bookings is dealt with, and which were told. */
export const markReminded = async (
  { client }: Transaction,
  kind: ReminderKind,
  taken: readonly BookingId[],
  told: readonly BookingId[],
  now: Date,
): Promise<void> => {
  await client.query({
    name: `bookings.reminded ${kind}`,
    text: `with dealt as (
        update bookings b set ${dealtWith[kind]} = b.starts_at,
            last_seq = b.last_seq + (b.booking_id = any($2::uuid[]))::int
          where b.booking_id = any($1::uuid[]) and b.status = 'confirmed'
          returning b.subdistrict_id, b.booking_id, b.last_seq, b.starts_at)
      insert into booking_events
        (subdistrict_id, booking_id, seq, kind, at, actor_label, data, photo_ids)
      select subdistrict_id, booking_id, last_seq, 'reminded', $3, '系统', jsonb_build_object(
          'which', $4::text, 'startsAt',
          to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), '{}'
        from dealt where booking_id = any($2::uuid[])`,
    values: [taken, told, now, kind],
  })
}
