import type { Reader, Transaction } from '#db/database.ts'
import { servedPersons } from '#db/schema/relatives.ts'
import type { PersonId, PlaceId, SubdistrictId } from '#shared/ids.ts'

/** A person as a counter needs to know him; everything sealed is opened by the service. */
export interface PersonToServe {
  readonly personId: PersonId
  readonly displayName: string
  readonly phoneEncrypted: string | null
  readonly idTailEncrypted: string | null
  readonly homeSubdistrictId: SubdistrictId | null
  readonly homePlaceId: PlaceId | null
  /** `yyyy-mm-dd`. */
  readonly bornOn: string | null
  readonly verified: boolean
  /** Lives in the asking subdistrict or is served there. */
  readonly isOurs: boolean
}

// born_on as text: the driver would make an instant of a day.
const fields = `p.person_id as "personId", p.display_name as "displayName",
  p.phone_encrypted as "phoneEncrypted", f.id_tail_encrypted as "idTailEncrypted",
  p.home_subdistrict_id as "homeSubdistrictId", p.home_place_id as "homePlaceId",
  f.born_on::text as "bornOn", f.verified_at is not null as verified`
const from = 'persons p left join person_profiles f on f.person_id = p.person_id'
const isOurs = `(p.home_subdistrict_id = $1 or exists (select from served_persons s
  where s.person_id = p.person_id and s.subdistrict_id = $1))`

export const findPersonToServe = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  personId: PersonId,
): Promise<PersonToServe | undefined> => {
  const { rows } = await client.query<PersonToServe>(
    `select ${fields}, ${isOurs} as "isOurs" from ${from}
      where p.person_id = $2 and p.deleted_at is null`,
    [subdistrictId, personId],
  )
  return rows[0]
}

export const findByPhone = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  phoneIndex: string,
): Promise<PersonToServe | undefined> => {
  const { rows } = await client.query<PersonToServe>(
    `select ${fields}, ${isOurs} as "isOurs" from ${from}
      where p.phone_index = $2 and p.deleted_at is null`,
    [subdistrictId, phoneIndex],
  )
  return rows[0]
}

/** People of this subdistrict whose name has the part, the shortest names first. */
export const findByName = async (
  { client }: Reader,
  subdistrictId: SubdistrictId,
  part: string,
  limit: number,
): Promise<PersonToServe[]> => {
  const { rows } = await client.query<PersonToServe>(
    `select ${fields}, true as "isOurs" from ${from}
      where strpos(p.display_name, $2) > 0 and p.deleted_at is null and ${isOurs}
      order by length(p.display_name), p.display_name, p.person_id limit $3`,
    [subdistrictId, part, limit],
  )
  return rows
}

/** From now on the counters of this subdistrict know him; again changes nothing. */
export const insertServed = async (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  personId: PersonId,
  since: Date,
): Promise<void> => {
  await tx.insert(servedPersons).values({ subdistrictId, personId, since }).onConflictDoNothing()
}
