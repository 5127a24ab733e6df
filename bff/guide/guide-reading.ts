import type { ItemRow, ItemView } from '#shared/guide/guide.contract.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { ItemKey } from './guide-record.ts'
import type { ShelfFilter } from './shelf.store.ts'
import { countShelf, listShelf, shelfOf } from './shelf.store.ts'
import { itemOn } from './versions.store.ts'

const pageLength = 50
/** As many as the terminals of 江苏路 call 高频 (G1). */
const frequentShown = 12

/** The guide as it holds today, for everybody. */
export const createGuideReading = (
  { clock, database }: Pick<Platform, 'clock' | 'database'>,
  { places }: { readonly places: Pick<Places, 'subdistrict'> },
) => {
  const { reader } = database
  const today = () => shanghaiDay(clock.now())

  /** @throws Refusal item_unknown */
  const read = async ({ subdistrictId, code }: ItemKey): Promise<ItemView> => {
    const day = today()
    const held = await itemOn(reader, subdistrictId, code, day)
    if (!held) throw new Refusal('item_unknown')
    const { fields, provenance, version, since, until, publishedAt } = held
    const codes = fields.bundle?.codes ?? []
    const together: ItemRow[] =
      codes.length === 0 ? [] : await shelfOf(reader, subdistrictId, day, codes)
    return {
      ...fields,
      provenance,
      version,
      since,
      until,
      publishedAt: publishedAt.toISOString(),
      together,
    }
  }

  return {
    read,

    /** @throws Refusal not_found (no such subdistrict) */
    home: async (subdistrictId: SubdistrictId) => {
      await places.subdistrict(reader, subdistrictId)
      const day = today()
      const { demonstration, ...counts } = await countShelf(reader, subdistrictId, day)
      const frequent = await listShelf(
        reader,
        subdistrictId,
        day,
        { list: 'frequent' },
        frequentShown,
      )
      return {
        items: counts.items,
        classes: [...counts.classes],
        situations: [...counts.situations],
        audiences: [...counts.audiences],
        lists: [...counts.lists],
        frequent,
        isDemonstration: demonstration > 0,
      }
    },

    /** @throws Refusal not_found (no such subdistrict) */
    list: async (subdistrictId: SubdistrictId, filter: ShelfFilter) => {
      await places.subdistrict(reader, subdistrictId)
      const rows = await listShelf(reader, subdistrictId, today(), filter, pageLength + 1)
      const items = rows.slice(0, pageLength)
      const last = items.at(-1)
      return { items, next: rows.length > pageLength && last ? last.code : null }
    },
  }
}
