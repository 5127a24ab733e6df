import { isDatabaseAway, sqlState } from '#db/sql-state.ts'
import type { Arrival } from '../../readings/reading-record.ts'
import type { Readings } from '../../readings/readings.service.ts'

const lanes = 4
const mostReadings = 500
const waitMilliseconds = 20

interface Waiting {
  readonly arrival: Arrival
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/**
 * Faults of the moment, not of the message: conflicts, want of room, locks, statements cut off, the
 * database away. Then the device is not told, and sends it again.
 */
const isPassing = (error: unknown): boolean =>
  isDatabaseAway(error) || ['40', '53', '55', '57'].includes(sqlState(error)?.slice(0, 2) ?? '')

const sizeOf = ({ arrival }: Waiting): number => Math.max(1, arrival.readings.length)

/**
 * Gathers what comes within 20 ms into one transaction. A device always goes by the same lane, and a
 * lane commits one batch after another: so what it says is stored and announced in its order.
 */
export const createBatches = (
  ingestAll: Readings['ingestAll'],
  log: { readonly warn: (about: object, words: string) => void },
) => {
  const lane = () => {
    let queue: Waiting[] = []
    let timer: NodeJS.Timeout | undefined
    let running: Promise<void> | undefined

    /** One that cannot be stored must not hold up the others, nor come again for ever. */
    const alone = async ({ arrival, done, failed }: Waiting): Promise<void> => {
      try {
        await ingestAll([arrival])
        done()
      } catch (error) {
        if (isPassing(error)) return failed(error)
        log.warn({ err: error }, 'a message that cannot be stored is put aside')
        const unreadable = JSON.stringify(arrival.readings)
        await ingestAll([{ from: arrival.from, readings: [], unreadable }]).then(done, failed)
      }
    }

    const store = async (batch: readonly Waiting[]): Promise<void> => {
      try {
        await ingestAll(batch.map(({ arrival }) => arrival))
        for (const { done } of batch) done()
      } catch (error) {
        if (isPassing(error)) for (const { failed } of batch) failed(error)
        else for (const waiting of batch) await alone(waiting)
      }
    }

    const take = (): Waiting[] => {
      let size = 0
      let count = 0
      while (count < queue.length && size < mostReadings) {
        const next = queue[count]
        size += next ? sizeOf(next) : 0
        count += 1
      }
      const batch = queue.slice(0, count)
      queue = queue.slice(count)
      return batch
    }

    const flush = (): void => {
      clearTimeout(timer)
      timer = undefined
      if (running || queue.length === 0) return
      running = store(take()).finally(() => {
        running = undefined
        // What came meanwhile has waited long enough.
        flush()
      })
    }

    return {
      add: (waiting: Waiting): void => {
        queue.push(waiting)
        if (queue.length >= mostReadings) flush()
        else if (!running) timer ??= setTimeout(flush, waitMilliseconds)
      },
      end: async (): Promise<void> => {
        flush()
        while (running) await running
      },
    }
  }

  const all = Array.from({ length: lanes }, lane)

  return {
    /** @returns when it is stored: only then may the device be told */
    add: (arrival: Arrival & { readonly from: { readonly deviceId: string } }): Promise<void> =>
      new Promise((done, failed) => {
        const last = Number.parseInt(arrival.from.deviceId.slice(-2), 16)
        all[last % lanes]?.add({ arrival, done, failed })
      }),
    /** Stores what waits. */
    end: async (): Promise<void> => {
      await Promise.all(all.map(({ end }) => end()))
    },
  }
}
