/** Random choices that a seed repeats (mulberry32). */
export const diceOf = (seed: number) => {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (many: number): number => Math.floor(next() * many)
  return {
    below,
    /** True so often of a hundred times. */
    percent: (often: number): boolean => next() * 100 < often,
    of: <T>(list: readonly T[]): T => {
      const found = list[below(list.length)]
      if (found === undefined) throw new Error('an empty list')
      return found
    },
  }
}
export type Dice = ReturnType<typeof diceOf>
