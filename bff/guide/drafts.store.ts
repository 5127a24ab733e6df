import type { Reader, Transaction } from '#db/database.ts'
import type { ItemFields } from '#shared/guide/item-fields.ts'
import type { ItemClass } from '#shared/guide/item-kinds.ts'
import type { GuideItemId, PersonId, SubdistrictId } from '#shared/ids.ts'
import type { DraftRecord } from './guide-record.ts'

export interface DraftKey {
  readonly subdistrictId: SubdistrictId
  readonly itemId: GuideItemId
}

export const findDraft = async (
  { client }: Reader,
  { subdistrictId, itemId }: DraftKey,
): Promise<DraftRecord | undefined> => {
  const { rows } = await client.query<DraftRecord>(
    `select fields, based_on as "basedOn", revision, changed_at as "changedAt",
        changed_by as "changedBy"
       from guide_drafts where subdistrict_id = $1 and item_id = $2`,
    [subdistrictId, itemId],
  )
  return rows[0]
}

interface Saved {
  readonly fields: ItemFields
  readonly basedOn: number
  /** The revision its editor saw; 0: none. */
  readonly revision: number
  readonly at: Date
  readonly by: PersonId
}

/** @returns whether it was kept; false when somebody saved, dropped or published it meanwhile. */
export const keepDraft = async (
  { client }: Transaction,
  { subdistrictId, itemId }: DraftKey,
  { fields, basedOn, revision, at, by }: Saved,
): Promise<boolean> => {
  const text = JSON.stringify(fields)
  const { rowCount } =
    revision === 0
      ? await client.query(
          `insert into guide_drafts
             (subdistrict_id, item_id, fields, based_on, revision, changed_at, changed_by)
           values ($1, $2, $3, $4, 1, $5, $6) on conflict do nothing`,
          [subdistrictId, itemId, text, basedOn, at, by],
        )
      : await client.query(
          `update guide_drafts set fields = $3, revision = revision + 1, changed_at = $5,
               changed_by = $6
            where subdistrict_id = $1 and item_id = $2 and revision = $4`,
          [subdistrictId, itemId, text, revision, at, by],
        )
  return rowCount === 1
}

/** Takes a draft off the table; undefined when it is no longer that revision. */
export const takeDraft = async (
  { client }: Transaction,
  { subdistrictId, itemId }: DraftKey,
  revision: number,
): Promise<ItemFields | undefined> => {
  const { rows } = await client.query<{ fields: ItemFields }>(
    `delete from guide_drafts where subdistrict_id = $1 and item_id = $2 and revision = $3
      returning fields`,
    [subdistrictId, itemId, revision],
  )
  return rows[0]?.fields
}

export interface EditedRow {
  readonly code: string
  readonly name: string
  readonly itemClass: ItemClass
  readonly version: number
  readonly hasDraft: boolean
  readonly total: number
}

/** Items by name, those with a draft first; `text` is part of a name or the beginning of a code. */
export const listEdited = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  text: string | undefined,
  limit: number,
): Promise<EditedRow[]> => {
  const { rows } = await client.query<EditedRow>(
    `select *, count(*) over ()::int as total from (
       select i.code, coalesce(d.fields ->> 'name', v.fields ->> 'name') as name,
          coalesce(d.fields ->> 'itemClass', v.fields ->> 'itemClass') as "itemClass",
          coalesce(v.version, 0) as version, d.item_id is not null as "hasDraft"
         from guide_items i
         left join guide_drafts d using (subdistrict_id, item_id)
         left join lateral (select version, fields from guide_versions v
           where v.subdistrict_id = i.subdistrict_id and v.item_id = i.item_id
           order by version desc limit 1) v on true
        where i.subdistrict_id = $1) items
      where name is not null
        and ($2::text is null or strpos(name, $2) > 0 or starts_with(code, upper($2)))
      order by "hasDraft" desc, code limit ${limit}`,
    [subdistrictId, text ?? null],
  )
  return rows
}
