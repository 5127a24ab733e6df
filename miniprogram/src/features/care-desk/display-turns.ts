/** Seconds a page of the big screen stands: long enough to read eight lines aloud. */
export const turnSeconds = 12

/**
 * Splits what must be seen into pages of at most `size`, evenly, so that the last one is not a single
 * line. Nothing is left out, whatever the number.
 */
export const turnsOf = <T>(all: readonly T[], size: number): readonly (readonly T[])[] => {
  if (all.length === 0) return []
  const pages = Math.ceil(all.length / Math.max(1, size))
  const even = Math.ceil(all.length / pages)
  return Array.from({ length: pages }, (_, at) => all.slice(at * even, (at + 1) * even)).filter(
    (page) => page.length > 0,
  )
}

interface Named {
  readonly maskedName: string
  readonly room: string
}

/** A name for each line that stays its own; masked, two of one room may look the same. */
export const lineKeys = (people: readonly Named[]): readonly string[] => {
  const seen = new Map<string, number>()
  return people.map(({ room, maskedName }) => {
    const name = `${room} ${maskedName}`
    const before = seen.get(name) ?? 0
    seen.set(name, before + 1)
    return before === 0 ? name : `${name} ${before}`
  })
}
