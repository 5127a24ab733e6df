import type { Transaction } from '#db/database.ts'
import type { PersonId } from '#shared/ids.ts'

/**
 * Takes away all that is held of a person here; the audit keeps, by ids, what was agreed to and when.
 * @returns who was at the other end of what was in force.
 */
export const forgetRelatives = async (
  { client }: Transaction,
  personId: PersonId,
): Promise<PersonId[]> => {
  const { rows } = await client.query<{ other: PersonId; inForce: boolean }>(
    `delete from relationships where served_person_id = $1 or relative_person_id = $1
      returning case when served_person_id = $1 then relative_person_id
                     else served_person_id end as other, withdrawn_at is null as "inForce"`,
    [personId],
  )
  await client.query('delete from relation_codes where served_person_id = $1', [personId])
  await client.query('delete from relation_code_tries where person_id = $1', [personId])
  await client.query('delete from served_persons where person_id = $1', [personId])
  await client.query('delete from person_profiles where person_id = $1', [personId])
  return rows.flatMap(({ other, inForce }) => (inForce ? [other] : []))
}

/**
 * What a newcomer said moves to the person he turns out to be (the same phone on file): whom he
 * books for and who books for him, unless that is known there; his birthday, unless one is on file.
 */
export const moveRelatives = async (
  { client }: Transaction,
  from: PersonId,
  to: PersonId,
): Promise<void> => {
  for (const [mine, other] of [
    ['served_person_id', 'relative_person_id'],
    ['relative_person_id', 'served_person_id'],
  ])
    await client.query(
      `update relationships r set ${mine} = $2
        where r.${mine} = $1 and r.${other} <> $2 and not exists
              (select from relationships k where k.${mine} = $2 and k.${other} = r.${other}
                  and k.withdrawn_at is null and r.withdrawn_at is null)`,
      [from, to],
    )
  await client.query(
    `insert into person_profiles as known (person_id, born_on, residence)
     select $2, born_on, residence from person_profiles where person_id = $1
         on conflict (person_id) do update
        set born_on = coalesce(known.born_on, excluded.born_on),
            residence = coalesce(known.residence, excluded.residence)`,
    [from, to],
  )
}

/** Nobody else changes this person, or declares for him, until the transaction ends. */
export const lockPerson = async ({ client }: Transaction, personId: PersonId): Promise<void> => {
  await client.query('select from persons where person_id = $1 for update', [personId])
}
