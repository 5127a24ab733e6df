import type { Transaction } from '#db/database.ts'
import type { CaseAction } from '#shared/cases/case-status.ts'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import type { CaseContext } from './case-context.ts'
import { asReporter } from './case-context.ts'
import type { CaseKey, CaseRecord, NewEntry, StepActor } from './case-record.ts'
import type { Viewer, Workable } from './cases.policy.ts'
import { approve, approveSight, seesInside, tooLate } from './cases.policy.ts'
import type { Change } from './cases.store.ts'
import { advance, findCase } from './cases.store.ts'

/** One approved step on one case, while its transaction is open. */
export interface Step {
  readonly tx: Transaction
  readonly now: Date
  readonly actor: Actor
  readonly viewer: Viewer
  readonly by: StepActor
  readonly record: Workable<CaseRecord>
  /** Moves the case as it was approved, with what is written into its history. @throws Refusal when someone was faster */
  readonly move: (change: Change, entries: readonly NewEntry[]) => Promise<void>
}

const reporterActions: readonly CaseAction[] = ['supplement', 'withdraw', 'rate']

/** Steps run once per key, approved by the policy, guarded by the case's standing, then announced. */
export const createStep = (context: CaseContext) => {
  const { clock, database } = context

  const run = async (
    tx: Transaction,
    actor: Actor,
    key: CaseKey,
    action: CaseAction,
    work: (step: Step) => Promise<void>,
  ): Promise<void> => {
    const now = clock.now()
    const viewer = await context.viewerOf(tx, actor, key.subdistrictId)
    const record = approve(viewer, await findCase(tx, key), action)
    const by =
      seesInside(viewer, record) && !reporterActions.includes(action)
        ? await context.asStaff(tx, actor, viewer, record)
        : asReporter(actor)
    let written = 0
    const move = async (change: Change, entries: readonly NewEntry[]) => {
      if (!(await advance(tx, record, change, entries, now)))
        throw tooLate((await findCase(tx, key)) ?? record, action)
      written += entries.length
    }
    await work({ tx, now, actor, viewer, by, record, move })
    context.announce(tx, key, record.lastSeq + written)
  }

  /** What the actor sees of the case now; not_found when it has left his sight. */
  const show = async (tx: Transaction, actor: Actor, key: CaseKey): Promise<CaseView> => {
    const viewer = await context.viewerOf(tx, actor, key.subdistrictId)
    return context.view(tx, approveSight(viewer, await findCase(tx, key)), viewer)
  }

  return async (
    actor: Actor,
    { subdistrictId, caseId }: CaseKey,
    once: IdempotencyKey,
    action: CaseAction,
    work: (step: Step) => Promise<void>,
  ): Promise<CaseView> =>
    database.inTransaction(async (tx) => {
      const key = { subdistrictId, caseId }
      await doOnce(tx, actor, once, clock.now(), key, () => run(tx, actor, key, action, work))
      return show(tx, actor, key)
    })
}
export type RunStep = ReturnType<typeof createStep>
