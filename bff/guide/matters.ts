import type { Reader, Transaction } from '#db/database.ts'
import { matterRulesOn } from '#shared/guide/matter-rules.ts'
import type { MatterStep, Verdict } from '#shared/guide/matter-status.ts'
import { statusAfterCheck, stepsFrom } from '#shared/guide/matter-status.ts'
import type { MatterView, openMatter } from '#shared/guide/matters.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, PhotoId, SubdistrictId } from '#shared/ids.ts'
import { guideMatterId } from '#shared/ids.ts'
import { guideNoticeBody, noticeWords } from '#shared/notices/notices.words.ts'
import { counterRoles } from '#shared/relatives/counter.contract.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import type { Notices } from '../notices/notices.service.ts'
import type { Photos } from '../photos/photos.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { Relatives } from '../relatives/relatives.service.ts'
import { isComplete, papersOf } from './matters.policy.ts'
import type { MatterKey, MatterRecord } from './matters.store.ts'
import * as store from './matters.store.ts'
import { itemOn } from './versions.store.ts'

export interface MatterNeeds {
  readonly accounts: Pick<Accounts, 'onDeletion' | 'onClaim' | 'contributeToExport'>
  readonly notices: Pick<Notices, 'tell'>
  readonly photos: Pick<Photos, 'attachToMatter' | 'release'>
  readonly relatives: Pick<Relatives, 'mayBookFor' | 'bookersOf' | 'servedBy'>
}

const dayLength = 86_400_000
const sweepSeconds = 3600
const sweptAtOnce = 100

