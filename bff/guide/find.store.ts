import type { Reader } from '#db/database.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { ShelfEntry } from './guide-record.ts'
import type { Frequencies, WantedToken } from './query.policy.ts'

/** Where a token stands counts: D said somewhere, C in the summary, B as people say it, A the name. */
const placeWeights = '{0.15, 0.3, 0.9, 1}'
const candidates = 80

/** In how many items each token stands. */
export const tokenFrequencies = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
): Promise<Frequencies> => {
  // ts_stat takes a text of SQL; format() quotes the id into it.
  const { rows } = await client.query<{ token: string; items: number }>(
    `select word as token, ndoc as items from ts_stat(
       format('select search from guide_shelf where subdistrict_id = %L', $1::text))`,
    [subdistrictId],
  )
  const counted = await client.query<{ items: number }>(
    'select count(*)::int as items from guide_shelf where subdistrict_id = $1',
    [subdistrictId],
  )
  return {
    items: counted.rows[0]?.items ?? 0,
    of: new Map(rows.map(({ token, items }) => [token, items])),
  }
}

const queryOf = ({ token, prefix }: WantedToken): string =>
  `'${token.replaceAll("'", "''")}'${prefix ? ':*' : ''}`

/** Items that hold what is looked for, best first; `choosing` says which are looked at. */
export const findOnShelf = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  day: string,
  wanted: readonly WantedToken[],
  choosing: readonly WantedToken[],
  limit: number,
): Promise<ShelfEntry[]> => {
  const { rows } = await client.query<ShelfEntry>({
    name: 'guide.find',
    text: `with chosen as materialized (
        select item_id, version, code, name, summary, item_class, terminal, frequent, generated, search
          from guide_shelf
         where search @@ $3::tsquery and subdistrict_id = $1
           and from_day <= $2 and (to_day is null or to_day > $2)
         order by ts_rank('${placeWeights}', search, $3::tsquery) desc limit ${candidates})
      select code, name, summary, item_class as "itemClass", terminal
        from chosen, lateral (
          select sum(q.weight * ts_rank('${placeWeights}', search, q.token::tsquery)) as score
            from unnest($4::text[], $5::float4[]) as q(token, weight)) scored
       order by score desc, generated, frequent desc, code limit $6`,
    values: [
      subdistrictId,
      day,
      choosing.map(queryOf).join(' | '),
      wanted.map(queryOf),
      wanted.map(({ weight }) => weight),
      limit,
    ],
  })
  return rows
}
