import type { ItemRow } from '#shared/guide/guide.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Platform } from '../platform/platform.ts'
import { findOnShelf, tokenFrequencies } from './find.store.ts'
import type { Frequencies } from './query.policy.ts'

const shownAtOnce = 10

interface Kept {
  readonly frequencies: Frequencies
  readonly isOld: boolean
}

/**
 * Search as people ask. How often a token stands in the guide is kept by each node and counted anew
 * after a publication, beside the searches, which meanwhile go on with the older count.
 */
export const createFind = ({
  clock,
  database,
  liveBus,
}: Pick<Platform, 'clock' | 'database' | 'liveBus'>) => {
  const { reader } = database
  const kept = new Map<SubdistrictId, Kept>()
  const counting = new Map<SubdistrictId, Promise<Frequencies>>()

  const outdate = (topic: string | undefined): void => {
    for (const [id, { frequencies }] of kept)
      if (topic === undefined || topic === `guide/${id}`) kept.set(id, { frequencies, isOld: true })
  }
  liveBus.subscribe(
    ({ topic }) => {
      if (topic.startsWith('guide/')) outdate(topic)
    },
    () => outdate(undefined),
  )

  const count = (subdistrictId: SubdistrictId): Promise<Frequencies> => {
    const running = counting.get(subdistrictId)
    if (running) return running
    const started = tokenFrequencies(reader, subdistrictId)
      .then((frequencies) => {
        kept.set(subdistrictId, { frequencies, isOld: false })
        return frequencies
      })
      .finally(() => counting.delete(subdistrictId))
    counting.set(subdistrictId, started)
    return started
  }

  const frequenciesOf = async (subdistrictId: SubdistrictId): Promise<Frequencies> => {
    const known = kept.get(subdistrictId)
    if (known === undefined || known.frequencies.items === 0) return count(subdistrictId)
    // A count that fails is tried again by the next search.
    if (known.isOld) void count(subdistrictId).catch(() => undefined)
    return known.frequencies
  }

  return {
    /** The items that fit best; none when nothing of it is known. */
    find: async (subdistrictId: SubdistrictId, typed: string): Promise<ItemRow[]> => {
      // Loaded only here: it brings the dictionary of pinyin.
      const { choosingTokens, wantedTokens } = await import('./query.policy.ts')
      const known = await frequenciesOf(subdistrictId)
      const wanted = wantedTokens(typed, known)
      if (wanted.length === 0) return []
      const choosing = choosingTokens(wanted, known)
      const day = shanghaiDay(clock.now())
      return findOnShelf(reader, subdistrictId, day, wanted, choosing, shownAtOnce)
    },
    /** To be called after a publication of this node. */
    outdate: (subdistrictId: SubdistrictId) => outdate(`guide/${subdistrictId}`),
  }
}
