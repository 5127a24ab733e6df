import type { Transaction } from '#db/database.ts'
import { changesBetween } from '#shared/guide/item-diff.ts'
import type { ItemFields } from '#shared/guide/item-fields.ts'
import type { Provenance } from '#shared/guide/item-kinds.ts'
import { findingsOf } from '#shared/guide/item-rules.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import { guideItemId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { KnownItem, NewVersion } from './guide-record.ts'
import { addItems, addVersions, lockItems } from './versions.store.ts'

export interface Publication {
  readonly subdistrictId: SubdistrictId
  readonly items: readonly ItemFields[]
  /** Of items that are new. */
  readonly provenance: (item: ItemFields) => Provenance
  /** Null: an import. */
  readonly by: PersonId | null
}

export interface Published {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
}

/** Rows of one statement: a version weighs some kilobytes. */
const atOnce = 500

/** Makes the next version of each item that differs, all in the caller's transaction or none. */
export const createPublishing = (
  { clock, ids, liveBus }: Pick<Platform, 'clock' | 'ids' | 'liveBus'>,
  onPublished: (subdistrictId: SubdistrictId) => void,
) => {
  const batch = async (
    tx: Transaction,
    { subdistrictId, items, provenance, by }: Publication,
    now: Date,
  ): Promise<Published> => {
    const today = shanghaiDay(now)
    await addItems(
      tx,
      subdistrictId,
      items.map((item) => ({
        itemId: guideItemId(ids.next()),
        code: item.code,
        provenance: provenance(item),
      })),
    )
    const known = new Map<string, KnownItem>(
      (
        await lockItems(
          tx,
          subdistrictId,
          items.map(({ code }) => code),
        )
      ).map((item) => [item.code, item]),
    )
    const versions = items.flatMap((fields): NewVersion[] => {
      const item = known.get(fields.code)
      if (!item) throw new Error(`${fields.code} was not added`)
      if (item.fields && changesBetween(item.fields, fields).length === 0) return []
      // Nobody may be told today that something else held yesterday.
      const fromDay = fields.effectiveFrom > today ? fields.effectiveFrom : today
      const { itemId, provenance: from } = item
      return [{ itemId, version: item.version + 1, fields, provenance: from, fromDay }]
    })
    if (versions.length > 0) {
      // Loaded only here: it brings the dictionary of pinyin.
      const { shelfRowOf } = await import('./shelf-row.ts')
      await addVersions(tx, subdistrictId, versions, versions.map(shelfRowOf), { at: now, by })
    }
    const added = versions.filter(({ version }) => version === 1).length
    return {
      added,
      changed: versions.length - added,
      unchanged: items.length - versions.length,
    }
  }

  /** Every item must be sound and its code stand once. */
  const publish = async (tx: Transaction, publication: Publication): Promise<Published> => {
    const { subdistrictId, items, by } = publication
    const now = clock.now()
    const faulty = items.find((item) => findingsOf(item).length > 0)
    if (faulty) throw new Error(`${faulty.code} breaks rules and was not to be published`)
    let sum: Published = { added: 0, changed: 0, unchanged: 0 }
    for (let at = 0; at < items.length; at += atOnce) {
      const part = { ...publication, items: items.slice(at, at + atOnce) }
      const { added, changed, unchanged } = await batch(tx, part, now)
      sum = {
        added: sum.added + added,
        changed: sum.changed + changed,
        unchanged: sum.unchanged + unchanged,
      }
    }
    if (sum.added + sum.changed > 0) {
      await appendAudit(tx, {
        at: now,
        subdistrictId,
        actorPersonId: by,
        action: 'guide.published',
        objectKind: 'guide',
        objectId: items.length === 1 ? (items[0]?.code ?? '') : `${items.length} items`,
        detail: { ...sum },
      })
      tx.afterCommit(() => {
        onPublished(subdistrictId)
        liveBus.publish({ topic: `guide/${subdistrictId}`, kind: 'published', data: {} })
      })
    }
    return sum
  }
  return publish
}
export type Publish = ReturnType<typeof createPublishing>
