import type { Transaction } from '#db/database.ts'
import { formatCaseNumber } from '#shared/cases/case-number.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import { takeNumbers } from './case-types.store.ts'

const blockSize = 50

interface Block {
  readonly code: string
  next: number
  last: number
}

/**
 * Case numbers without a hot row: each node takes a block in a short transaction of its own and
 * hands numbers out from memory. Gaps are allowed. Call it outside any transaction: waiting for a
 * second connection while holding one would lock up a full pool.
 */
export const createCaseNumbers = ({ database }: Pick<Platform, 'database'>, places: Places) => {
  const blocks = new Map<string, Promise<Block>>()

  const take = (subdistrictId: SubdistrictId, day: string, count: number): Promise<Block> =>
    database.inTransaction(async (tx) => {
      const { code } = await places.subdistrict(tx, subdistrictId)
      const last = await takeNumbers(tx, subdistrictId, day, count)
      return { code, next: last - count + 1, last }
    })

  const numbersOf = (code: string, day: string, first: number, count: number): string[] =>
    Array.from({ length: count }, (_, at) =>
      formatCaseNumber({ code, day: day.slice(2).replaceAll('-', ''), count: first + at }),
    )

  /** @throws Refusal not_found for a subdistrict that is not served. */
  const one = async (subdistrictId: SubdistrictId, at: Date): Promise<string> => {
    const day = shanghaiDay(at)
    const key = `${subdistrictId} ${day}`
    for (;;) {
      const held = blocks.get(key)
      const block = await held
      if (block && block.next <= block.last) {
        const [number = ''] = numbersOf(block.code, day, block.next++, 1)
        return number
      }
      if (blocks.get(key) !== held) continue
      const taken = take(subdistrictId, day, blockSize)
      blocks.set(key, taken)
      taken.catch(() => blocks.delete(key))
      for (const other of blocks.keys()) if (!other.endsWith(day)) blocks.delete(other)
    }
  }

  /** As many at once, for an import. */
  const many = async (subdistrictId: SubdistrictId, at: Date, count: number) => {
    const day = shanghaiDay(at)
    const { code, next } = await take(subdistrictId, day, count)
    return numbersOf(code, day, next, count)
  }

  /** In the caller's transaction, where something else is written that must come with it: rare. */
  const inside = async (tx: Transaction, subdistrictId: SubdistrictId, at: Date) => {
    const day = shanghaiDay(at)
    const { code } = await places.subdistrict(tx, subdistrictId)
    const [number = ''] = numbersOf(code, day, await takeNumbers(tx, subdistrictId, day, 1), 1)
    return number
  }

  return { one, many, inside }
}
export type CaseNumbers = ReturnType<typeof createCaseNumbers>
