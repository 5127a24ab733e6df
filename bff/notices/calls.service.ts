import type { Reader, Transaction } from '#db/database.ts'
import { callingRoles, dutyDeskRoles } from '#shared/accounts/roles.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, PlaceId, SubdistrictId } from '#shared/ids.ts'
import { subdistrictId as asSubdistrict, callId } from '#shared/ids.ts'
import type { Call, CallState } from '#shared/notices/calls.contract.ts'
import { sayAloud } from '#shared/notices/calls.words.ts'
import { ladderRulesOn, shanghaiDay } from '#shared/notices/ladder-rules.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { CallKey, CallRow } from './calls.store.ts'
import {
  answerOpenCall,
  countOpenCalls,
  exportCalls,
  findCall,
  findCalls,
  insertCall,
} from './calls.store.ts'
import type { NoticeRow } from './notices.store.ts'

const day = 24 * 60 * 60_000
const mostListed = 200
/** A site serves the whole subdistrict, and so does its clerk. */
const wholeSubdistrict = ['site_clerk', ...dutyDeskRoles] as const

/** The calls list: people whom no message reaches, to be told by phone or at the door. */
export const createCalls = (
  platform: Platform,
  { accounts, places }: { readonly accounts: Accounts; readonly places: Places },
) => {
  const { clock, database, ids, liveBus } = platform
  accounts.contributeToExport('calls', exportCalls)

  const announce = (tx: Transaction, subdistrictId: string): void =>
    tx.afterCommit(() =>
      liveBus.publish({ topic: `calls/${subdistrictId}`, kind: 'changed', data: {} }),
    )

  /** Whose calls the actor sees: everybody's, or those of the people of his own 居委. */
  const scopeOf = async (
    tx: Reader,
    actor: Actor,
    subdistrictId: SubdistrictId,
  ): Promise<readonly PlaceId[] | 'all'> => {
    if (postsIn(actor, subdistrictId, wholeSubdistrict).length > 0) return 'all'
    const posts = postsIn(actor, subdistrictId, ['neighbourhood_officer'])
    const units = await places.unitsOf(tx, subdistrictId)
    return posts.flatMap(({ unitId }) => {
      const unit = units.find((known) => known.unitId === unitId)
      return unit ? [unit.placeId] : []
    })
  }

  /** @throws Refusal not_found for a call that the actor does not see. */
  const visible = async (tx: Reader, actor: Actor, key: CallKey): Promise<CallRow> => {
    const call = await findCall(tx, key)
    const scope = await scopeOf(tx, actor, key.subdistrictId)
    const seen = scope === 'all' || scope.some((place) => place === call?.neighbourhoodId)
    if (!call || !seen) throw new Refusal('not_found')
    return call
  }

  const viewsOf = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    rows: readonly CallRow[],
  ): Promise<Call[]> => {
    const people = rows.flatMap(({ personId, doneBy }) =>
      doneBy ? [personId, doneBy] : [personId],
    )
    const labels = await accounts.labelsOf(tx, subdistrictId, [...new Set(people)])
    const nameOfPlace = await places.namesIn(tx, subdistrictId)
    const labelOf = (personId: PersonId) => labels.get(personId) ?? ''
    return rows.map((row) => ({
      subdistrictId: row.subdistrictId,
      callId: row.callId,
      bookingId: row.bookingId,
      personName: labelOf(row.personId),
      neighbourhoodName: (row.neighbourhoodId && nameOfPlace(row.neighbourhoodId)) ?? null,
      title: row.title,
      body: row.body,
      dueAt: row.dueAt.toISOString(),
      state: row.state,
      tries: row.tries,
      note: row.note,
      doneBy: row.doneBy && labelOf(row.doneBy),
      doneAt: row.doneAt?.toISOString() ?? null,
    }))
  }

  return {
    /** Puts a notice that reaches nobody onto the list, once, when its kind is worth a call. */
    add: async (tx: Transaction, notice: Omit<NoticeRow, 'readAt' | 'once'>): Promise<void> => {
      const rules = ladderRulesOn(shanghaiDay(notice.at))
      if (notice.subdistrictId === null || !rules.worthACall.includes(notice.kind)) return
      const subdistrictId = asSubdistrict(notice.subdistrictId)
      const home = await accounts.homeOf(tx, notice.personId)
      const isHere = home?.subdistrictId === subdistrictId
      const neighbourhood =
        home && isHere
          ? await places.neighbourhoodOf(tx, subdistrictId, home.place.placeId)
          : undefined
      const stale = new Date(notice.at.getTime() + rules.staleAfter * 60_000)
      const added = await insertCall(tx, {
        subdistrictId,
        callId: callId(ids.next()),
        personId: notice.personId,
        noticeId: notice.noticeId,
        bookingId: notice.bookingId,
        relativeId: notice.relativeId === notice.personId ? null : notice.relativeId,
        neighbourhoodId: neighbourhood?.placeId ?? null,
        title: notice.title,
        body: sayAloud(notice),
        dueAt: notice.staleAt ?? stale,
        createdAt: clock.now(),
      })
      if (added) announce(tx, subdistrictId)
    },

    list: (actor: Actor, subdistrictId: SubdistrictId) =>
      database.inTransaction(async (tx) => {
        const scope = await scopeOf(tx, actor, subdistrictId)
        const since = new Date(clock.now().getTime() - day)
        const rows = await findCalls(tx, subdistrictId, scope, since, mostListed)
        return {
          calls: await viewsOf(tx, subdistrictId, rows),
          open: await countOpenCalls(tx, subdistrictId, scope),
        }
      }),

    /** @throws Refusal not_found | call_answered when somebody was faster */
    answer: (
      actor: Actor,
      key: CallKey,
      said: { readonly result: CallState; readonly note: string; readonly tries: number },
    ): Promise<{ call: Call }> =>
      database.inTransaction(async (tx) => {
        await visible(tx, actor, key)
        const answered = await answerOpenCall(tx, key, said.tries, {
          state: said.result,
          note: said.note.trim(),
          doneBy: actor.personId,
          doneAt: clock.now(),
        })
        if (!answered) throw new Refusal('call_answered')
        announce(tx, key.subdistrictId)
        const [call] = await viewsOf(tx, key.subdistrictId, [await visible(tx, actor, key)])
        if (!call) throw new Refusal('not_found')
        return { call }
      }),

    /** The look is written down before anything leaves. @throws Refusal not_found */
    revealContact: (actor: Actor, key: CallKey) =>
      database.inTransaction(async (tx) => {
        const call = await visible(tx, actor, key)
        await appendAudit(tx, {
          at: clock.now(),
          subdistrictId: key.subdistrictId,
          actorPersonId: actor.personId,
          action: 'call.contact_revealed',
          objectKind: 'call',
          objectId: key.callId,
          detail: { personId: call.personId, relativeId: call.relativeId },
        })
        const phoneOf = async (personId: PersonId | null, whose: 'own' | 'relative') => {
          const phone = personId && (await accounts.phoneOf(tx, personId))
          if (!personId || !phone) return []
          const { displayName } = await accounts.personOf(tx, personId)
          return [{ whose, name: displayName, phone }]
        }
        const home = await accounts.homeOf(tx, call.personId)
        return {
          phones: [
            ...(await phoneOf(call.personId, 'own')),
            ...(await phoneOf(call.relativeId, 'relative')),
          ],
          address: home && `${home.place.name}${home.doorNo ?? ''}`,
        }
      }),

    /** Topics `calls/<subdistrictId>`. */
    mayFollow: (actor: Actor, topic: string): boolean => {
      const [kind, tenant = '', ...rest] = topic.split('/')
      return (
        kind === 'calls' && rest.length === 0 && postsIn(actor, tenant, callingRoles).length > 0
      )
    },
  }
}
export type Calls = ReturnType<typeof createCalls>
