import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '#db/database.ts'
import { caseClocks } from '#db/schema/cases.ts'
import type { ClockKind } from '#shared/cases/case-status.ts'
import { caseId, subdistrictId } from '#shared/ids.ts'
import type { ClockSet } from './case-clocks.ts'
import type { CaseKey } from './case-record.ts'

interface Round extends CaseKey {
  readonly round: number
}

const running = ({ subdistrictId: tenant, caseId: id, round }: Round) =>
  and(
    eq(caseClocks.subdistrictId, tenant),
    eq(caseClocks.caseId, id),
    eq(caseClocks.round, round),
    isNull(caseClocks.metAt),
    isNull(caseClocks.stoppedAt),
  )

/** Stops one clock as met, in time or late. */
export const meetClock = async (tx: Transaction, round: Round, clock: ClockKind, at: Date) => {
  await tx
    .update(caseClocks)
    .set({ metAt: at })
    .where(and(running(round), eq(caseClocks.clock, clock)))
}

/** Stops whatever still runs without calling it met. */
export const stopClocks = async (tx: Transaction, round: Round, at: Date) => {
  await tx.update(caseClocks).set({ stoppedAt: at }).where(running(round))
}

export const startClocks = async (
  tx: Transaction,
  round: Round,
  startedAt: Date,
  clocks: readonly ClockSet[],
) => {
  const { subdistrictId: tenant, caseId: id } = round
  await tx.insert(caseClocks).values(
    clocks.map((clock) => ({
      subdistrictId: tenant,
      caseId: id,
      round: round.round,
      startedAt,
      ...clock,
    })),
  )
}

/** Another type has other deadlines; a clock already missed or met keeps its own. */
export const resetClocks = async (tx: Transaction, round: Round, clocks: readonly ClockSet[]) => {
  for (const { clock, dueAt, provisional } of clocks)
    await tx
      .update(caseClocks)
      .set({ dueAt, provisional })
      .where(and(running(round), eq(caseClocks.clock, clock), isNull(caseClocks.missedAt)))
}

/** When the clocks of this round began. */
export const roundStart = async (tx: Transaction, { round, ...key }: Round) => {
  const [found] = await tx
    .select({ startedAt: caseClocks.startedAt })
    .from(caseClocks)
    .where(
      and(
        eq(caseClocks.subdistrictId, key.subdistrictId),
        eq(caseClocks.caseId, key.caseId),
        eq(caseClocks.round, round),
      ),
    )
    .limit(1)
  return found?.startedAt
}

export interface MissedClock extends Round {
  readonly clock: ClockKind
}

/** Marks the longest overdue clock as missed; nodes skip what another is at. */
export const takeMissedClock = async (
  tx: Transaction,
  now: Date,
): Promise<MissedClock | undefined> => {
  const { rows } = await tx.execute<{
    subdistrict_id: string
    case_id: string
    round: number
    clock: ClockKind
  }>(sql`
    update ${caseClocks} set missed_at = ${now.toISOString()}
    where (subdistrict_id, case_id, round, clock) = (
      select subdistrict_id, case_id, round, clock from ${caseClocks}
      where due_at < ${now.toISOString()} and met_at is null and missed_at is null and stopped_at is null
      order by due_at limit 1 for update skip locked)
    returning subdistrict_id, case_id, round, clock`)
  const [row] = rows
  return row
    ? {
        subdistrictId: subdistrictId(row.subdistrict_id),
        caseId: caseId(row.case_id),
        round: row.round,
        clock: row.clock,
      }
    : undefined
}
