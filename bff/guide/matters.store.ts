import type { Reader, Transaction } from '#db/database.ts'
import type { MatterStatus, Verdict } from '#shared/guide/matter-status.ts'
import type { MatterPaper } from '#shared/guide/matters.contract.ts'
import type { Answers, ListedMaterial } from '#shared/guide/my-list.ts'
import type { GuideMatterId, PersonId, PhotoId, SubdistrictId } from '#shared/ids.ts'

export interface MatterKey {
  readonly subdistrictId: SubdistrictId
  readonly matterId: GuideMatterId
}

export interface MatterRecord extends MatterKey {
  readonly code: string
  readonly itemName: string
  readonly version: number
  readonly personId: PersonId
  readonly personName: string
  readonly openedBy: PersonId
  readonly status: MatterStatus
  readonly openedAt: Date
  readonly changedAt: Date
  readonly papers: readonly MatterPaper[]
}

const columns = `m.subdistrict_id as "subdistrictId", m.matter_id as "matterId", i.code,
  v.fields ->> 'name' as "itemName", m.version, m.person_id as "personId",
  p.display_name as "personName", m.opened_by as "openedBy", m.status,
  m.opened_at as "openedAt", m.changed_at as "changedAt",
  (select coalesce(json_agg(json_build_object('key', key, 'name', name, 'note', note,
      'required', required, 'photoId', photo_id, 'verdict', verdict) order by position), '[]')
    from guide_matter_papers q
   where q.subdistrict_id = m.subdistrict_id and q.matter_id = m.matter_id) as papers`
const joined = `from guide_matters m
  join guide_items i using (subdistrict_id, item_id)
  join guide_versions v using (subdistrict_id, item_id, version)
  join persons p on p.person_id = m.person_id`

export interface NewMatter extends MatterKey {
  readonly code: string
  readonly version: number
  readonly personId: PersonId
  readonly openedBy: PersonId
  readonly answers: Answers
  readonly papers: readonly ListedMaterial[]
  readonly at: Date
}

export const insertMatter = async ({ client }: Transaction, matter: NewMatter): Promise<void> => {
  const { subdistrictId, matterId, papers } = matter
  await client.query(
    `insert into guide_matters (subdistrict_id, matter_id, item_id, version, person_id, opened_by,
        answers, status, opened_at, changed_at)
     select $1, $2, item_id, $4, $5, $6, $7, 'collecting', $8, $8
       from guide_items where subdistrict_id = $1 and code = $3`,
    [
      subdistrictId,
      matterId,
      matter.code,
      matter.version,
      matter.personId,
      matter.openedBy,
      JSON.stringify(matter.answers),
      matter.at,
    ],
  )
  await client.query(
    `insert into guide_matter_papers
       (subdistrict_id, matter_id, key, position, name, note, required)
     select $1, $2, * from unnest($3::text[], $4::int[], $5::text[], $6::text[], $7::boolean[])`,
    [
      subdistrictId,
      matterId,
      papers.map(({ key }) => key),
      papers.map((_, at) => at),
      papers.map(({ name }) => name),
      papers.map(({ note }) => note),
      papers.map(({ required, depends }) => required && !depends),
    ],
  )
}

export const findMatter = async (
  { client }: Reader,
  { subdistrictId, matterId }: MatterKey,
): Promise<MatterRecord | undefined> => {
  const { rows } = await client.query<MatterRecord>(
    `select ${columns} ${joined} where m.subdistrict_id = $1 and m.matter_id = $2`,
    [subdistrictId, matterId],
  )
  return rows[0]
}

/** Nobody else steps on until the transaction ends. */
export const lockMatter = async (
  { client }: Transaction,
  { subdistrictId, matterId }: MatterKey,
): Promise<void> => {
  await client.query(
    'select from guide_matters where subdistrict_id = $1 and matter_id = $2 for update',
    [subdistrictId, matterId],
  )
}

/** Newest first; those that ended stay to be seen, without their photos. */
export const mattersOf = async (
  { client }: Reader,
  personIds: readonly PersonId[],
): Promise<MatterRecord[]> => {
  const { rows } = await client.query<MatterRecord>(
    `select ${columns} ${joined} where m.person_id = any($1::uuid[])
      order by m.opened_at desc limit 50`,
    [personIds],
  )
  return rows
}

