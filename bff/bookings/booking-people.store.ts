import type { Transaction } from '#db/database.ts'
import type { PersonId } from '#shared/ids.ts'

const live = `('held','requested','proposed','confirmed','checked_in')`

/** Everything held about a person here; who else is concerned is left out. */
export const exportBookingsOf = async (
  { client }: Transaction,
  personId: PersonId,
): Promise<unknown> => {
  const bookings = await client.query({
    name: 'bookings.export',
    text: `select b.booking_id as "bookingId", b.subdistrict_id as "subdistrictId",
        v.name as service, s.name as site, b.status, b.channel, b.party,
        b.starts_at as "startsAt", b.ends_at as "endsAt", b.price_fen as "priceFen",
        b.pay_by as "payBy", b.paid_fen as "paidFen", b.refunded_fen as "refundedFen", b.note,
        b.place_label as "place", b.menu_set as "menuSet", b.is_delivered as "isDelivered",
        b.created_at as "createdAt", b.checked_in_at as "checkedInAt", b.served_at as "servedAt",
        b.end_reason as "endReason", b.person_id = $1 as "isMine",
        (select json_build_object('onTime', g.on_time, 'solved', g.solved, 'grade', g.grade,
            'words', g.words, 'at', g.at)
          from booking_ratings g where g.subdistrict_id = b.subdistrict_id
            and g.booking_id = b.booking_id and g.person_id = $1) as rating
      from bookings b
      join services v on v.subdistrict_id = b.subdistrict_id and v.code = b.service_code
      join sites s on s.subdistrict_id = b.subdistrict_id and s.site_id = b.site_id
      where b.person_id = $1 or (b.booked_by = $1 and b.booked_by_post is null)
      order by b.created_at`,
    values: [personId],
  })
  const waits = await client.query({
    name: 'waits.export',
    text: `select w.wait_id as "waitId", v.name as service, o.starts_at as "startsAt", w.party,
        w.state, w.at
      from waits w
      join occurrences o on o.subdistrict_id = w.subdistrict_id
        and o.occurrence_id = w.occurrence_id
      join offers f on f.subdistrict_id = w.subdistrict_id and f.offer_id = w.offer_id
      join services v on v.subdistrict_id = w.subdistrict_id and v.code = f.service_code
      where w.person_id = $1 order by w.at`,
    values: [personId],
  })
  return { bookings: bookings.rows, waits: waits.rows }
}

/** Takes away what he wrote and where he lives; that there was a booking, and its money, stay. */
export const forgetBookingsOf = async (
  { client }: Transaction,
  personId: PersonId,
  now: Date,
): Promise<void> => {
  await client.query({
    name: 'bookings.forget',
    text: `update bookings set note = '', place_id = null, door_no = null, place_label = null
      where person_id = $1`,
    values: [personId],
  })
  await client.query({
    name: 'bookings.forget-ratings',
    text: `update booking_ratings set words = '' where person_id = $1`,
    values: [personId],
  })
  await client.query({
    name: 'waits.forget',
    text: `update waits set state = 'left', changed_at = $2, tell_at = null
      where person_id = $1 and state = 'waiting'`,
    values: [personId, now],
  })
}

/** A newcomer turned out to be somebody on file: what he booked is that person's. */
export const moveBookingsTo = async (
  { client }: Transaction,
  from: PersonId,
  to: PersonId,
): Promise<void> => {
  const values = [from, to]
  await client.query({
    name: 'bookings.claim',
    text: `update bookings b set person_id = $2
      where b.person_id = $1 and not (b.status in ${live} and exists (
        select 1 from bookings o where o.subdistrict_id = b.subdistrict_id
          and o.occurrence_id = b.occurrence_id and o.person_id = $2 and o.status in ${live}))`,
    values,
  })
  await client.query({
    name: 'bookings.claim-booked',
    text: 'update bookings set booked_by = $2 where booked_by = $1',
    values,
  })
  await client.query({
    name: 'bookings.claim-ratings',
    text: 'update booking_ratings set person_id = $2 where person_id = $1',
    values,
  })
  await client.query({
    name: 'waits.claim',
    text: `update waits w set person_id = $2
      where w.person_id = $1 and not (w.state in ('waiting','offered') and exists (
        select 1 from waits o where o.subdistrict_id = w.subdistrict_id
          and o.occurrence_id = w.occurrence_id and o.person_id = $2
          and o.state in ('waiting','offered')))`,
    values,
  })
  await client.query({
    name: 'waits.claim-waited',
    text: 'update waits set waited_by = $2 where waited_by = $1',
    values,
  })
}
