import type { Reader, Transaction } from '#db/database.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { Platform } from '../platform/platform.ts'
import type { OfferBook } from './offer-book.ts'
import { readOfferBook } from './offers.store.ts'

const topic = 'catalogue/changed'

/**
 * The catalogues, in the memory of each node: a few hundred rows that change a few times a month and
 * are asked for by every step of every booking. They are read again when a change is told.
 */
export const createOfferShelf = ({
  liveBus,
  wechatPay,
}: Pick<Platform, 'liveBus' | 'wechatPay'>) => {
  const kept = new Map<SubdistrictId, OfferBook>()
  /** Transactions that have written: what they see may never come to be. */
  const writers = new WeakSet<Reader>()
  let generation = 0
  const forget = () => {
    generation += 1
    kept.clear()
  }
  liveBus.subscribe((change) => {
    if (change.topic === topic) forget()
  }, forget)

  return {
    bookOf: async (tx: Reader, subdistrictId: SubdistrictId): Promise<OfferBook> => {
      const known = writers.has(tx) ? undefined : kept.get(subdistrictId)
      if (known) return known
      const begun = generation
      const book = await readOfferBook(tx, subdistrictId, wechatPay !== undefined)
      // A change that came while reading must not be covered up by what was read before it.
      if (begun === generation && !writers.has(tx)) kept.set(subdistrictId, book)
      return book
    },

    /** To be called in the transaction that changes a catalogue. */
    changed: (tx: Transaction, subdistrictId: SubdistrictId): void => {
      writers.add(tx)
      tx.afterCommit(() => {
        forget()
        liveBus.publish({ topic, kind: 'catalogue_changed', data: { subdistrictId } })
      })
    },
  }
}
export type OfferShelf = ReturnType<typeof createOfferShelf>