export const countOpen = async ({ client }: Reader, personId: PersonId): Promise<number> => {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from guide_matters where person_id = $1 and status <> 'ended'`,
    [personId],
  )
  return rows[0]?.n ?? 0
}

/** The longest waiting first. */
export const mattersToCheck = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
): Promise<MatterRecord[]> => {
  const { rows } = await client.query<MatterRecord>(
    `select ${columns} ${joined} where m.subdistrict_id = $1 and m.status = 'checking'
      order by m.changed_at limit 100`,
    [subdistrictId],
  )
  return rows
}

/** @returns whether it stood in one of these states and moved. */
export const moveMatter = async (
  { client }: Transaction,
  { subdistrictId, matterId }: MatterKey,
  from: readonly MatterStatus[],
  to: MatterStatus,
  at: Date,
): Promise<boolean> => {
  const { rowCount } = await client.query(
    `update guide_matters set status = $4, changed_at = $5
      where subdistrict_id = $1 and matter_id = $2 and status = any($3::text[])`,
    [subdistrictId, matterId, from, to, at],
  )
  return rowCount === 1
}

/** Puts a photo in the place of the one before. @returns that one, and whether there is such a paper */
export const setPhoto = async (
  { client }: Transaction,
  { subdistrictId, matterId }: MatterKey,
  key: string,
  photoId: PhotoId,
): Promise<{ readonly isPaper: boolean; readonly before: PhotoId | null }> => {
  const { rows } = await client.query<{ before: PhotoId | null }>(
    `update guide_matter_papers q set photo_id = $4, verdict = null, judged_by = null
       from (select photo_id from guide_matter_papers
              where subdistrict_id = $1 and matter_id = $2 and key = $3) old
      where q.subdistrict_id = $1 and q.matter_id = $2 and q.key = $3
      returning old.photo_id as before`,
    [subdistrictId, matterId, key, photoId],
  )
  return { isPaper: rows.length === 1, before: rows[0]?.before ?? null }
}

/** @returns false when that photo is not there any more. */
export const setVerdict = async (
  { client }: Transaction,
  { subdistrictId, matterId }: MatterKey,
  key: string,
  said: { readonly photoId: PhotoId; readonly verdict: Verdict; readonly by: PersonId },
): Promise<boolean> => {
  const { rowCount } = await client.query(
    `update guide_matter_papers set verdict = $5, judged_by = $6
      where subdistrict_id = $1 and matter_id = $2 and key = $3 and photo_id = $4`,
    [subdistrictId, matterId, key, said.photoId, said.verdict, said.by],
  )
  return rowCount === 1
}

/** Takes the photos off the papers. @returns them, to be deleted */
export const takePhotos = async (
  { client }: Transaction,
  { subdistrictId, matterId }: MatterKey,
): Promise<PhotoId[]> => {
  const { rows } = await client.query<{ photoId: PhotoId }>(
    `with had as (select key, photo_id from guide_matter_papers
        where subdistrict_id = $1 and matter_id = $2 and photo_id is not null for update)
     update guide_matter_papers q set photo_id = null from had
      where q.subdistrict_id = $1 and q.matter_id = $2 and q.key = had.key
      returning had.photo_id as "photoId"`,
    [subdistrictId, matterId],
  )
  return rows.map(({ photoId }) => photoId)
}

/** Matters that nobody has touched since then. */
export const idleMatters = async (
  { client }: Reader,
  since: Date,
  limit: number,
): Promise<MatterKey[]> => {
  const { rows } = await client.query<MatterKey>(
    `select subdistrict_id as "subdistrictId", matter_id as "matterId" from guide_matters
      where status <> 'ended' and changed_at < $1 order by changed_at limit ${limit}`,
    [since],
  )
  return rows
}

/** Where a photo of a paper hangs; undefined: at no matter. */
export const matterOfPhoto = async (
  { client }: Reader,
  photoId: PhotoId,
): Promise<MatterKey | undefined> => {
  const { rows } = await client.query<MatterKey>(
    `select subdistrict_id as "subdistrictId", matter_id as "matterId"
       from guide_matter_papers where photo_id = $1`,
    [photoId],
  )
  return rows[0]
}

/** Matters of somebody who goes: nothing of them stays. @returns their photos, to be deleted */
export const forgetMatters = async (
  { client }: Transaction,
  personId: PersonId,
): Promise<PhotoId[]> => {
  const { rows } = await client.query<{ photoId: PhotoId }>(
    `with gone as (delete from guide_matter_papers q using guide_matters m
        where q.subdistrict_id = m.subdistrict_id and q.matter_id = m.matter_id
          and m.person_id = $1 returning q.photo_id)
     select photo_id as "photoId" from gone where photo_id is not null`,
    [personId],
  )
  await client.query('delete from guide_matters where person_id = $1', [personId])
  return rows.map(({ photoId }) => photoId)
}

/** A newcomer turned out to be somebody on file: his matters are that person's. */
export const moveMattersTo = async (
  { client }: Transaction,
  from: PersonId,
  to: PersonId,
): Promise<void> => {
  await client.query('update guide_matters set person_id = $2 where person_id = $1', [from, to])
  await client.query('update guide_matters set opened_by = $2 where opened_by = $1', [from, to])
}
