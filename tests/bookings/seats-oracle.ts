import type pg from 'pg'

/** What must never be, looked up beside the product: each line names how many it found. */
const questions = {
  /** Two living bookings in one resource's time, travel counted in; by the bookings' own hours. */
  overlaps: `
    with seated as (
      select b.booking_id, x.resource_id,
        b.starts_at - f.buffer_minutes * interval '1 minute' as begins,
        b.ends_at + f.buffer_minutes * interval '1 minute' as ends
      from bookings b
      join offers f on f.subdistrict_id = b.subdistrict_id and f.offer_id = b.offer_id
      join occupancies x on x.subdistrict_id = b.subdistrict_id and x.booking_id = b.booking_id)
    select count(*)::int as found from seated a join seated z
      on a.resource_id = z.resource_id and a.booking_id < z.booking_id
      and a.begins < z.ends and z.begins < a.ends`,
  /** More living places than the date has. */
  oversold: `
    select count(*)::int as found from (
      select o.occurrence_id from occurrences o
      join bookings b on b.subdistrict_id = o.subdistrict_id and b.occurrence_id = o.occurrence_id
      where o.capacity is not null
        and b.status not in ('cancelled','declined','expired')
      group by o.occurrence_id, o.capacity having sum(b.party) > o.capacity) as over`,
  /** The counter says another number than the bookings; dates with neither are most, and right. */
  miscounted: `
    select count(*)::int as found
    from (select occurrence_id, taken from occurrences
      where capacity is not null and taken <> 0) as counted
    full join (select b.occurrence_id, sum(b.party) as party
      from bookings b join occurrences o on o.subdistrict_id = b.subdistrict_id
        and o.occurrence_id = b.occurrence_id and o.capacity is not null
      where b.status not in ('cancelled','declined','expired')
      group by b.occurrence_id) as booked using (occurrence_id)
    where coalesce(counted.taken, 0) <> coalesce(booked.party, 0)`,
  /** A living booking of somebody's time without it, or time taken by nobody. */
  adrift: `
    select count(*)::int as found
    from bookings b
    join offers f on f.subdistrict_id = b.subdistrict_id and f.offer_id = b.offer_id
    full join occupancies x on x.subdistrict_id = b.subdistrict_id and x.booking_id = b.booking_id
    where (b.booking_id is null) or
      (f.kind in ('time','visit')
        and (x.booking_id is null) = (b.status not in ('cancelled','declined','expired')))`,
  /** One person twice in one date. */
  doubled: `
    select count(*)::int as found from (
      select 1 from bookings
      where status in ('held','requested','proposed','confirmed','checked_in')
      group by occurrence_id, person_id having count(*) > 1) as twice`,
} as const

export type SeatFaults = Readonly<Record<keyof typeof questions, number>>

export const noFaults: SeatFaults = {
  overlaps: 0,
  oversold: 0,
  miscounted: 0,
  adrift: 0,
  doubled: 0,
}

/** Counts every kind of wrong seat in the whole database. */
export const seatFaults = async (database: Pick<pg.Pool, 'query'>): Promise<SeatFaults> => {
  const ask = async (question: string): Promise<number> => {
    const { rows } = await database.query<{ found: number }>(question)
    return rows[0]?.found ?? -1
  }
  return {
    overlaps: await ask(questions.overlaps),
    oversold: await ask(questions.oversold),
    miscounted: await ask(questions.miscounted),
    adrift: await ask(questions.adrift),
    doubled: await ask(questions.doubled),
  }
}
