import type { Transaction } from '#db/database.ts'
import { atHomeName, maskedName } from '#shared/care/care.words.ts'
import type { WallResident } from '#shared/care/care-desk.contract.ts'
import { careStaffRoles, careStatusKinds } from '#shared/care/care-rules.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { SubdistrictId, UnitId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import { eldersIn } from './care.store.ts'
import type { CareContext } from './care-context.ts'
import type { Elder } from './care-record.ts'
import type { ElderCards } from './elder-cards.ts'
import { alertsFor, byNeed } from './elder-status.policy.ts'
import type { Looks } from './looks.ts'

/** A desk where elders are looked after: a home, or a 居委 for those at home. */
interface Desk {
  readonly unitId: UnitId
  readonly name: string
  readonly isHome: boolean
}

/** All the residents of a desk at once, those in need first. */
export const createWall = (context: CareContext, cards: ElderCards, looks: Looks) => {
  const { places, platform, rights } = context
  const { clock, database } = platform

  const desksOf = async (
    tx: Transaction,
    actor: Actor,
    subdistrictId: SubdistrictId,
  ): Promise<Desk[]> => {
    const desks: Desk[] = []
    for (const { unitId, role } of postsIn(actor, subdistrictId, careStaffRoles)) {
      const unit = unitId && (await places.unit(tx, subdistrictId, unitId))
      if (!unit || desks.some((desk) => desk.unitId === unit.unitId)) continue
      const isHome = role === 'neighbourhood_officer'
      desks.push({ unitId: unit.unitId, name: isHome ? atHomeName(unit.name) : unit.name, isHome })
    }
    return desks
  }

  const eldersAt = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    desk: Desk,
  ): Promise<Elder[]> => {
    if (!desk.isHome) return eldersIn(tx, subdistrictId, desk.unitId)
    const mine: Elder[] = []
    for (const elder of await eldersIn(tx, subdistrictId, null))
      if ((await rights.deskOf(tx, elder)) === desk.unitId) mine.push(elder)
    return mine
  }

  /** @throws Refusal unit_unknown for a desk that is not the actor's */
  const residentsOf = async (
    tx: Transaction,
    actor: Actor,
    subdistrictId: SubdistrictId,
    unitId: UnitId | undefined,
  ) => {
    const desks = await desksOf(tx, actor, subdistrictId)
    const desk = unitId ? desks.find((one) => one.unitId === unitId) : desks[0]
    if (!desk) throw new Refusal('unit_unknown')
    const elders = await eldersAt(tx, subdistrictId, desk)
    const asked = elders.map(({ personId }) => ({
      ...{ subdistrictId, personId },
      viewerId: actor.personId,
    }))
    const shown = await cards.show(tx, elders, await rights.rightsOf(tx, asked), actor.personId)
    const residents = shown
      .map(({ card, facts }): WallResident => {
        const open = alertsFor(facts)
        return {
          ...card,
          openAlerts: open.length,
          unansweredAlerts: open.filter(({ acknowledgedAt }) => acknowledgedAt === null).length,
        }
      })
      .sort(byNeed)
    return { desks, desk, elders, residents }
  }

  const unitView = ({ unitId, name }: Desk) => ({ unitId, name })

  return {
    /** @throws Refusal unit_unknown */
    read: (actor: Actor, subdistrictId: SubdistrictId, unitId: UnitId | undefined) =>
      database.inTransaction(async (tx) => {
        const found = await residentsOf(tx, actor, subdistrictId, unitId)
        const { desks, desk, elders, residents } = found
        const viewerId = actor.personId
        await looks.note(tx, { elders, viewerId, scope: 'wall', as: 'care_staff' })
        return {
          units: desks.map(unitView),
          unit: unitView(desk),
          at: clock.now().toISOString(),
          residents,
        }
      }),

    /** What everybody in the hall may see; no value, and no words that hold one. */
    display: (actor: Actor, subdistrictId: SubdistrictId, unitId: UnitId | undefined) =>
      database.inTransaction(async (tx) => {
        const { desk, residents } = await residentsOf(tx, actor, subdistrictId, unitId)
        const counted = careStatusKinds.map((kind) => ({
          kind,
          people: residents.filter(({ status }) => status.kind === kind).length,
        }))
        return {
          unit: unitView(desk),
          at: clock.now().toISOString(),
          counts: counted.filter(({ people }) => people > 0),
          residents: residents.map(({ name, room, status }) => ({
            maskedName: maskedName(name),
            ...{ room, kind: status.kind },
          })),
        }
      }),
  }
}
export type Wall = ReturnType<typeof createWall>