/** Papers photographed at home and looked at by staff, so that one visit will do (一键通, G3). */
export const createMatters = (
  { clock, database, ids, jobs }: Pick<Platform, 'clock' | 'database' | 'ids' | 'jobs'>,
  { accounts, notices, photos, relatives }: MatterNeeds,
) => {
  const { reader } = database

  const viewOf = ({ personId: _person, openedBy: _by, ...matter }: MatterRecord): MatterView => {
    const { idleDays } = matterRulesOn(shanghaiDay(matter.changedAt))
    const endsAt = new Date(matter.changedAt.getTime() + idleDays * dayLength)
    return {
      ...matter,
      papers: [...matter.papers],
      openedAt: matter.openedAt.toISOString(),
      changedAt: matter.changedAt.toISOString(),
      endsAt: matter.status === 'ended' ? null : endsAt.toISOString(),
    }
  }

  const isHis = async (tx: Reader, actor: Actor, personId: PersonId): Promise<boolean> =>
    actor.personId === personId ||
    (await relatives.mayBookFor(tx, actor.personId, personId)) !== undefined

  const found = async (tx: Reader, key: MatterKey): Promise<MatterRecord> => {
    const matter = await store.findMatter(tx, key)
    if (!matter) throw new Refusal('not_found')
    return matter
  }

  /** @throws Refusal not_found, also when it exists and is not the actor's */
  const ofHis = async (tx: Reader, actor: Actor, key: MatterKey): Promise<MatterRecord> => {
    const matter = await found(tx, key)
    if (!(await isHis(tx, actor, matter.personId))) throw new Refusal('not_found')
    return matter
  }

  const mustStand = ({ status }: MatterRecord, step: MatterStep): void => {
    if (!stepsFrom[step].includes(status)) throw new Refusal('matter_moved_on', { status })
  }

  const audit = (
    tx: Transaction,
    actor: Actor,
    key: MatterKey,
    action: string,
    detail: Readonly<Record<string, string>> = {},
  ) =>
    appendAudit(tx, {
      at: clock.now(),
      subdistrictId: key.subdistrictId,
      actorPersonId: actor.personId,
      action: `guide.${action}`,
      objectKind: 'guide_matter',
      objectId: key.matterId,
      detail,
    })

  const tell = async (tx: Transaction, matter: MatterRecord, kind: 'guide_ready' | 'guide_again') =>
    notices.tell(tx, {
      personIds: [matter.personId, ...(await relatives.bookersOf(tx, matter.personId))],
      kind,
      subdistrictId: matter.subdistrictId,
      matter: null,
      title: noticeWords[kind].title,
      body: guideNoticeBody(kind, matter.itemName),
      urgency: 'normal',
      once: `${matter.matterId}:${kind}:${clock.now().toISOString()}`,
      what: matter.itemName,
    })

  /** Photos go with the end: their files are gone after the next sweep of photos. */
  const end = async (tx: Transaction, key: MatterKey, at: Date): Promise<boolean> => {
    if (!(await store.moveMatter(tx, key, stepsFrom.end, 'ended', at))) return false
    await photos.release(tx, await store.takePhotos(tx, key))
    return true
  }

  const open = async (
    tx: Transaction,
    actor: Actor,
    key: MatterKey,
    { code, personId, answers }: BodyOf<typeof openMatter>,
  ): Promise<void> => {
    const now = clock.now()
    const day = shanghaiDay(now)
    const held = await itemOn(tx, key.subdistrictId, code, day)
    if (!held) throw new Refusal('item_unknown')
    if (!(await isHis(tx, actor, personId))) throw new Refusal('not_his_relative')
    if ((await store.countOpen(tx, personId)) >= matterRulesOn(day).mostOpen)
      throw new Refusal('too_many_matters')
    const papers = papersOf(held.fields, answers)
    if (papers.length === 0) throw new Refusal('nothing_to_check')
    await store.insertMatter(tx, {
      ...key,
      ...{ code, version: held.version, personId, openedBy: actor.personId, answers, papers },
      at: now,
    })
  }

  /** Ends what nobody has touched for the days of the rules; answers how many. */
  const sweep = async (): Promise<number> => {
    const now = clock.now()
    const { idleDays } = matterRulesOn(shanghaiDay(now))
    const since = new Date(now.getTime() - idleDays * dayLength)
    for (let ended = 0; ; ) {
      const idle = await store.idleMatters(reader, since, sweptAtOnce)
      for (const key of idle) await database.inTransaction((tx) => end(tx, key, now))
      ended += idle.length
      if (idle.length < sweptAtOnce) return ended
    }
  }
  jobs.every(sweepSeconds, 'guide.matters', async () => {
    await sweep()
  })
  accounts.contributeToExport('guideMatters', async (tx, personId) =>
    (await store.mattersOf(tx, [personId])).map(viewOf),
  )
  accounts.onDeletion(async (tx, personId) =>
    photos.release(tx, await store.forgetMatters(tx, personId)),
  )
  accounts.onClaim(store.moveMattersTo)

  return {
    sweep,

    /** @throws Refusal item_unknown | not_his_relative | nothing_to_check | too_many_matters */
    open: (
      actor: Actor,
      subdistrictId: SubdistrictId,
      once: IdempotencyKey,
      body: BodyOf<typeof openMatter>,
    ): Promise<MatterView> =>
      database.inTransaction(async (tx) => {
        const key = { subdistrictId, matterId: guideMatterId(ids.next()) }
        const { result } = await doOnce(tx, actor, once, clock.now(), key, () =>
          open(tx, actor, key, body),
        )
        return viewOf(await ofHis(tx, actor, result))
      }),

    mine: async (actor: Actor): Promise<MatterView[]> => {
      const served = await relatives.servedBy(reader, actor.personId)
      const people = [actor.personId, ...served.map(({ personId }) => personId)]
      return (await store.mattersOf(reader, people)).map(viewOf)
    },

    /** @throws Refusal not_found */
    read: async (actor: Actor, key: MatterKey): Promise<MatterView> =>
      viewOf(await ofHis(reader, actor, key)),

    /** @throws Refusal not_found | photo_unavailable | matter_moved_on */
    photograph: (actor: Actor, key: MatterKey, paper: string, photoId: PhotoId) =>
      database.inTransaction(async (tx) => {
        await store.lockMatter(tx, key)
        const matter = await ofHis(tx, actor, key)
        mustStand(matter, 'photograph')
        const at = clock.now()
        await photos.attachToMatter(tx, { photoIds: [photoId], personId: actor.personId, at })
        const { isPaper, before } = await store.setPhoto(tx, key, paper, photoId)
        if (!isPaper) throw new Refusal('not_found')
        if (before !== null) await photos.release(tx, [before])
        await store.moveMatter(tx, key, [matter.status], matter.status, at)
        return viewOf(await found(tx, key))
      }),

    /** @throws Refusal not_found | photos_missing | matter_moved_on */
    submit: (actor: Actor, key: MatterKey): Promise<MatterView> =>
      database.inTransaction(async (tx) => {
        await store.lockMatter(tx, key)
        const matter = await ofHis(tx, actor, key)
        mustStand(matter, 'submit')
        if (!isComplete(matter.papers)) throw new Refusal('photos_missing')
        await store.moveMatter(tx, key, stepsFrom.submit, 'checking', clock.now())
        return viewOf(await found(tx, key))
      }),

    /** @throws Refusal not_found | matter_moved_on (it has ended) */
    end: (actor: Actor, key: MatterKey): Promise<MatterView> =>
      database.inTransaction(async (tx) => {
        await ofHis(tx, actor, key)
        if (!(await end(tx, key, clock.now()))) throw new Refusal('matter_moved_on')
        await audit(tx, actor, key, 'matter_ended')
        return viewOf(await found(tx, key))
      }),

    toCheck: async (subdistrictId: SubdistrictId): Promise<MatterView[]> =>
      (await store.mattersToCheck(reader, subdistrictId)).map(viewOf),

    /** @throws Refusal not_found | matter_moved_on (not being checked, or a newer photo is there) */
    judge: (
      actor: Actor,
      key: MatterKey,
      paper: string,
      said: { readonly verdict: Verdict; readonly photoId: PhotoId },
    ): Promise<MatterView> =>
      database.inTransaction(async (tx) => {
        await store.lockMatter(tx, key)
        const before = await found(tx, key)
        mustStand(before, 'judge')
        if (!(await store.setVerdict(tx, key, paper, { ...said, by: actor.personId })))
          throw new Refusal('matter_moved_on')
        await audit(tx, actor, key, 'paper_judged', { paper, verdict: said.verdict })
        const matter = await found(tx, key)
        const shown = matter.papers.filter(({ photoId }) => photoId !== null)
        if (shown.every(({ verdict }) => verdict !== null)) {
          const status = statusAfterCheck(shown.map(({ verdict }) => verdict))
          await store.moveMatter(tx, key, stepsFrom.finish, status, clock.now())
          await tell(tx, matter, status === 'ready' ? 'guide_ready' : 'guide_again')
        }
        return viewOf(await found(tx, key))
      }),

    /**
     * Whether a photo of papers is this reader's to see: his own, of somebody he acts for, or, while
     * it is being checked, staff's, whose look is written down. Undefined: it hangs at no matter.
     */
    mayReadPhoto: async (actor: Actor, photoId: PhotoId): Promise<boolean | undefined> => {
      const key = await store.matterOfPhoto(reader, photoId)
      if (!key) return undefined
      const matter = await found(reader, key)
      if (await isHis(reader, actor, matter.personId)) return true
      const checks = postsIn(actor, key.subdistrictId, counterRoles).length > 0
      if (!checks || matter.status !== 'checking') return false
      await database.inTransaction((tx) => audit(tx, actor, key, 'photo_seen', { photoId }))
      return true
    },
  }
}
export type Matters = ReturnType<typeof createMatters>
