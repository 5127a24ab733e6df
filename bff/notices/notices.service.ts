import type { Transaction } from '#db/database.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { CaseId, NoticeId, PersonId, SubdistrictId } from '#shared/ids.ts'
import { subdistrictId as brandSubdistrictId, noticeId } from '#shared/ids.ts'
import type { Notice, NoticeKind } from '#shared/notices/notices.contract.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Platform } from '../platform/platform.ts'
import type { Urgency } from './notices.policy.ts'
import { cursorOf, positionOf, secondsUnread } from './notices.policy.ts'
import {
  addGrant,
  clearGrants,
  countUnread,
  exportNotices,
  insertNotices,
  listNotices,
  markRead,
} from './notices.store.ts'
import { forgetNotices } from './notices-forget.store.ts'
import type { OpenIds } from './subscribe-rung.ts'
import { createSubscribeRung } from './subscribe-rung.ts'

/** Something people must know about one case. `title` and `body` come from notices.words.ts. */
export interface Telling {
  readonly personIds: readonly PersonId[]
  readonly kind: NoticeKind
  readonly subdistrictId: SubdistrictId
  readonly caseId: CaseId
  readonly title: string
  readonly body: string
  readonly urgency: Urgency
}

interface SubscriptionAnswer {
  readonly templateId: string
  readonly answer: 'accept' | 'reject' | 'ban' | 'filter' | 'acceptWithAudio'
}

/** What notices need of the accounts feature. */
interface AccountsForNotices extends OpenIds {
  readonly contributeToExport: (
    name: string,
    part: (tx: Transaction, personId: PersonId) => Promise<unknown>,
  ) => void
  readonly onDeletion: (part: (tx: Transaction, personId: PersonId) => Promise<void>) => void
}

const pageLength = 20

/** Telling people: in the app always, then by subscribe message while it stays unread. */
export const createNotices = (
  platform: Platform,
  { accounts }: { accounts: AccountsForNotices },
) => {
  const { clock, database, ids, jobs, liveBus, settings } = platform
  const climb = createSubscribeRung(platform, accounts)
  accounts.contributeToExport('notices', exportNotices)
  accounts.onDeletion(forgetNotices)
  jobs.handle('notice.climb', ({ noticeId: id }) => climb(id))

  const announce = (personId: PersonId, kind: string, data: Record<string, string>) =>
    liveBus.publish({ topic: `person/${personId}`, kind, data })

  /** Tells each person once, in the caller's transaction; nothing is said unless it commits. */
  const tell = async (tx: Transaction, telling: Telling): Promise<void> => {
    const { personIds, kind, subdistrictId, caseId, title, body, urgency } = telling
    const at = clock.now()
    const rows = [...new Set(personIds)].map((personId) => ({
      noticeId: noticeId(ids.next()),
      personId,
    }))
    if (rows.length === 0) return
    await insertNotices(tx, rows, { kind, title, body, subdistrictId, caseId, at })
    for (const row of rows)
      await jobs.enqueue(
        tx,
        'notice.climb',
        { noticeId: row.noticeId },
        { afterSeconds: secondsUnread[urgency] },
      )
    tx.afterCommit(() => {
      for (const row of rows)
        announce(row.personId, 'notice', { noticeId: row.noticeId, kind, subdistrictId, caseId })
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

  return { tell, list, read, subscribe }
}

export type Notices = ReturnType<typeof createNotices>

type NoticeFound = Awaited<ReturnType<typeof listNotices>>[number]

const viewOf = ({ personId: _, subdistrictId, at, readAt, ...rest }: NoticeFound): Notice => ({
  ...rest,
  subdistrictId: subdistrictId === null ? null : brandSubdistrictId(subdistrictId),
  at: at.toISOString(),
  readAt: readAt?.toISOString() ?? null,
})
