import type { Measured } from './load.ts'

/** What a ratio must and should be. */
export interface Goal {
  readonly floor: number
  readonly aim: number
  /** What the third load, measured for information, does differently. */
  readonly otherIs?: string
}

const said = (one: Measured) =>
  `${one.perSecond}/s (${one.wonPerSecond === one.perSecond ? '' : `${one.wonPerSecond} won, `}median ${one.median} ms, p99 ${one.p99} ms, failed ${one.failed}${one.processor === null ? '' : `, processor ${one.processor.toFixed(2)} ms`})`

/** Bare, ours and perhaps a third load for information, as people read it. */
export const report = (
  what: string,
  [bare, ours, other]: readonly Measured[],
  { floor, aim, otherIs }: Goal,
): void => {
  if (!bare || !ours) throw new Error('nothing to compare')
  // On a starved machine nothing comes back in time, and nothing divided by nothing is no aim reached.
  const isMeasured = bare.perSecond > 0 && ours.perSecond > 0
  const ratio = isMeasured ? ours.perSecond / bare.perSecond : 0
  const verdict = !isMeasured
    ? 'NOT MEASURED'
    : ratio >= aim
      ? 'aim reached'
      : ratio >= floor
        ? 'floor reached'
        : 'BELOW FLOOR'
  process.stdout.write(
    `${what}\n  bare ${said(bare)}\n  ours ${said(ours)}\n` +
      `  ratio ${(ratio * 100).toFixed(0)}% – floor ${floor * 100}%, aim ${aim * 100}% – ${verdict}\n` +
      (other ? `  (bare, ${otherIs}: ${said(other)})\n` : ''),
  )
}
