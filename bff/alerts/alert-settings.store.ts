import { and, desc, eq, gt, inArray } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import {
  alertMutes,
  alertQuietHours,
  careThresholds,
  consciousnessChecks,
} from '#db/schema/alerts.ts'
import type { AlertRuleCode } from '#shared/alerts/alert-rules.ts'
import type { QuietHours } from '#shared/alerts/alerts.contract.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'

export type Decision = typeof careThresholds.$inferSelect

/** What was decided for these elders, the newest of each rule. */
export const decisionsOf = async (
  tx: Reader,
  subdistrictId: SubdistrictId,
  people: readonly PersonId[],
  now: Date,
): Promise<ReadonlyMap<PersonId, ReadonlyMap<AlertRuleCode, Decision>>> => {
  const found = new Map<PersonId, Map<AlertRuleCode, Decision>>()
  if (people.length === 0) return found
  const { client } = tx
  const { rows } = await client.query<Decision>({
    name: 'alerts.decisions',
    text: `select distinct on (person_id, rule) subdistrict_id as "subdistrictId",
        person_id as "personId", rule, valid_from as "validFrom", limit_value as "limit", minutes,
        decided_by as "decidedBy", set_by as "setBy", reason
      from care_thresholds where subdistrict_id = $1 and person_id = any($2::uuid[])
        and valid_from <= $3 order by person_id, rule, valid_from desc`,
    values: [subdistrictId, people, now],
  })
  for (const row of rows) {
    const rules = found.get(row.personId) ?? new Map<AlertRuleCode, Decision>()
    rules.set(row.rule, row)
    found.set(row.personId, rules)
  }
  return found
}

/** Adds a decision; whoever decides twice in one moment decides the second time. */
export const insertDecision = async (tx: Transaction, decision: Decision): Promise<void> => {
  const { limit, minutes, decidedBy, setBy, reason } = decision
  await tx
    .insert(careThresholds)
    .values(decision)
    .onConflictDoUpdate({
      target: [
        careThresholds.subdistrictId,
        careThresholds.personId,
        careThresholds.rule,
        careThresholds.validFrom,
      ],
      set: { limit, minutes, decidedBy, setBy, reason },
    })
}

/** What one follower keeps quiet of one elder now. */
export const mutesOf = (tx: Reader, elderId: PersonId, followerId: PersonId, now: Date) =>
  tx
    .select({ rule: alertMutes.rule, untilAt: alertMutes.untilAt })
    .from(alertMutes)
    .where(
      and(
        eq(alertMutes.elderId, elderId),
        eq(alertMutes.followerId, followerId),
        gt(alertMutes.untilAt, now),
      ),
    )

/** What one follower keeps quiet of several elders now. */
export const allMutesOf = (
  tx: Reader,
  elders: readonly PersonId[],
  followerId: PersonId,
  now: Date,
) =>
  elders.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(alertMutes)
        .where(
          and(
            inArray(alertMutes.elderId, [...elders]),
            eq(alertMutes.followerId, followerId),
            gt(alertMutes.untilAt, now),
          ),
        )

export const setMute = async (
  tx: Transaction,
  mute: typeof alertMutes.$inferInsert,
): Promise<void> => {
  await tx
    .insert(alertMutes)
    .values(mute)
    .onConflictDoUpdate({
      target: [alertMutes.elderId, alertMutes.followerId, alertMutes.rule],
      set: { untilAt: mute.untilAt },
    })
}

/** How each of these followers wants to be left alone about one rule of one elder. */
export const listeningOf = async (
  tx: Reader,
  elderId: PersonId,
  rule: AlertRuleCode,
  followers: readonly PersonId[],
) => {
  if (followers.length === 0) return new Map<PersonId, never>()
  const quiet = await tx
    .select()
    .from(alertQuietHours)
    .where(inArray(alertQuietHours.followerId, [...followers]))
  const muted = await tx
    .select()
    .from(alertMutes)
    .where(
      and(
        eq(alertMutes.elderId, elderId),
        eq(alertMutes.rule, rule),
        inArray(alertMutes.followerId, [...followers]),
      ),
    )
  return new Map(
    followers.map((follower) => [
      follower,
      {
        quiet: quiet.find(({ followerId }) => followerId === follower),
        mutedUntil: muted.find(({ followerId }) => followerId === follower)?.untilAt,
      },
    ]),
  )
}

export const findQuietHours = async (
  tx: Reader,
  followerId: PersonId,
): Promise<QuietHours | null> => {
  const [found] = await tx
    .select({ fromMinute: alertQuietHours.fromMinute, toMinute: alertQuietHours.toMinute })
    .from(alertQuietHours)
    .where(eq(alertQuietHours.followerId, followerId))
  return found ?? null
}

export const saveQuietHours = async (
  tx: Transaction,
  followerId: PersonId,
  quiet: QuietHours | null,
): Promise<void> => {
  if (quiet === null)
    await tx.delete(alertQuietHours).where(eq(alertQuietHours.followerId, followerId))
  else
    await tx
      .insert(alertQuietHours)
      .values({ followerId, ...quiet })
      .onConflictDoUpdate({ target: alertQuietHours.followerId, set: quiet })
}

/** How awake each was found, the newest since an instant. */
export const consciousnessSince = async (tx: Reader, subdistrictId: SubdistrictId, since: Date) => {
  const rows = await tx
    .select()
    .from(consciousnessChecks)
    .where(
      and(
        eq(consciousnessChecks.subdistrictId, subdistrictId),
        gt(consciousnessChecks.checkedAt, since),
      ),
    )
    .orderBy(desc(consciousnessChecks.checkedAt))
  return new Map(
    rows.toReversed().map(({ personId, level, checkedAt }) => [personId, { level, at: checkedAt }]),
  )
}

export const insertCheck = async (
  tx: Transaction,
  check: typeof consciousnessChecks.$inferInsert,
): Promise<void> => {
  await tx.insert(consciousnessChecks).values(check).onConflictDoNothing()
}
