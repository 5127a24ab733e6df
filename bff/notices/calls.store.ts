import { and, asc, count, eq, gt, inArray, or, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { calls } from '#db/schema/notices.ts'
import type { CallId, PersonId, PlaceId, SubdistrictId } from '#shared/ids.ts'
import type { CallState } from '#shared/notices/calls.contract.ts'

export type CallRow = typeof calls.$inferSelect
export interface CallKey {
  readonly subdistrictId: SubdistrictId
  readonly callId: CallId
}

const open: CallState[] = ['todo', 'no_answer']

const isCall = ({ subdistrictId, callId }: CallKey) =>
  and(eq(calls.subdistrictId, subdistrictId), eq(calls.callId, callId))

/** Adds a call; a notice has one at most. False when it is there already. */
export const insertCall = async (
  tx: Transaction,
  call: typeof calls.$inferInsert,
): Promise<boolean> => {
  const added = await tx
    .insert(calls)
    .values(call)
    .onConflictDoNothing({ target: calls.noticeId })
    .returning({ callId: calls.callId })
  return added.length === 1
}

/** Those of some neighbourhoods, or all. */
const within = (neighbourhoods: readonly PlaceId[] | 'all') =>
  neighbourhoods === 'all' ? undefined : inArray(calls.neighbourhoodId, [...neighbourhoods])

/** Open ones by when they are due, then those answered since, newest answer last. */
export const findCalls = (
  tx: Reader,
  subdistrictId: SubdistrictId,
  neighbourhoods: readonly PlaceId[] | 'all',
  answeredSince: Date,
  limit: number,
): Promise<CallRow[]> =>
  tx
    .select()
    .from(calls)
    .where(
      and(
        eq(calls.subdistrictId, subdistrictId),
        or(inArray(calls.state, open), gt(calls.doneAt, answeredSince)),
        within(neighbourhoods),
      ),
    )
    .orderBy(sql`${calls.state} not in ('todo', 'no_answer')`, asc(calls.dueAt), asc(calls.callId))
    .limit(limit)

export const countOpenCalls = async (
  tx: Reader,
  subdistrictId: SubdistrictId,
  neighbourhoods: readonly PlaceId[] | 'all',
): Promise<number> => {
  const [row] = await tx
    .select({ open: count() })
    .from(calls)
    .where(
      and(
        eq(calls.subdistrictId, subdistrictId),
        inArray(calls.state, open),
        within(neighbourhoods),
      ),
    )
  return row?.open ?? 0
}

export const findCall = async (tx: Reader, key: CallKey): Promise<CallRow | undefined> => {
  const [found] = await tx.select().from(calls).where(isCall(key))
  return found
}

/** Writes an answer if nobody has since `tries`; false when somebody has. */
export const answerOpenCall = async (
  tx: Transaction,
  key: CallKey,
  tries: number,
  answer: {
    readonly state: CallState
    readonly note: string
    readonly doneBy: PersonId
    readonly doneAt: Date
  },
): Promise<boolean> => {
  const answered = await tx
    .update(calls)
    .set({ ...answer, tries: tries + 1 })
    .where(and(isCall(key), eq(calls.tries, tries), inArray(calls.state, open)))
    .returning({ callId: calls.callId })
  return answered.length === 1
}

/** Calls made for this person, for his own copy of his data. */
export const exportCalls = (tx: Transaction, personId: PersonId) =>
  tx
    .select({
      createdAt: calls.createdAt,
      title: calls.title,
      body: calls.body,
      state: calls.state,
      note: calls.note,
      doneAt: calls.doneAt,
    })
    .from(calls)
    .where(eq(calls.personId, personId))
    .orderBy(calls.createdAt)
