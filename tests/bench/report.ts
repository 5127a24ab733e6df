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

const verdictOf = (isAim: boolean, isFloor: boolean): string =>
  isAim ? 'aim reached' : isFloor ? 'floor reached' : 'BELOW FLOOR'

/** Ours as a share of bare: the more the better. */
export const ratioLine = (bare: number, ours: number, { floor, aim }: Goal): string => {
  // On a starved machine nothing comes back in time, and nothing divided by nothing is no aim reached.
  const isMeasured = bare > 0 && ours > 0
  const ratio = isMeasured ? ours / bare : 0
  const verdict = isMeasured ? verdictOf(ratio >= aim, ratio >= floor) : 'NOT MEASURED'
  return `  ratio ${(ratio * 100).toFixed(0)}% – floor ${floor * 100}%, aim ${aim * 100}% – ${verdict}`
}

/** Ours as a multiple of bare: the less the better. */
export const latencyLine = (bare: number, ours: number, { floor, aim }: Goal): string => {
  const isMeasured = bare > 0 && ours > 0
  const ratio = isMeasured ? ours / bare : 0
  const verdict = isMeasured ? verdictOf(ratio <= aim, ratio <= floor) : 'NOT MEASURED'
  return `  ${ratio.toFixed(1)} × bare at p99 – floor ${floor} ×, aim ${aim} × – ${verdict}`
}

/** Bare, ours and perhaps a third load for information, as people read it. */
export const report = (
  what: string,
  [bare, ours, other]: readonly Measured[],
  goal: Goal,
): void => {
  if (!bare || !ours) throw new Error('nothing to compare')
  process.stdout.write(
    `${what}\n  bare ${said(bare)}\n  ours ${said(ours)}\n` +
      `${ratioLine(bare.perSecond, ours.perSecond, goal)}\n` +
      (other ? `  (bare, ${goal.otherIs}: ${said(other)})\n` : ''),
  )
}
