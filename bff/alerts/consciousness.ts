import type { Transaction } from '#db/database.ts'
import type { News2Now } from '#shared/alerts/alerts.contract.ts'
import type { Consciousness } from '#shared/alerts/news2.ts'
import { news2Words } from '#shared/alerts/news2.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { Actor } from '../accounts/actor.ts'
import type { AlertContext } from './alert-context.ts'
import type { Elder, ElderKey } from './alert-neighbours.ts'
import { insertCheck } from './alert-settings.store.ts'
import { news2Now } from './judge-elder.policy.ts'
import type { Judging } from './judging.ts'

/** The part of NEWS2 that a person has to look at, and the score it completes. */
export const createChecks = (context: AlertContext, judging: Judging) => {
  const { care, clock, database } = context

  /** @throws Refusal unknown_elder | not_allowed */
  const mine = async (tx: Transaction, actor: Actor, key: ElderKey): Promise<Elder> => {
    const { elder, rights } = await care.known(tx, actor, key)
    const staff = rights.grants.find(({ as }) => as === 'care_staff')
    if (!staff?.classes.includes('vitals')) throw new Refusal('not_allowed')
    return elder
  }

  const score = async (tx: Transaction, elder: Elder): Promise<News2Now> => {
    const [row] = await judging.read(tx, elder.subdistrictId, [elder], 'fast', false)
    const minutes = context.figuresAt(clock.now()).rules.news2.minutes ?? 60
    const found = row ? news2Now(row, minutes) : ({ complete: false, have: 0, of: 7 } as const)
    return found.complete
      ? { words: news2Words(found), total: found.total, have: 7, of: 7, risk: found.risk }
      : { words: news2Words(found), total: null, have: found.have, of: found.of, risk: null }
  }

  return {
    read: (actor: Actor, key: ElderKey): Promise<News2Now> =>
      database.inTransaction(async (tx) => {
        const elder = await mine(tx, actor, key)
        await care.noteLook(tx, {
          ...{ elder, viewerId: actor.personId, scope: 'live', as: 'care_staff' },
        })
        return score(tx, elder)
      }),

    note: (actor: Actor, key: ElderKey, level: Consciousness): Promise<News2Now> =>
      database.inTransaction(async (tx) => {
        const elder = await mine(tx, actor, key)
        const { subdistrictId, personId } = elder
        await insertCheck(tx, {
          ...{ subdistrictId, personId, level, checkedBy: actor.personId },
          checkedAt: clock.now(),
        })
        return score(tx, elder)
      }),
  }
}
export type Checks = ReturnType<typeof createChecks>
