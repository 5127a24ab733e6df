import type { Transaction } from '#db/database.ts'
import type { PersonId } from '#shared/ids.ts'

/**
 * What came of him and was not believed is his as well: what names him, and what his devices sent
 * while they were his (a reading from the future names nobody).
 */
export const deleteQuarantined = async (
  { client }: Transaction,
  personId: PersonId,
): Promise<void> => {
  await client.query('delete from quarantined_readings where person_id = $1', [personId])
  await client.query(
    `delete from quarantined_readings q using device_assignments a
      where a.person_id = $1 and q.device_id = a.device_id and q.received_at >= a.from_at
        and (a.to_at is null or q.received_at < a.to_at)`,
    [personId],
  )
}

/**
 * Takes away who followed him and whom he followed, invites, looks and pauses. The record of care
 * (that he was cared for, alerts, who answered them, broken glass) stays: 养老机构管理办法 art. 32
 * wants it kept five years.
 */
export const forgetCircle = async (
  { client }: Transaction,
  personId: PersonId,
): Promise<{ elderId: PersonId; followerId: PersonId }[]> => {
  const { rows } = await client.query<{ elderId: PersonId; followerId: PersonId }>(
    `delete from care_consents where elder_id = $1 or follower_id = $1
      returning elder_id as "elderId", follower_id as "followerId"`,
    [personId],
  )
  await client.query('delete from care_invites where elder_id = $1 or used_by = $1', [personId])
  await client.query('delete from care_invite_tries where person_id = $1', [personId])
  await client.query('delete from care_looks where elder_id = $1', [personId])
  await client.query('delete from care_pauses where person_id = $1', [personId])
  await client.query(
    `update cared_persons set consent_note = null, room = '' where person_id = $1`,
    [personId],
  )
  return rows
}

/** A follower who turns out to be a person on file goes on following; so do codes he has typed. */
export const moveCircle = async (
  { client }: Transaction,
  from: PersonId,
  to: PersonId,
): Promise<void> => {
  await client.query(
    `update care_consents c set follower_id = $2
      where follower_id = $1 and elder_id <> $2 and not exists
            (select from care_consents k where k.elder_id = c.elder_id and k.follower_id = $2
                and k.metric_class = c.metric_class and k.purpose = c.purpose
                and k.withdrawn_at is null and c.withdrawn_at is null)`,
    [from, to],
  )
  await client.query('update care_invites set used_by = $2 where used_by = $1 and elder_id <> $2', [
    from,
    to,
  ])
  await client.query(
    `update care_looks l set viewer_id = $2 where viewer_id = $1 and not exists
            (select from care_looks k where k.elder_id = l.elder_id and k.viewer_id = $2
                and k.scope = l.scope and k.started_at = l.started_at)`,
    [from, to],
  )
}
