/** What a follower is allowed, one class by another: the least that fits the question. */
export const metricClasses = ['vitals', 'sleep', 'activity'] as const
export type MetricClass = (typeof metricClasses)[number]

interface Range {
  readonly from: number
  readonly to: number
}

/** How one kind of reading is told apart, normalised and judged. */
export interface Metric {
  /** What it is called in the database; never given to another. */
  readonly no: number
  readonly class: MetricClass
  /** UCUM code of the one unit it is kept in; readings in others are converted at the door. */
  readonly unit: string
  /** LOINC code where FHIR R4 vital signs or the PHR guide name one; null: a local code. */
  readonly loinc: string | null
  /** Values outside are artefacts and go to quarantine; within, but outside `usual`, suspect. */
  readonly possible: Range
  readonly usual: Range
  /** A probe that is off says 0: no signal, never a value (guides/vitals §2.3, person-a.csv). */
  readonly zeroIsNoSignal: boolean
  /** Measured now and then, as by a cuff: the last value is worth saying for a day. */
  readonly spot: boolean
  readonly decimals: 0 | 1 | 2
}

const measured = (
  no: number,
  metricClass: MetricClass,
  [unit, loinc]: readonly [string, string | null],
  [from, to]: readonly [number, number],
  [low, high]: readonly [number, number],
  {
    zeroIsNoSignal = true,
    spot = false,
    decimals = 0,
  }: Partial<Pick<Metric, 'zeroIsNoSignal' | 'spot' | 'decimals'>> = {},
): Metric => ({
  ...{ no, class: metricClass, unit, loinc, zeroIsNoSignal, spot, decimals },
  possible: { from, to },
  usual: { from: low, to: high },
})

/**
 * Plausibility limits are ours, for want of a standard (guides/vitals §2.3); a clinician should sign
 * them before real use. LOINC and UCUM: FHIR R4 vital signs profiles, HL7 PHR sleep codes.
 */
export const metrics = {
  heart_rate: measured(1, 'vitals', ['/min', '8867-4'], [20, 300], [25, 200]),
  respiratory_rate: measured(2, 'vitals', ['/min', '9279-1'], [2, 80], [5, 60]),
  oxygen_saturation: measured(3, 'vitals', ['%', '2708-6'], [30, 100], [70, 100]),
  systolic: measured(4, 'vitals', ['mm[Hg]', '8480-6'], [40, 300], [60, 260], {
    spot: true,
  }),
  diastolic: measured(5, 'vitals', ['mm[Hg]', '8462-4'], [20, 200], [30, 160], {
    spot: true,
  }),
  mean_pressure: measured(6, 'vitals', ['mm[Hg]', '8478-0'], [25, 250], [40, 200], {
    spot: true,
  }),
  pulse_rate: measured(7, 'vitals', ['/min', '8889-8'], [20, 300], [25, 200]),
  temperature: measured(8, 'vitals', ['Cel', '8310-5'], [25, 45], [34, 42], {
    ...{ spot: true, decimals: 1 },
  }),
  weight: measured(9, 'vitals', ['kg', '29463-7'], [20, 250], [25, 200], {
    ...{ spot: true, decimals: 1 },
  }),
  /** 1 = in bed, 0 = not. */
  in_bed: measured(20, 'sleep', ['1', null], [0, 1], [0, 1], { zeroIsNoSignal: false }),
  /** 0 = awake, 1 = light, 2 = deep, 3 = REM; one reading when the stage changes, and each 5 min. */
  sleep_stage: measured(21, 'sleep', ['1', null], [0, 3], [0, 3], { zeroIsNoSignal: false }),
  /** Seconds with movement in the minute before. */
  motion: measured(30, 'activity', ['s', null], [0, 60], [0, 60], { zeroIsNoSignal: false }),
  /** 1 = the door of the flat was opened, 0 = closed. */
  door: measured(31, 'activity', ['1', null], [0, 1], [0, 1], { zeroIsNoSignal: false }),
  /** Cubic metres drawn since the reading before. */
  water: measured(32, 'activity', ['m3', null], [0, 50], [0, 2], {
    ...{ zeroIsNoSignal: false, decimals: 2 },
  }),
  /** 1 = the help button was pressed. */
  help_button: measured(33, 'activity', ['1', null], [0, 1], [0, 1], { zeroIsNoSignal: false }),
} as const satisfies Record<string, Metric>

export type MetricCode = keyof typeof metrics
// A set, because phones before 2022 have no Object.hasOwn and every object knows `toString`.
const codes = new Set(Object.keys(metrics))
export const isMetricCode = (text: string): text is MetricCode => codes.has(text)
export const metricCodes: readonly MetricCode[] = Object.keys(metrics).filter(isMetricCode)

const byNo = new Map<number, MetricCode>(metricCodes.map((code) => [metrics[code].no, code]))
/** @throws RangeError for a number that no metric has */
export const metricOfNo = (no: number): MetricCode => {
  const code = byNo.get(no)
  if (code === undefined) throw new RangeError(`no metric ${no}`)
  return code
}

/** What a reading is worth: a value, a value to doubt, or a probe that is off. */
export const qualities = ['good', 'suspect', 'no_signal'] as const
export type Quality = (typeof qualities)[number]
/**
 * Minutes for which a value stands before “no signal”: of a cuff for a day, since it is off between two
 * measurements; of others a little when it is another probe that is off.
 */
export const heldMinutes = ({ spot }: Pick<Metric, 'spot'>, isSameProbe: boolean): number => {
  if (spot) return 24 * 60
  return isSameProbe ? 0 : 10
}

/** In the database by their place in the list. */
export const qualityNo = (quality: Quality): number => qualities.indexOf(quality)
