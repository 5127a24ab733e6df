import type { Reader } from '#db/database.ts'
import { careStaffRoles } from '#shared/care/care-rules.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, PlaceId, SubdistrictId, UnitId } from '#shared/ids.ts'
import {
  personId as asPersonId,
  subdistrictId as asSubdistrictId,
  unitId as asUnitId,
} from '#shared/ids.ts'
import { readCareTopic } from '#shared/readings/live-readings.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import { findElder } from './care.store.ts'
import type { Elder, ElderKey, Rights } from './care-record.ts'
import { grantsOf, viewsAs } from './rights.policy.ts'
import type { Asked } from './rights.store.ts'
import { findRightsFacts } from './rights.store.ts'

/** An elder together with what the one who asks may do with him. */
export interface Known {
  readonly elder: Elder
  readonly rights: Rights
}

/** Who may do what with whom; looked up at each question, kept nowhere. */
export const createRights = (
  { clock }: Platform,
  { accounts, places }: { readonly accounts: Accounts; readonly places: Places },
) => {
  /** The unit of the 居委 in which a place lies. */
  const committeeOf = async (
    tx: Reader,
    subdistrictId: SubdistrictId,
    placeId: PlaceId | null,
  ): Promise<UnitId | undefined> => {
    const neighbourhood = placeId && (await places.neighbourhoodOf(tx, subdistrictId, placeId))
    if (!neighbourhood) return undefined
    return (await places.unitOfNeighbourhood(tx, subdistrictId, neighbourhood.placeId))?.unitId
  }

  /** The unit whose staff look after him: his home, or the 居委 he lives in; null: nobody's. */
  const deskOf = async (
    tx: Reader,
    { subdistrictId, unitId, homePlaceId }: Pick<Elder, 'subdistrictId' | 'unitId' | 'homePlaceId'>,
  ): Promise<UnitId | null> => unitId ?? (await committeeOf(tx, subdistrictId, homePlaceId)) ?? null

  /** One answer for each pair that has any right at all; pairs without one are missing. */
  const rightsOf = async (tx: Reader, asked: readonly Asked[]): Promise<Rights[]> => {
    const found: Rights[] = []
    for (const facts of await findRightsFacts(tx, asked, clock.now())) {
      const { subdistrictId, viewerId, personId, unitId, homePlaceId } = facts
      const committee =
        unitId === null ? await committeeOf(tx, subdistrictId, homePlaceId) : undefined
      const grants = grantsOf(facts, committee)
      const { alerted: alertClasses, glassUntil } = facts
      if (grants.length > 0)
        found.push({ subdistrictId, personId, viewerId, grants, alertClasses, glassUntil })
    }
    return found
  }

  const rightsTo = async (
    tx: Reader,
    viewerId: PersonId,
    { subdistrictId, personId }: ElderKey,
  ): Promise<Rights | undefined> => (await rightsOf(tx, [{ viewerId, subdistrictId, personId }]))[0]

  return {
    committeeOf,
    deskOf,
    rightsOf,
    rightsTo,

    /** Whoever has no right to him learns nothing. @throws Refusal unknown_elder */
    known: async (tx: Reader, actor: Actor, key: ElderKey): Promise<Known> => {
      const rights = await rightsTo(tx, actor.personId, key)
      const elder = rights && (await findElder(tx, key))
      if (!rights || !elder) throw new Refusal('unknown_elder')
      return { elder, rights }
    },

    /** As what the actor may view readings of this class now; undefined: not at all. */
    mayView: async (tx: Reader, actor: Actor, elder: ElderKey, metricClass: MetricClass) => {
      const rights = await rightsTo(tx, actor.personId, elder)
      return rights && viewsAs(rights, metricClass)
    },

    /** Who looks after him now, heads first: staff of his home, or the officers of his 居委. */
    staffOf: async (tx: Reader, elder: Pick<Elder, 'subdistrictId' | 'unitId' | 'homePlaceId'>) => {
      const { subdistrictId } = elder
      const unitId = await deskOf(tx, elder)
      if (unitId === null) return []
      const role = elder.unitId === null ? 'neighbourhood_officer' : 'care_staff'
      return accounts.postsHolding(tx, { subdistrictId, unitId, role })
    },

    /** State topics for whoever has any right to the elder, desks for their own staff. */
    mayFollow: async (tx: Reader, actor: Actor, topic: string): Promise<boolean> => {
      const about = readCareTopic(topic)
      if (!about) return false
      const subdistrictId = asSubdistrictId(about.subdistrictId)
      if (about.of === 'desk')
        return postsIn(actor, subdistrictId, careStaffRoles).some(
          ({ unitId }) => unitId !== null && unitId === asUnitId(about.unitId ?? ''),
        )
      const personId = asPersonId(about.personId)
      const rights = await rightsTo(tx, actor.personId, { subdistrictId, personId })
      if (!rights) return false
      return about.of === 'state' || viewsAs(rights, about.of) !== undefined
    },
  }
}
export type CareRights = ReturnType<typeof createRights>
