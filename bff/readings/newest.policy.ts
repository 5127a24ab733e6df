import type { MetricCode } from '#shared/readings/metrics.ts'
import { heldMinutes, metrics } from '#shared/readings/metrics.ts'
import type { Believed } from './readings.policy.ts'

const minute = 60_000

/** The newest reading of a metric, as far as it decides what may take its place. */
export interface Standing {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly sourceNo: number
  /** False: no signal. */
  readonly hasValue: boolean
}

/** One metric of one elder, whatever measured it. */
export const pairOf = ({ elderNo, metric }: Pick<Believed, 'elderNo' | 'metric'>): string =>
  `${elderNo}/${metric}`

const standingOf = ({ measuredAt, sourceNo, value }: Believed): Standing => ({
  ...{ at: measuredAt.getTime(), sourceNo, hasValue: value !== null },
})

/** Whether a reading takes the place of the newest; `insertReadings` says the same in SQL. */
const replaces = (next: Standing, standing: Standing, metric: MetricCode): boolean => {
  if (next.hasValue === standing.hasValue) return next.at > standing.at
  const held = heldMinutes(metrics[metric], next.sourceNo === standing.sourceNo) * minute
  return next.hasValue ? standing.at - held <= next.at : standing.at < next.at - held
}

const inOrder = (one: Believed, other: Believed): number =>
  +one.measuredAt - +other.measuredAt || one.sourceNo - other.sourceNo

/**
 * Of readings of one pair those that were its newest one after the other, had they come singly.
 * @param before the newest when they came; undefined: there was none
 */
export const newerThan = (
  before: Standing | undefined,
  readings: readonly Believed[],
): Believed[] => {
  let standing = before
  return readings.toSorted(inOrder).filter((reading) => {
    const next = standingOf(reading)
    const isNewer = standing === undefined || replaces(next, standing, reading.metric)
    if (isNewer) standing = next
    return isNewer
  })
}

/** The readings of each pair. */
export const byPair = (readings: readonly Believed[]): ReadonlyMap<string, readonly Believed[]> => {
  const pairs = new Map<string, Believed[]>()
  for (const reading of readings) {
    const pair = pairOf(reading)
    const same = pairs.get(pair)
    if (same) same.push(reading)
    else pairs.set(pair, [reading])
  }
  return pairs
}

/** Of each pair the reading that is to be its newest. */
export const newestOfEach = (readings: readonly Believed[]): Believed[] =>
  [...byPair(readings).values()].flatMap((same) =>
    same.length === 1 ? same : newerThan(undefined, same).slice(-1),
  )
