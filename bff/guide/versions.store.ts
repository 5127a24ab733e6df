import type { Reader, Transaction } from '#db/database.ts'
import type { ItemFields } from '#shared/guide/item-fields.ts'
import type { Provenance } from '#shared/guide/item-kinds.ts'
import type { GuideItemId, PersonId, SubdistrictId } from '#shared/ids.ts'
import type { KnownItem, NewVersion, VersionRecord } from './guide-record.ts'
import type { ShelfRow } from './shelf-row.ts'

/** Adds items of these codes where they are missing; nothing happens to those that are there. */
export const addItems = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  items: readonly {
    readonly itemId: GuideItemId
    readonly code: string
    readonly provenance: Provenance
  }[],
): Promise<void> => {
  await client.query(
    `insert into guide_items (subdistrict_id, item_id, code, provenance)
       select $1, * from unnest($2::uuid[], $3::text[], $4::text[])
       on conflict (subdistrict_id, code) do nothing`,
    [
      subdistrictId,
      items.map(({ itemId }) => itemId),
      items.map(({ code }) => code),
      items.map(({ provenance }) => provenance),
    ],
  )
}

/** Items of these codes with their newest versions; locked until the transaction ends. */
export const lockItems = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  codes: readonly string[],
): Promise<KnownItem[]> => {
  await client.query(
    `select from guide_items where subdistrict_id = $1 and code = any($2::text[])
      order by item_id for update`,
    [subdistrictId, codes],
  )
  return readItems({ client }, subdistrictId, codes)
}

const readItems = async (
  { client }: Pick<Reader, 'client'>,
  subdistrictId: SubdistrictId,
  codes: readonly string[],
): Promise<KnownItem[]> => {
  const { rows } = await client.query<KnownItem>(
    `select i.item_id as "itemId", i.code, i.provenance, coalesce(v.version, 0) as version, v.fields
       from guide_items i
       left join lateral (select version, fields from guide_versions v
         where v.subdistrict_id = i.subdistrict_id and v.item_id = i.item_id
         order by version desc limit 1) v on true
      where i.subdistrict_id = $1 and i.code = any($2::text[])`,
    [subdistrictId, codes],
  )
  return rows
}

export const findItem = async (
  reader: Reader,
  subdistrictId: SubdistrictId,
  code: string,
): Promise<KnownItem | undefined> => (await readItems(reader, subdistrictId, [code]))[0]

/** Newest first. */
export const versionsOf = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  itemId: GuideItemId,
): Promise<VersionRecord[]> => {
  const { rows } = await client.query<VersionRecord>(
    `select version, effective_from::text as "effectiveFrom", published_at as "publishedAt",
        published_by as "publishedBy"
       from guide_versions where subdistrict_id = $1 and item_id = $2 order by version desc`,
    [subdistrictId, itemId],
  )
  return rows
}

/** Adds versions and puts them on the shelf from their day on, in the place of what stood there. */
export const addVersions = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  versions: readonly NewVersion[],
  shelf: readonly ShelfRow[],
  published: { readonly at: Date; readonly by: PersonId | null },
): Promise<void> => {
  await client.query(
    `insert into guide_versions
       (subdistrict_id, item_id, version, fields, effective_from, published_at, published_by)
     select $1, item_id, version, fields, from_day, $3, $4
       from jsonb_to_recordset($2::jsonb)
         as (item_id uuid, version int, fields jsonb, from_day date)`,
    [
      subdistrictId,
      JSON.stringify(
        versions.map(({ itemId, version, fields, fromDay }) => ({
          item_id: itemId,
          version,
          fields,
          from_day: fromDay,
        })),
      ),
      published.at,
      published.by,
    ],
  )
  // A later word counts for all days from its own on, also against one said for a later day.
  await client.query(
    `update guide_shelf s set to_day = greatest(s.from_day, n.from_day)
       from unnest($2::uuid[], $3::date[]) as n(item_id, from_day)
      where s.subdistrict_id = $1 and s.item_id = n.item_id
        and (s.to_day is null or s.to_day > n.from_day)`,
    [subdistrictId, versions.map(({ itemId }) => itemId), versions.map(({ fromDay }) => fromDay)],
  )
  await client.query(
    `insert into guide_shelf (subdistrict_id, item_id, version, from_day, to_day, code, name,
        summary, item_class, situations, audiences, frequent, query_without_id, terminal, city_wide,
        generated, search)
     select $1, item_id, version, from_day, to_day, code, name, summary, item_class, situations,
        audiences, frequent, query_without_id, terminal, city_wide, generated, search::tsvector
       from jsonb_to_recordset($2::jsonb) as (item_id uuid, version int, from_day date, to_day date,
        code text, name text, summary text, item_class text, situations text[], audiences text[],
        frequent boolean, query_without_id boolean, terminal text, city_wide boolean,
        generated boolean, search text)`,
    [subdistrictId, JSON.stringify(shelf)],
  )
}

/** An item as it holds on a day. */
export interface HeldItem {
  readonly fields: ItemFields
  readonly provenance: Provenance
  readonly version: number
  readonly since: string
  readonly until: string | null
  readonly publishedAt: Date
}

export const itemOn = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  code: string,
  day: string,
): Promise<HeldItem | undefined> => {
  const { rows } = await client.query<HeldItem>({
    name: 'guide.item',
    text: `select v.fields, i.provenance, s.version, s.from_day::text as since,
        s.to_day::text as until, v.published_at as "publishedAt"
       from guide_items i
       join guide_shelf s using (subdistrict_id, item_id)
       join guide_versions v using (subdistrict_id, item_id, version)
      where i.subdistrict_id = $1 and i.code = $2
        and s.from_day <= $3 and (s.to_day is null or s.to_day > $3)`,
    values: [subdistrictId, code, day],
  })
  return rows[0]
}
