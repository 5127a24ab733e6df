import type { Reader } from '#db/database.ts'
import type { SiteId, SubdistrictId } from '#shared/ids.ts'
import type { BookingSummary } from './booking-record.ts'
import { fromBookings, summaryColumns } from './bookings.store.ts'

/** A booking as somebody at the door is recognised by it. */
export interface DayBooking extends BookingSummary {
  readonly note: string
  readonly checkInSecret: string
}

const columns = `${summaryColumns}, b.note, b.check_in_secret as "checkInSecret"`

/** Everybody expected at a site between two instants, by time. */
export const bookingsOfDay = async (
  { client }: Reader,
  { subdistrictId, siteId }: { subdistrictId: SubdistrictId; siteId: SiteId },
  from: Date,
  to: Date,
): Promise<DayBooking[]> => {
  const { rows } = await client.query<DayBooking>({
    name: 'bookings.day',
    text: `select ${columns} ${fromBookings}
      where b.subdistrict_id = $1 and b.site_id = $2 and b.starts_at >= $3 and b.starts_at < $4
        and b.status in ('requested', 'proposed', 'confirmed', 'checked_in', 'served', 'no_show')
      order by b.starts_at, b.queue_no nulls last, p.display_name, b.booking_id`,
    values: [subdistrictId, siteId, from, to],
  })
  return rows
}

const findBy = (name: string, column: string) => ({
  name: `bookings.by-${name}`,
  text: `select ${columns} ${fromBookings} where b.subdistrict_id = $1 and ${column} = $2`,
})
const bySecret = findBy('secret', 'b.check_in_secret')
const bySerial = findBy('serial', 'b.serial')

export const findBySecret = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  secret: string,
): Promise<DayBooking | undefined> =>
  (await client.query<DayBooking>({ ...bySecret, values: [subdistrictId, secret] })).rows[0]

export const findBySerial = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  serial: number,
): Promise<DayBooking | undefined> =>
  (await client.query<DayBooking>({ ...bySerial, values: [subdistrictId, serial] })).rows[0]
