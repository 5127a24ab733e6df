import type { SleepNight, SleepState } from '#shared/readings/readings.contract.ts'
import { addDays, shanghaiInstant } from '#shared/time/shanghai.ts'

/** What a bed sensor said at one moment; see `in_bed` and `sleep_stage` in shared/readings/metrics. */
export interface BedReading {
  readonly metric: 'in_bed' | 'sleep_stage'
  readonly at: Date
  readonly value: number
}

const minute = 60_000
/** A sensor says the same again every 5 minutes: what is older than three of these is not known. */
export const bedReadingHolds = 15 * minute
/** Turning over can lift somebody off the sensor for a moment. */
const shortestOut = minute
const eveningMinute = 18 * 60
const noonMinute = 12 * 60

const stageNames = ['awake', 'light', 'deep', 'rem'] as const

interface Span {
  readonly from: number
  to: number
  readonly state: SleepState
}

/** From 18:00 of the evening before to 12:00 of the day on whose morning the night ends. */
export const nightWindow = (day: string): { readonly from: Date; readonly to: Date } => ({
  from: shanghaiInstant(addDays(day, -1), eveningMinute),
  to: shanghaiInstant(day, noonMinute),
})

const isInBed = ({ state }: Span): boolean => state !== 'out' && state !== 'no_data'

const stateOf = (inBed: number | undefined, stage: number | undefined): SleepState => {
  if (inBed === 0) return 'out'
  const name = stage === undefined ? undefined : stageNames[stage]
  if (name) return name
  return inBed === 1 ? 'in_bed' : 'no_data'
}

/** The state of every moment of the window, as spans in a row. */
const spansOf = (readings: readonly BedReading[], from: number, to: number): Span[] => {
  const inOrder = [...readings].sort((one, other) => one.at.getTime() - other.at.getTime())
  const moments = new Set<number>([from])
  for (const { at } of inOrder)
    for (const moment of [at.getTime(), at.getTime() + bedReadingHolds])
      if (moment > from && moment < to) moments.add(moment)
  const spans: Span[] = []
  const last: Record<BedReading['metric'], BedReading | undefined> = {
    in_bed: undefined,
    sleep_stage: undefined,
  }
  let next = 0
  for (const moment of [...moments].sort((one, other) => one - other)) {
    for (let one = inOrder[next]; one && one.at.getTime() <= moment; one = inOrder[next]) {
      last[one.metric] = one
      // Whoever got up sleeps anew: the stage before says nothing about it.
      if (one.metric === 'in_bed' && one.value === 0) last.sleep_stage = undefined
      next += 1
    }
    const known = (reading: BedReading | undefined) =>
      reading && moment - reading.at.getTime() < bedReadingHolds ? reading.value : undefined
    const state = stateOf(known(last.in_bed), known(last.sleep_stage))
    const before = spans.at(-1)
    if (before) before.to = moment
    if (before?.state !== state) spans.push({ from: moment, to, state })
  }
  const final = spans.at(-1)
  if (final) final.to = to
  return spans
}

/** How long he was out between two times in bed, one number for each time. */
const timesOutOf = (spans: readonly Span[]): number[] => {
  const times: number[] = []
  let out = 0
  for (const span of spans) {
    if (span.state === 'out') out += span.to - span.from
    if (!isInBed(span)) continue
    if (out >= shortestOut) times.push(out)
    out = 0
  }
  return times
}

/**
 * One night from what the bed sensor said: nothing is claimed for moments of which it said nothing.
 * @param readings of the window and the 15 minutes before it, in any order
 */
export const sleepNight = (day: string, readings: readonly BedReading[], now: Date): SleepNight => {
  const { from, to: noon } = nightWindow(day)
  const to = new Date(Math.max(from.getTime(), Math.min(noon.getTime(), now.getTime())))
  const all = to > from ? spansOf(readings, from.getTime(), to.getTime()) : []
  const first = all.findIndex(isInBed)
  const last = all.findLastIndex(isInBed)
  const spans = first === -1 ? [] : all.slice(first, last + 1)
  const after = all[last + 1]
  const sum = (...states: SleepState[]): number =>
    Math.round(
      spans.reduce(
        (total, span) => (states.includes(span.state) ? total + span.to - span.from : total),
        0,
      ) / minute,
    )
  const timesOut = timesOutOf(spans)
  const instant = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString())
  return {
    day,
    from: from.toISOString(),
    to: to.toISOString(),
    spans: spans.map((span) => ({
      from: new Date(span.from).toISOString(),
      to: new Date(span.to).toISOString(),
      state: span.state,
    })),
    toBedAt: instant(spans[0]?.from),
    upAt: first !== -1 && after?.state === 'out' ? instant(after.from) : null,
    minutes: {
      inBed: sum('awake', 'light', 'deep', 'rem', 'in_bed'),
      asleep: sum('light', 'deep', 'rem'),
      awake: sum('awake'),
      light: sum('light'),
      deep: sum('deep'),
      rem: sum('rem'),
      out: sum('out'),
      noData: sum('no_data'),
    },
    timesOut: timesOut.length,
    longestOut: Math.round(Math.max(0, ...timesOut) / minute),
  }
}
