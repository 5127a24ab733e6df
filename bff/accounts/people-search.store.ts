import type { Transaction } from '#db/database.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'

export interface FoundPerson {
  readonly personId: PersonId
  readonly displayName: string
  readonly phoneEncrypted: string | null
}

const fields = `p.person_id as "personId", p.display_name as "displayName",
  p.phone_encrypted as "phoneEncrypted"`

export const personWithPhone = async (
  { client }: Transaction,
  phoneIndex: string,
): Promise<FoundPerson[]> => {
  const { rows } = await client.query<FoundPerson>(
    `select ${fields} from persons p where p.phone_index = $1 and p.deleted_at is null`,
    [phoneIndex],
  )
  return rows
}

/** People of this subdistrict (by home or by a post, held now or before) whose name has the part. */
export const peopleNamed = async (
  { client }: Transaction,
  subdistrictId: SubdistrictId,
  part: string,
  limit: number,
): Promise<FoundPerson[]> => {
  const { rows } = await client.query<FoundPerson>(
    `select ${fields} from persons p
      where strpos(p.display_name, $2) > 0 and p.deleted_at is null
        and (p.home_subdistrict_id = $1
             or exists (select from posts o
                         where o.person_id = p.person_id and o.subdistrict_id = $1))
      order by length(p.display_name), p.display_name, p.person_id limit $3`,
    [subdistrictId, part, limit],
  )
  return rows
}
