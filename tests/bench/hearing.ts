import type { CrowdSocket } from '#tests/live/socket-crowd.ts'
import { openCrowdSocket } from '#tests/live/socket-crowd.ts'

const percentile = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

export interface Heard {
  readonly frames: number
  /** Readings in them; a frame may hold several. */
  readonly readings: number
  /** Milliseconds from the moment a reading carries until it was heard. */
  readonly p50: number
  readonly p99: number
}

/**
 * Counts frames and readings, and, from the moment each carries, how old it is when it arrives. Of the
 * frames only every fourth is asked for its age: the listener shares the machine.
 */
export const listening = () => {
  let frames = 0
  let readings = 0
  let ages: number[] = []
  let onHeard: ((frames: number) => void) | undefined
  const mark = Buffer.from('"heart_rate":[')
  const onFrame = (payload: Buffer): void => {
    const at = payload.indexOf(mark)
    if (at === -1) return
    frames += 1
    const isAsked = frames % 4 === 0
    const begin = at + mark.length
    // [value, quality, moment, value, quality, moment …]
    let commas = 0
    let place = begin
    for (; payload[place] !== 0x5d && place < payload.length; place++)
      if (payload[place] === 0x2c) commas += 1
    readings += (commas + 1) / 3
    if (isAsked) {
      const moments = payload.toString('latin1', begin, place).split(',')
      const now = Date.now()
      for (let n = 2; n < moments.length; n += 3) ages.push(now - Number(moments[n]))
    }
    onHeard?.(frames)
  }
  return {
    onFrame,
    /** Told at each frame how many there were since the last `take`. */
    tell: (listener: ((frames: number) => void) | undefined): void => {
      onHeard = listener
    },
    take: (): Heard => {
      const sorted = Float64Array.from(ages).sort()
      const taken = {
        frames,
        readings,
        p50: percentile(sorted, 0.5),
        p99: percentile(sorted, 0.99),
      }
      frames = 0
      readings = 0
      ages = []
      return taken
    },
  }
}

/** Sockets of the bare server; `elderOf` says whom each follows. */
export const bareSockets = async (
  address: string,
  elderOf: (i: number) => number,
  count: number,
  onFrame: (payload: Buffer) => void,
): Promise<CrowdSocket[]> => {
  const sockets: CrowdSocket[] = []
  for (let from = 0; from < count; from += 500)
    await Promise.all(
      Array.from(
        { length: Math.min(500, count - from) },
        (_, i) =>
          new Promise<void>((resolve) => {
            sockets.push(
              openCrowdSocket(address, String(elderOf(from + i)), {
                onMessage: onFrame,
                onOpen: resolve,
              }),
            )
          }),
      ),
    )
  return sockets
}
