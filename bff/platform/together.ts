/**
 * Answers many single questions by few common ones: what is asked while one is under way, or within
 * `waitMilliseconds` (0: the same turn), goes into the next. Nothing is kept: each answer is as fresh as its question.
 * A failure of the common question fails each of its askers.
 */
export const together = <Item, Answer>(
  askAll: (items: readonly Item[]) => Promise<readonly Answer[]>,
  { most = 500, waitMilliseconds = 2 }: { most?: number; waitMilliseconds?: number } = {},
): ((item: Item) => Promise<Answer>) => {
  interface Asker {
    readonly item: Item
    readonly resolve: (answer: Answer) => void
    readonly reject: (error: unknown) => void
  }
  let waiting: Asker[] = []
  let busy = false

  const answer = async (askers: readonly Asker[]): Promise<void> => {
    try {
      const answers = await askAll(askers.map(({ item }) => item))
      for (const [at, { resolve, reject }] of askers.entries()) {
        const found = answers[at]
        if (found === undefined) reject(new Error('a question was left without an answer'))
        else resolve(found)
      }
    } catch (error) {
      for (const { reject } of askers) reject(error)
    }
  }
  const begin = async (): Promise<void> => {
    while (waiting.length > 0) {
      const askers = waiting.slice(0, most)
      waiting = waiting.slice(most)
      await answer(askers)
    }
    busy = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (busy) return
      busy = true
      if (waitMilliseconds === 0) setImmediate(() => void begin())
      else setTimeout(() => void begin(), waitMilliseconds)
    })
}
