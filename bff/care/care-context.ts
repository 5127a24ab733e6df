import type { Reader, Transaction } from '#db/database.ts'
import { careStaffRoles } from '#shared/care/care-rules.ts'
import type { ErrorDetail } from '#shared/http/errors.ts'
import type { PersonId, PostId } from '#shared/ids.ts'
import { careDeskTopic, careKinds, careStateTopic } from '#shared/readings/live-readings.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { Notices } from '../notices/notices.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { Relatives } from '../relatives/relatives.service.ts'
import type { Elder, ElderKey } from './care-record.ts'
import type { CareRights } from './rights.ts'
import { createCareTelling } from './telling.ts'

export interface CareNeeds {
  readonly accounts: Accounts
  readonly notices: Notices
  readonly places: Places
  readonly relatives: Relatives
}

/** What the parts of care share: rights, the audit, and telling phones that something changed. */
export const createCareContext = (platform: Platform, needs: CareNeeds, rights: CareRights) => {
  const { clock, liveBus } = platform

  const audit = (
    tx: Transaction,
    actor: Pick<Actor, 'personId'> | null,
    { subdistrictId, personId }: ElderKey,
    action: string,
    detail: ErrorDetail = {},
  ) =>
    appendAudit(tx, {
      at: clock.now(),
      subdistrictId,
      actorPersonId: actor?.personId ?? null,
      action,
      objectKind: 'cared_person',
      objectId: personId,
      detail,
    })

  /** His state and his staff's desk have something new to read; nothing of it is in the event. */
  const announce = async (tx: Transaction, elder: Elder, kind: string): Promise<void> => {
    const { subdistrictId, personId } = elder
    const desk = await rights.deskOf(tx, elder)
    tx.afterCommit(() => {
      liveBus.publish({ topic: careStateTopic(subdistrictId, personId), kind, data: {} })
      if (desk !== null)
        liveBus.publish({ topic: careDeskTopic(subdistrictId, desk), kind, data: { personId } })
    })
  }

  /** Every node looks at once at who may still see him; the phones of these people read again. */
  const announceConsent = async (
    tx: Transaction,
    elder: Elder,
    people: readonly PersonId[],
  ): Promise<void> => {
    await announce(tx, elder, careKinds.consentChanged)
    tx.afterCommit(() => {
      for (const person of new Set([elder.personId, ...people]))
        liveBus.publish({
          topic: `person/${person}`,
          kind: careKinds.consentChanged,
          data: { subdistrictId: elder.subdistrictId, personId: elder.personId },
        })
    })
  }

  /** The post by which the actor looks after this elder; null when by none. */
  const postFor = async (tx: Reader, actor: Actor, elder: Elder): Promise<PostId | null> => {
    const desk = await rights.deskOf(tx, elder)
    const posts = postsIn(actor, elder.subdistrictId, careStaffRoles)
    return posts.find(({ unitId }) => unitId !== null && unitId === desk)?.postId ?? null
  }

  const telling = createCareTelling(needs.notices, rights)

  return { ...needs, platform, rights, telling, audit, announce, announceConsent, postFor }
}
export type CareContext = ReturnType<typeof createCareContext>
