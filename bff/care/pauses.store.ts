import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { persons } from '#db/schema/accounts.ts'
import { carePauses } from '#db/schema/care.ts'
import type { PauseReason } from '#shared/care/care-rules.ts'
import type { PauseId, PersonId } from '#shared/ids.ts'
import type { ElderKey } from './care-record.ts'

export interface Pause extends ElderKey {
  readonly pauseId: PauseId
  readonly reason: PauseReason
  readonly note: string
  readonly fromAt: Date
  readonly untilAt: Date
  readonly setByName: string
}

/** Pauses of these elders that run or will, the earliest first. */
export const pausesOf = (tx: Reader, personIds: readonly PersonId[], now: Date): Promise<Pause[]> =>
  tx
    .select({
      subdistrictId: carePauses.subdistrictId,
      personId: carePauses.personId,
      pauseId: carePauses.pauseId,
      reason: carePauses.reason,
      note: carePauses.note,
      fromAt: carePauses.fromAt,
      untilAt: carePauses.untilAt,
      setByName: persons.displayName,
    })
    .from(carePauses)
    .innerJoin(persons, eq(persons.personId, carePauses.setBy))
    .where(
      and(
        inArray(carePauses.personId, [...personIds]),
        gt(carePauses.untilAt, now),
        isNull(carePauses.endedAt),
      ),
    )
    .orderBy(asc(carePauses.fromAt), asc(carePauses.pauseId))

export const insertPause = async (
  tx: Transaction,
  pause: Omit<Pause, 'setByName'> & { readonly setBy: PersonId },
): Promise<void> => {
  await tx.insert(carePauses).values(pause)
}

/** False when there is none of his that has not ended. */
export const endPause = async (
  tx: Transaction,
  { subdistrictId, personId, pauseId }: ElderKey & { readonly pauseId: PauseId },
  now: Date,
): Promise<boolean> => {
  const ended = await tx
    .update(carePauses)
    .set({ endedAt: now })
    .where(
      and(
        eq(carePauses.subdistrictId, subdistrictId),
        eq(carePauses.personId, personId),
        eq(carePauses.pauseId, pauseId),
        isNull(carePauses.endedAt),
        gt(carePauses.untilAt, now),
      ),
    )
    .returning({ pauseId: carePauses.pauseId })
  return ended.length === 1
}
