import type { Reader } from '#db/database.ts'
import type { BookingId, OfferId, PersonId, SubdistrictId } from '#shared/ids.ts'

const live = `('held','requested','proposed','confirmed','checked_in')`

/** How often the person was booked and did not come since then, wherever. */
export const missedSince = async (
  { client }: Reader,
  personId: PersonId,
  since: Date,
): Promise<number> => {
  const { rows } = await client.query<{ missed: number }>({
    name: 'bookings.missed',
    text: `select count(*)::int as missed from bookings
      where person_id = $1 and status = 'no_show' and starts_at >= $2`,
    values: [personId, since],
  })
  return rows[0]?.missed ?? 0
}

/** Coming bookings of the person for this offer, and how often he did not come since then. */
export const countsOf = async (
  { client }: Reader,
  { subdistrictId, offerId }: { subdistrictId: SubdistrictId; offerId: OfferId },
  personId: PersonId,
  { now, since }: { readonly now: Date; readonly since: Date },
): Promise<{ readonly coming: number; readonly missed: number }> => {
  const { rows } = await client.query<{ coming: number; missed: number }>({
    name: 'bookings.counts-of',
    text: `select count(*) filter (where subdistrict_id = $2 and offer_id = $3 and starts_at > $4
          and status in ${live})::int as coming,
        count(*) filter (where status = 'no_show' and starts_at >= $5)::int as missed
      from bookings where person_id = $1 and starts_at >= least($4, $5)`,
    values: [personId, subdistrictId, offerId, now, since],
  })
  return rows[0] ?? { coming: 0, missed: 0 }
}

/** Coming and running bookings of the person, wherever: he cannot go while there are any. */
export const countLiveOf = async (
  { client }: Reader,
  personId: PersonId,
  now: Date,
): Promise<number> => {
  const { rows } = await client.query<{ live: number }>({
    name: 'bookings.live-of',
    text: `select count(*)::int as live from bookings
      where (person_id = $1 or (booked_by = $1 and booked_by_post is null))
        and ends_at > $2 and status in ${live}`,
    values: [personId, now],
  })
  return rows[0]?.live ?? 0
}

export interface ClashFound {
  readonly serviceName: string
  readonly siteName: string
  readonly startsAt: Date
  readonly endsAt: Date
}

/**
 * Other live bookings of the same person that overlap this time, in any subdistrict. A load waits
 * for the car by itself, so nobody has to be there and it clashes with nothing.
 */
export const clashesOf = async (
  { client }: Reader,
  personId: PersonId,
  { startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date },
  except: BookingId,
): Promise<ClashFound[]> => {
  const { rows } = await client.query<ClashFound>({
    name: 'bookings.clashes',
    text: `select v.name as "serviceName", s.name as "siteName", b.starts_at as "startsAt",
        b.ends_at as "endsAt"
      from bookings b
      join offers f on f.subdistrict_id = b.subdistrict_id and f.offer_id = b.offer_id
      join services v on v.subdistrict_id = b.subdistrict_id and v.code = b.service_code
      join sites s on s.subdistrict_id = b.subdistrict_id and s.site_id = b.site_id
      where b.person_id = $1 and b.starts_at < $3 and b.ends_at > $2 and b.booking_id <> $4
        and b.status in ${live} and f.kind <> 'haulage' and not exists (
          select from bookings mine join offers own on own.subdistrict_id = mine.subdistrict_id
            and own.offer_id = mine.offer_id
          where mine.booking_id = $4 and own.kind = 'haulage')
      order by b.starts_at limit 5`,
    values: [personId, startsAt, endsAt, except],
  })
  return rows
}
