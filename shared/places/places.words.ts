/** `合兴路128弄5号302室`, from the numbers of an address; empty when there are none. */
export const doorWords = (numbers: {
  readonly lane: number | null
  readonly doorNo: number | null
  readonly room: string | null
}): string =>
  [
    numbers.lane === null ? '' : `${numbers.lane}弄`,
    numbers.doorNo === null ? '' : `${numbers.doorNo}号`,
    numbers.room === null ? '' : `${numbers.room}室`,
  ].join('')

/** `合兴路128号（合兴一村）`. */
export const addressWords = (where: string, doorNo: string, within: string | null): string =>
  `${where}${doorNo}${within === null ? '' : `（${within}）`}`

/** A point that was only pointed at. */
export const nearWords = (where: string): string => `${where}附近`
