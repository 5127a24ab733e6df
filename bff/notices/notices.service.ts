import type { Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { AlertId, BookingId, CaseId, NoticeId, PersonId, SubdistrictId } from '#shared/ids.ts'
import { subdistrictId as brandSubdistrictId, noticeId } from '#shared/ids.ts'
import type { Urgency } from '#shared/notices/ladder-rules.ts'
import type { Notice, NoticeKind } from '#shared/notices/notices.contract.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Platform } from '../platform/platform.ts'
import type { Calls } from './calls.service.ts'
import { createLadder } from './ladder.ts'
import { cursorOf, positionOf } from './notices.policy.ts'
import {
  addGrant,
  clearGrants,
  countUnread,
  exportNotices,
  insertNotices,
  listNotices,
  markRead,
  stopClimbing,
} from './notices.store.ts'
import { forgetNotices } from './notices-forget.store.ts'
import type { WaysOf } from './rung.ts'

/** Something people must know. `title` and `body` come from notices.words.ts. */
export interface Telling {
  /** Each is told once, however often he stands here. */
  readonly personIds: readonly PersonId[]
  readonly kind: NoticeKind
  readonly subdistrictId: SubdistrictId
  /** What a tap opens; null: nothing but the home page. */
  readonly matter:
    | { readonly caseId: CaseId }
    | { readonly bookingId: BookingId }
    | { readonly alertId: AlertId }
    | null
  readonly title: string
  readonly body: string
  readonly urgency: Urgency
  /** The thing told, e.g. `reminder-day/<bookingId>/<startsAt>`: nobody is told of it a second time. */
  readonly once?: string
  /** The service's name: all that a text message or a call says beside `happensAt`. */
  readonly what?: string
  readonly happensAt?: Date
  /** After this it is stale: nothing more is sent, and a call must be made by then; default a day. */
  readonly staleAt?: Date
  /** Who may be called in place of somebody without a phone: the relative who booked. */
  readonly relativeId?: PersonId
}

interface SubscriptionAnswer {
  readonly templateId: string
  readonly answer: 'accept' | 'reject' | 'ban' | 'filter' | 'acceptWithAudio'
}

/** What notices need of the accounts feature. */
interface AccountsForNotices extends WaysOf {
  readonly contributeToExport: (
    name: string,
    part: (tx: Transaction, personId: PersonId) => Promise<unknown>,
  ) => void
  readonly onDeletion: (part: (tx: Transaction, personId: PersonId) => Promise<void>) => void
}

const pageLength = 20

/** Telling people: in the app always, then up the ladder while it stays unread. */
export const createNotices = (
  platform: Platform,
  { accounts, calls }: { accounts: AccountsForNotices; calls: Calls },
) => {
  const { clock, database, ids, jobs, liveBus, settings } = platform
  const ladder = createLadder(platform, accounts, calls)
  accounts.contributeToExport('notices', exportNotices)
  accounts.onDeletion(forgetNotices)
  jobs.handle('notice.climb', ({ noticeId: id }) => ladder.climb(id))

  const announce = (personId: PersonId, kind: string, data: Record<string, string | null>) =>
    liveBus.publish({ topic: `person/${personId}`, kind, data })

  /** Tells each person once, in the caller's transaction; nothing is said unless it commits. */
  const tell = async (tx: Transaction, telling: Telling): Promise<void> => {
    const { personIds, kind, subdistrictId, matter } = telling
    const people = [...new Set(personIds)]
    if (people.length === 0) return
    const notice = {
      kind,
      title: telling.title,
      body: telling.body,
      subdistrictId,
      caseId: matter && 'caseId' in matter ? matter.caseId : null,
      bookingId: matter && 'bookingId' in matter ? matter.bookingId : null,
      alertId: matter && 'alertId' in matter ? matter.alertId : null,
      urgency: telling.urgency,
      what: telling.what ?? null,
      happensAt: telling.happensAt ?? null,
      staleAt: telling.staleAt ?? null,
      at: clock.now(),
    }
    const once = telling.once ?? null
    const relativeId = telling.relativeId ?? null
    const rows = people.map((personId) => ({ noticeId: noticeId(ids.next()), personId }))
    const told = await insertNotices(tx, rows, { ...notice, once, relativeId })
    await ladder.begin(
      tx,
      told.map((row) => ({ ...notice, ...row, relativeId })),
    )
    tx.afterCommit(() => {
      const { caseId, bookingId, alertId } = notice
      for (const row of told)
        announce(row.personId, 'notice', {
          noticeId: row.noticeId,
          kind,
          subdistrictId,
          caseId,
          bookingId,
          alertId,
        })
    })
  }

  /** @throws Refusal invalid_request for a cursor that is none of ours. */
  const list = async (actor: Actor, cursor: string | undefined) => {
    const from = cursor === undefined ? undefined : positionOf(cursor)
    if (cursor !== undefined && !from)
      throw new Refusal('invalid_request', { where: 'query', field: 'cursor', rule: 'known' })
    const { reader } = database
    const rows = await listNotices(reader, actor.personId, from, pageLength + 1)
    const page = rows.slice(0, pageLength)
    const last = rows.length > pageLength ? page.at(-1) : undefined
    return {
      notices: page.map(viewOf),
      unread: await countUnread(reader, actor.personId),
      nextCursor: last ? cursorOf(last) : null,
    }
  }

  /** Marks the actor's own notices; ids of others' are passed over in silence. */
  const read = (actor: Actor, noticeIds: readonly NoticeId[]): Promise<void> =>
    database.inTransaction(async (tx) => {
      const marked = await markRead(tx, actor.personId, noticeIds, clock.now())
      if (marked > 0) tx.afterCommit(() => announce(actor.personId, 'notices_read', {}))
    })

  /** Counts what the actor agreed to. Templates that are not ours (any more) count for nothing. */
  const subscribe = (actor: Actor, answers: readonly SubscriptionAnswer[]): Promise<void> =>
    database.inTransaction(async (tx) => {
      const { caseStepTemplateId } = settings.wechat
      for (const { templateId, answer } of answers) {
        if (templateId !== caseStepTemplateId) continue
        if (answer === 'accept' || answer === 'acceptWithAudio')
          await addGrant(tx, actor.personId, templateId, clock.now())
        if (answer === 'ban') await clearGrants(tx, actor.personId, templateId, clock.now())
      }
    })

  /** What was told of this alert and not read yet climbs no further. */
  const callBack = (tx: Transaction, alertId: AlertId): Promise<void> =>
    stopClimbing(tx, alertId, clock.now())

  return { tell, list, read, subscribe, callBack }
}

export type Notices = ReturnType<typeof createNotices>

type NoticeFound = Awaited<ReturnType<typeof listNotices>>[number]

const viewOf = (found: NoticeFound): Notice => ({
  noticeId: found.noticeId,
  kind: found.kind,
  title: found.title,
  body: found.body,
  subdistrictId: found.subdistrictId === null ? null : brandSubdistrictId(found.subdistrictId),
  caseId: found.caseId,
  bookingId: found.bookingId,
  alertId: found.alertId,
  at: found.at.toISOString(),
  readAt: found.readAt?.toISOString() ?? null,
})
