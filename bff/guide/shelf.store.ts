import type { Reader } from '#db/database.ts'
import type { ItemList } from '#shared/guide/guide.contract.ts'
import type { Audience, ItemClass, Situation } from '#shared/guide/item-kinds.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { ShelfEntry } from './guide-record.ts'

const entry = 'code, name, summary, item_class as "itemClass", terminal'
const holds = 'from_day <= $2 and (to_day is null or to_day > $2)'

const listed: Readonly<Record<ItemList, string>> = {
  frequent: 'frequent',
  without_id: 'query_without_id',
  terminal: 'terminal is not null',
  city_wide: 'city_wide',
}

export interface Counts {
  readonly items: number
  readonly demonstration: number
  readonly classes: readonly { readonly key: ItemClass; readonly items: number }[]
  readonly situations: readonly { readonly key: Situation; readonly items: number }[]
  readonly audiences: readonly { readonly key: Audience; readonly items: number }[]
  readonly lists: readonly { readonly key: ItemList; readonly items: number }[]
}

const tally = (key: string, from: string): string =>
  `(select coalesce(json_agg(json_build_object('key', key, 'items', n)), '[]')
      from (select ${key} as key, count(*) as n from ${from} group by 1) counted)`

/** How many items each way in leads to, on a day. */
export const countShelf = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  day: string,
): Promise<Counts> => {
  const lists = Object.entries(listed).map(
    ([key, is]) =>
      `json_build_object('key', '${key}', 'items', (select count(*) from held where ${is}))`,
  )
  const { rows } = await client.query<Counts>({
    name: 'guide.counts',
    text: `with held as (select * from guide_shelf where subdistrict_id = $1 and ${holds})
      select (select count(*)::int from held) as items,
        (select count(*)::int from held join guide_items using (subdistrict_id, item_id)
          where provenance <> 'official') as demonstration,
        ${tally('item_class', 'held')} as classes,
        ${tally('said', 'held, unnest(situations) said')} as situations,
        ${tally('said', 'held, unnest(audiences) said')} as audiences,
        json_build_array(${lists.join(', ')}) as lists`,
    values: [subdistrictId, day],
  })
  const [counts] = rows
  if (!counts) throw new Error('a select without a row')
  return counts
}

export interface ShelfFilter {
  readonly itemClass?: ItemClass | undefined
  readonly situation?: Situation | undefined
  readonly audience?: Audience | undefined
  readonly list?: ItemList | undefined
  readonly after?: string | undefined
}

/** By code, which sorts by class; written items before generated ones. */
export const listShelf = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  day: string,
  { itemClass, situation, audience, list, after }: ShelfFilter,
  limit: number,
): Promise<ShelfEntry[]> => {
  const { rows } = await client.query<ShelfEntry>(
    `select ${entry} from guide_shelf
      where subdistrict_id = $1 and ${holds}
        and ($3::text is null or item_class = $3)
        and ($4::text is null or $4 = any(situations))
        and ($5::text is null or $5 = any(audiences))
        and ${list === undefined ? 'true' : listed[list]}
        and ($6::text is null or (generated, code) >
          (select generated, code from guide_shelf where subdistrict_id = $1 and code = $6
            order by version desc limit 1))
      order by generated, code limit ${limit}`,
    [subdistrictId, day, itemClass ?? null, situation ?? null, audience ?? null, after ?? null],
  )
  return rows
}

export const shelfOf = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  day: string,
  codes: readonly string[],
): Promise<ShelfEntry[]> => {
  const { rows } = await client.query<ShelfEntry>({
    name: 'guide.entries',
    text: `select ${entry} from guide_shelf
      where subdistrict_id = $1 and ${holds} and code = any($3::text[])
      order by array_position($3::text[], code)`,
    values: [subdistrictId, day, codes],
  })
  return rows
}
