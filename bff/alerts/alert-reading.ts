import type { Reader } from '#db/database.ts'
import { careDeskRoles } from '#shared/accounts/roles.ts'
import type { AlertRow, AlertView } from '#shared/alerts/alerts.contract.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import type { AlertContext } from './alert-context.ts'
import type { ElderKey } from './alert-neighbours.ts'
import type { AlertViews, Seen } from './alert-views.ts'
import type { Alert, AlertKey } from './alerts.store.ts'
import { listEnded, listLasting } from './alerts.store.ts'

const pageLength = 20
const mostLasting = 200
/** Ended ones of a desk: what the shift before has seen. */
const mostEndedOfDesk = 100

const cursorOf = ({ raisedAt, alertId }: Alert): string => `${raisedAt.getTime()}_${alertId}`
/** @throws Refusal invalid_request for a cursor that is none of ours */
const positionOf = (cursor: string | undefined) => {
  if (cursor === undefined) return undefined
  const match = /^(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor)
  if (!match?.[1] || !match[2])
    throw new Refusal('invalid_request', { where: 'query', field: 'cursor', rule: 'known' })
  return { at: new Date(Number(match[1])), alertId: match[2] }
}

interface Listed {
  readonly alerts: AlertRow[]
  readonly open: number
  readonly nextCursor: string | null
}

/** Lists of alerts, each as its reader may see them; what he may not see is not counted either. */
export const createAlertReading = (context: AlertContext, views: AlertViews) => {
  const { care, database } = context
  const { reader } = database

  const seenOf = async (tx: Reader, actor: Actor, found: readonly Alert[]): Promise<Seen[]> => {
    const elders = await context.eldersById(
      tx,
      found.map(({ personId }) => personId),
    )
    const seen: Seen[] = []
    for (const alert of found) {
      const elder = elders.get(alert.personId)
      const isHere = elder?.subdistrictId === alert.subdistrictId
      const sight = elder && isHere && (await context.sightOf(tx, actor, alert, elder))
      if (sight) seen.push({ alert, ...sight })
    }
    return seen
  }

  const list = async (
    actor: Actor,
    subdistrictId: SubdistrictId | undefined,
    people: Parameters<typeof listEnded>[2],
    cursor: string | undefined,
  ): Promise<Listed> => {
    const before = positionOf(cursor)
    const lasting = before ? [] : await listLasting(reader, subdistrictId, people, mostLasting)
    const ended = await listEnded(reader, subdistrictId, people, {
      before,
      limit: pageLength + 1,
    })
    const page = ended.slice(0, pageLength)
    const last = ended.length > pageLength ? page.at(-1) : undefined
    const seen = await seenOf(reader, actor, [...lasting, ...page])
    return {
      alerts: await views.rowsOf(reader, actor, seen),
      open: seen.filter(({ alert }) => alert.clearedAt === null && !alert.isTest).length,
      nextCursor: last ? cursorOf(last) : null,
    }
  }

  return {
    /** @throws Refusal unknown_elder */
    ofElder: async (
      actor: Actor,
      { subdistrictId, personId }: ElderKey,
      cursor: string | undefined,
    ): Promise<Listed> => {
      const { elder, rights } = await care.known(reader, actor, { subdistrictId, personId })
      const [grant] = rights.grants
      if (grant)
        await database.inTransaction((tx) =>
          care.noteLook(tx, { elder, viewerId: actor.personId, scope: 'alerts', as: grant.as }),
        )
      return list(actor, subdistrictId, [personId], cursor)
    },

    mine: async (actor: Actor, cursor: string | undefined): Promise<Listed> => {
      const followed = await care.followedBy(reader, actor.personId)
      return list(actor, undefined, [...followed, actor.personId], cursor)
    },

    /** Those of the actor's posts: his home's, his 居委's, and what climbed to him. */
    ofDesk: async (actor: Actor, subdistrictId: SubdistrictId): Promise<Listed> => {
      const lasting = await listLasting(reader, subdistrictId, 'all', mostLasting)
      const ended = await listEnded(reader, subdistrictId, 'all', { limit: mostEndedOfDesk })
      const seen = await seenOf(reader, actor, [...lasting, ...ended])
      const atWork = seen.filter(({ isStaff }) => isStaff)
      return {
        alerts: await views.rowsOf(reader, actor, atWork),
        open: atWork.filter(({ alert }) => alert.clearedAt === null && !alert.isTest).length,
        nextCursor: null,
      }
    },

    /** @throws Refusal not_found */
    one: async (actor: Actor, key: AlertKey): Promise<{ alert: AlertView }> => {
      const seen = await context.visible(reader, actor, key)
      return { alert: await views.viewOf(reader, actor, seen) }
    },

    isAtDesk: (actor: Actor, subdistrictId: string): boolean =>
      postsIn(actor, subdistrictId, careDeskRoles).length > 0,
  }
}
export type AlertReading = ReturnType<typeof createAlertReading>
