import type { Transaction } from '#db/database.ts'
import type { AccountId, PersonId } from '#shared/ids.ts'

/** Who has this phone on file, locked until the transaction ends. */
export const lockPersonByPhone = async (
  { client }: Transaction,
  phoneIndex: string,
): Promise<PersonId | undefined> => {
  const { rows } = await client.query<{ personId: PersonId }>(
    'select person_id as "personId" from persons where phone_index = $1 for update',
    [phoneIndex],
  )
  return rows[0]?.personId
}

/** Hands consents over; the newer one of a purpose stays in force, the older is withdrawn now. */
export const moveConsents = async (
  { client }: Transaction,
  from: PersonId,
  to: PersonId,
  now: Date,
): Promise<void> => {
  await client.query(
    `update consents set withdrawn_at = $3
      where person_id = $2 and withdrawn_at is null and purpose in
            (select purpose from consents where person_id = $1 and withdrawn_at is null)`,
    [from, to, now],
  )
  await client.query('update consents set person_id = $2 where person_id = $1', [from, to])
}

/** Takes over what the one has said and nobody has on file of the other: home, larger type. */
export const moveWishes = async (
  { client }: Transaction,
  from: PersonId,
  to: PersonId,
): Promise<void> => {
  await client.query(
    `update persons p
        set large_type = p.large_type or o.large_type,
            home_subdistrict_id = case when p.home_place_id is null
                                       then o.home_subdistrict_id else p.home_subdistrict_id end,
            home_door_no = case when p.home_place_id is null
                                then o.home_door_no else p.home_door_no end,
            home_place_id = coalesce(p.home_place_id, o.home_place_id)
       from persons o where p.person_id = $2 and o.person_id = $1`,
    [from, to],
  )
}

export const moveAccount = async (
  { client }: Transaction,
  accountId: AccountId,
  to: PersonId,
): Promise<void> => {
  await client.query('update accounts set person_id = $2 where account_id = $1', [accountId, to])
}
