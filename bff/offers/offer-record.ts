import type { Transaction } from '#db/database.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { Platform } from '../platform/platform.ts'

/** What staff changed about times: pages that show them read again. */
export type OfferChange =
  | 'day_closed'
  | 'day_reopened'
  | 'schedule_saved'
  | 'schedule_ended'
  | 'places_changed'

interface Changed {
  readonly objectKind: 'closure' | 'schedule' | 'occurrence'
  readonly objectId: string
  readonly detail: Readonly<{ [fact: string]: string | number | boolean | null }>
}

/** Writes a change into the audit, and announces it to everybody who looks at times. */
export const createRecord =
  ({ clock, liveBus }: Pick<Platform, 'clock' | 'liveBus'>) =>
  async (
    tx: Transaction,
    actor: Actor,
    subdistrictId: SubdistrictId,
    kind: OfferChange,
    { detail, ...object }: Changed,
  ): Promise<void> => {
    await appendAudit(tx, {
      at: clock.now(),
      subdistrictId,
      actorPersonId: actor.personId,
      action: `offers.${kind}`,
      ...object,
      detail,
    })
    tx.afterCommit(() =>
      liveBus.publish({ topic: `offers/${subdistrictId}`, kind, data: { ...detail } }),
    )
  }
export type RecordChange = ReturnType<typeof createRecord>
