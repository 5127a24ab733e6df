import type { Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import { careEverOf, eldersAmong, renumber } from './care.store.ts'
import type { CareContext } from './care-context.ts'
import type { ElderKey } from './care-record.ts'
import { consentsOf } from './consents.store.ts'
import type { Enrolment } from './enrolment.ts'
import { deleteQuarantined, forgetCircle, moveCircle } from './forgetting.store.ts'
import { looksAt } from './looks.store.ts'
import { isGranted } from './rights.policy.ts'

/** Seconds until the deletion is looked after once more: a reading may have been on its way in. */
const secondLookSeconds = 120
const exportedLooks = 1000

/** What goes when he says so, or leaves; and what he may take with him. */
export const createForgetting = (
  context: CareContext,
  enrolment: Enrolment,
  forgetReadings: (elderNo: number) => Promise<void>,
) => {
  const { accounts, platform, rights, audit, announceConsent } = context
  const { database, jobs, liveBus } = platform

  jobs.handle('care.forget-readings', ({ elderNo }) => forgetReadings(elderNo))

  /**
   * From the commit on nothing leads to the old readings, for he has another number; a job takes
   * the rows away, which may be millions. @returns whether there was anybody to forget
   */
  const forget = async (
    tx: Transaction,
    personId: PersonId,
    subdistrictId: SubdistrictId | null,
  ): Promise<boolean> => {
    const numbers = await renumber(tx, personId, subdistrictId)
    await deleteQuarantined(tx, personId)
    for (const elderNo of numbers) {
      await jobs.enqueue(tx, 'care.forget-readings', { elderNo })
      await jobs.enqueue(
        tx,
        'care.forget-readings',
        { elderNo },
        { afterSeconds: secondLookSeconds },
      )
    }
    return numbers.length > 0
  }

  accounts.contributeToExport('care', async (tx, personId) => {
    const enrolled = await careEverOf(tx, personId)
    const lines = await consentsOf(tx, personId)
    const looks = await looksAt(tx, [personId], undefined, exportedLooks)
    return {
      enrolled: enrolled.map(({ elderNo: _no, ...rest }) => rest),
      consents: lines.map(({ elderId, followerId, proofNote, ...line }) => ({
        ...line,
        iAm: elderId === personId ? 'elder' : 'follower',
        // What he signed is his; what another signed is not.
        proofNote: elderId === personId ? proofNote : null,
        ...(elderId === personId ? { followerId } : {}),
      })),
      looks: looks.map(({ elderId: _elder, viewerId: _viewer, ...look }) => look),
    }
  })

  accounts.onDeletion(async (tx, personId) => {
    for (const elder of await eldersAmong(tx, [personId]))
      await enrolment.end(tx, { personId }, elder, { by: 'account_deleted' })
    await forget(tx, personId, null)
    const followed = await forgetCircle(tx, personId)
    const elders = await eldersAmong(tx, [...new Set(followed.map(({ elderId }) => elderId))])
    for (const elder of elders) await announceConsent(tx, elder, [])
    tx.afterCommit(() =>
      liveBus.publish({ topic: `person/${personId}`, kind: 'consent_changed', data: {} }),
    )
  })
  accounts.onClaim(moveCircle)

  return {
    /** Also of somebody whose care has ended. */
    forgetMine: (actor: Actor): Promise<{ deleting: boolean }> =>
      database.inTransaction(async (tx) => {
        const [first] = await careEverOf(tx, actor.personId)
        const deleting = await forget(tx, actor.personId, null)
        if (first) await audit(tx, actor, first, 'care.readings_deleted', { by: 'self' })
        for (const elder of await eldersAmong(tx, [actor.personId]))
          await announceConsent(tx, elder, [])
        return { deleting }
      }),

    /** Because he asks so on paper. @throws Refusal unknown_elder | not_allowed */
    forgetByStaff: (
      actor: Actor,
      key: ElderKey,
      proofNote: string,
    ): Promise<{ deleting: boolean }> =>
      database.inTransaction(async (tx) => {
        const { elder, rights: held } = await rights.known(tx, actor, key)
        if (!isGranted(held, 'care_staff')) throw new Refusal('not_allowed')
        const deleting = await forget(tx, elder.personId, elder.subdistrictId)
        await audit(tx, actor, elder, 'care.readings_deleted', {
          by: 'staff',
          proofNote: proofNote.trim(),
        })
        await announceConsent(tx, elder, [])
        return { deleting }
      }),
  }
}
export type Forgetting = ReturnType<typeof createForgetting>
