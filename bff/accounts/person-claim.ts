import type { Transaction } from '#db/database.ts'
import { sqlState, violatedConstraint } from '#db/sql-state.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId } from '#shared/ids.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { Actor } from './actor.ts'
import { lockPersonByPhone, moveAccount, moveConsents, moveWishes } from './person-claim.store.ts'
import { removePerson } from './persons.store.ts'
import { accountOf } from './sessions.store.ts'

/**
 * Makes the actor's account that of the person who has this phone on file and no account yet: staff
 * of an imported plan, an elder registered at the counter. WeChat has verified the number. What the
 * newcomer said moves along; his own empty person goes.
 * @returns whose account it is now; undefined when nobody else has the phone.
 * @throws Refusal phone_taken when that person has an account. When the newcomer is not empty the
 * removal violates a foreign key: `claimRefused` knows that error.
 */
export const claimPerson = async (
  tx: Transaction,
  actor: Actor,
  phoneIndex: string,
  leave: (tx: Transaction, from: PersonId, to: PersonId) => Promise<void>,
  now: Date,
): Promise<PersonId | undefined> => {
  const { accountId, personId: own } = actor
  const claimed = await lockPersonByPhone(tx, phoneIndex)
  if (claimed === undefined || claimed === own) return undefined
  if (await accountOf(tx, claimed)) throw new Refusal('phone_taken')
  await moveConsents(tx, own, claimed, now)
  await moveWishes(tx, own, claimed)
  await moveAccount(tx, accountId, claimed)
  await leave(tx, own, claimed)
  await removePerson(tx, own)
  await appendAudit(tx, {
    at: now,
    subdistrictId: null,
    actorPersonId: claimed,
    action: 'person.claimed',
    objectKind: 'account',
    objectId: accountId,
    detail: { formerPersonId: own },
  })
  return claimed
}

/** Whether the database itself refused: the phone or the person is another's, or cases hang on it. */
export const claimRefused = (error: unknown): boolean => {
  const state = sqlState(error)
  const uniques = ['persons_phone', 'accounts_person_id_unique']
  return (
    state === '23503' || (state === '23505' && uniques.includes(violatedConstraint(error) ?? ''))
  )
}
