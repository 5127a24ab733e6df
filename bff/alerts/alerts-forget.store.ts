import type { Reader, Transaction } from '#db/database.ts'
import type { PersonId } from '#shared/ids.ts'

/** What a follower set for himself goes with him; what was written of an elder stays, as the law asks. */
export const forgetListening = async (
  { client }: Transaction,
  personId: PersonId,
): Promise<void> => {
  await client.query('delete from alert_mutes where follower_id = $1 or elder_id = $1', [personId])
  await client.query('delete from alert_quiet_hours where follower_id = $1', [personId])
}

/** Everything alerts know of a person, for his own copy of his data. */
export const exportAlertsOf = async ({ client }: Reader, personId: PersonId) => {
  const read = async (text: string): Promise<unknown[]> =>
    (await client.query(text, [personId])).rows
  return {
    alerts: await read(`select rule, severity, facts, raised_at as "raisedAt",
        cleared_at as "clearedAt", acknowledged_at as "acknowledgedAt", outcome,
        outcome_note as "outcomeNote" from alerts where person_id = $1 order by raised_at`),
    thresholds: await read(`select rule, valid_from as "validFrom", limit_value as "limit", minutes,
        decided_by as "decidedBy", reason from care_thresholds where person_id = $1
        order by valid_from`),
    summaries: await read(`select span, day::text, words from care_summaries
        where person_id = $1 order by day, span`),
    consciousness: await read(`select checked_at as "checkedAt", level from consciousness_checks
        where person_id = $1 order by checked_at`),
    mutes: await read(`select elder_id as "elderId", rule, until_at as "untilAt" from alert_mutes
        where follower_id = $1`),
    quietHours: await read(`select from_minute as "fromMinute", to_minute as "toMinute"
        from alert_quiet_hours where follower_id = $1`),
  }
}
