import { setTimeout as sleep } from 'node:timers/promises'

interface Pace {
  readonly perSecond: number
  readonly seconds: number
  readonly everyMilliseconds: number
}

/** Does what is due, by and by, a batch after the other. @returns how many were done in the time */
export const paced = async (
  { perSecond, seconds, everyMilliseconds }: Pace,
  work: (from: number, to: number) => Promise<void>,
): Promise<number> => {
  const began = performance.now()
  let done = 0
  for (;;) {
    const passed = (performance.now() - began) / 1000
    if (passed >= seconds) return done
    const due = Math.floor(passed * perSecond)
    if (due > done) await work(done, due)
    done = due
    const next = everyMilliseconds - ((performance.now() - began) % everyMilliseconds)
    await sleep(next)
  }
}
