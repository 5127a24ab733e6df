import type { Reader, Transaction } from '#db/database.ts'
import type { EditedItem } from '#shared/guide/guide-desk.contract.ts'
import { changesBetween } from '#shared/guide/item-diff.ts'
import type { ItemFields } from '#shared/guide/item-fields.ts'
import { findingsOf } from '#shared/guide/item-rules.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import { guideItemId } from '#shared/ids.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Actor } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import { findDraft, keepDraft, listEdited, takeDraft } from './drafts.store.ts'
import type { ItemKey, KnownItem } from './guide-record.ts'
import type { Publish } from './publishing.ts'
import { addItems, findItem, versionsOf } from './versions.store.ts'

export interface GuideNeeds {
  readonly accounts: Pick<Accounts, 'labelOf'>
  readonly places: Pick<Places, 'subdistrict'>
}

const shownAtOnce = 60

/** Draft → findings → diff → publish: nothing reaches a resident but whole and sound. */
export const createDrafts = (
  { clock, database, ids, settings }: Pick<Platform, 'clock' | 'database' | 'ids' | 'settings'>,
  { accounts, places }: GuideNeeds,
  publish: Publish,
) => {
  const itemOf = async (tx: Reader, { subdistrictId, code }: ItemKey): Promise<KnownItem> => {
    const item = await findItem(tx, subdistrictId, code)
    if (!item) throw new Refusal('item_unknown')
    return item
  }

  const view = async (tx: Transaction, key: ItemKey): Promise<EditedItem> => {
    const { subdistrictId } = key
    const item = await itemOf(tx, key)
    const draft = await findDraft(tx, { subdistrictId, itemId: item.itemId })
    const names = new Map<PersonId, string>()
    const nameOf = async (person: PersonId): Promise<string> => {
      const name = names.get(person) ?? (await accounts.labelOf(tx, subdistrictId, person))
      names.set(person, name)
      return name
    }
    const versions: EditedItem['versions'] = []
    for (const one of await versionsOf(tx, subdistrictId, item.itemId))
      versions.push({
        version: one.version,
        effectiveFrom: one.effectiveFrom,
        publishedAt: one.publishedAt.toISOString(),
        publishedBy: one.publishedBy === null ? null : await nameOf(one.publishedBy),
      })
    const [newest] = versions
    return {
      code: item.code,
      provenance: item.provenance,
      published: newest && item.fields ? { ...newest, fields: item.fields } : null,
      draft: draft
        ? {
            fields: draft.fields,
            revision: draft.revision,
            basedOn: draft.basedOn,
            changedAt: draft.changedAt.toISOString(),
            changedBy: await nameOf(draft.changedBy),
          }
        : null,
      findings: draft ? findingsOf(draft.fields) : [],
      changes: draft ? changesBetween(item.fields ?? undefined, draft.fields) : [],
      versions,
    }
  }

  const audit = (tx: Transaction, actor: Actor, { subdistrictId, code }: ItemKey, action: string) =>
    appendAudit(tx, {
      at: clock.now(),
      subdistrictId,
      actorPersonId: actor.personId,
      action: `guide.${action}`,
      objectKind: 'guide',
      objectId: code,
    })

  return {
    /** @throws Refusal not_found (no such subdistrict) */
    list: async (subdistrictId: SubdistrictId, text: string | undefined) => {
      const { reader } = database
      await places.subdistrict(reader, subdistrictId)
      const rows = await listEdited(reader, subdistrictId, text?.trim(), shownAtOnce)
      return { items: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
    },

    /** @throws Refusal item_unknown */
    read: (key: ItemKey): Promise<EditedItem> => database.inTransaction((tx) => view(tx, key)),

    /** @throws Refusal not_found | item_code_fixed | draft_moved_on */
    save: (actor: Actor, key: ItemKey, revision: number, fields: ItemFields): Promise<EditedItem> =>
      database.inTransaction(async (tx) => {
        const { subdistrictId, code } = key
        await places.subdistrict(tx, subdistrictId)
        if (fields.code !== code) throw new Refusal('item_code_fixed')
        const provenance = settings.mode === 'demo' ? 'demo' : 'official'
        await addItems(tx, subdistrictId, [{ itemId: guideItemId(ids.next()), code, provenance }])
        const { itemId, version } = await itemOf(tx, key)
        const saved = { fields, basedOn: version, revision, at: clock.now(), by: actor.personId }
        if (!(await keepDraft(tx, { subdistrictId, itemId }, saved)))
          throw new Refusal('draft_moved_on')
        await audit(tx, actor, key, 'draft_saved')
        return view(tx, key)
      }),

    /** @throws Refusal item_unknown | draft_moved_on */
    drop: (actor: Actor, key: ItemKey, revision: number): Promise<void> =>
      database.inTransaction(async (tx) => {
        const { itemId } = await itemOf(tx, key)
        if (!(await takeDraft(tx, { subdistrictId: key.subdistrictId, itemId }, revision)))
          throw new Refusal('draft_moved_on')
        await audit(tx, actor, key, 'draft_dropped')
      }),

    /** @throws Refusal item_unknown | draft_moved_on | item_faulty (how many rules it breaks) */
    publish: (actor: Actor, key: ItemKey, revision: number): Promise<EditedItem> =>
      database.inTransaction(async (tx) => {
        const { subdistrictId } = key
        const { itemId, provenance } = await itemOf(tx, key)
        const fields = await takeDraft(tx, { subdistrictId, itemId }, revision)
        if (!fields) throw new Refusal('draft_moved_on')
        const findings = findingsOf(fields)
        if (findings.length > 0) throw new Refusal('item_faulty', { findings: findings.length })
        await publish(tx, {
          subdistrictId,
          items: [fields],
          provenance: () => provenance,
          by: actor.personId,
        })
        return view(tx, key)
      }),
  }
}
