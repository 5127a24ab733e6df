/** Consciousness as NEWS2 counts it: alert, or any of new confusion, voice, pain, unresponsive. */
export type Consciousness = 'alert' | 'cvpu'

/** What NEWS2 adds up; undefined: not measured within the hour. */
export interface News2Input {
  readonly respiratoryRate?: number | undefined
  readonly oxygenSaturation?: number | undefined
  readonly onOxygen?: boolean | undefined
  readonly systolic?: number | undefined
  readonly pulse?: number | undefined
  readonly consciousness?: Consciousness | undefined
  readonly temperature?: number | undefined
}

export const news2Parts = [
  'respiratoryRate',
  'oxygenSaturation',
  'onOxygen',
  'systolic',
  'pulse',
  'consciousness',
  'temperature',
] as const satisfies readonly (keyof News2Input)[]
export type News2Part = (typeof news2Parts)[number]

export type News2 =
  | {
      readonly complete: true
      /** 0–20. */
      readonly total: number
      readonly points: Readonly<Record<News2Part, number>>
      /** A single part scores 3: urgent review whatever the total. */
      readonly singleThree: boolean
      readonly risk: 'low' | 'low_medium' | 'medium' | 'high'
    }
  /** A total of what is missing would be too low, so there is none. */
  | { readonly complete: false; readonly have: number; readonly of: 7 }

/** Upper ends of the bands from the lowest value up, each with its points; beyond the last: `above`. */
interface Bands {
  readonly upTo: readonly (readonly [number, number])[]
  readonly above: number
}
const pointsIn = ({ upTo, above }: Bands, value: number): number =>
  upTo.find(([end]) => value <= end)?.[1] ?? above

/**
 * Royal College of Physicians, National Early Warning Score (NEWS) 2, London 2017, chart 1; adults of
 * 16 and over. Reproduced unmodified.
 */
const respiratoryRate: Bands = {
  upTo: [
    [8, 3],
    [11, 1],
    [20, 0],
    [24, 2],
  ],
  above: 3,
}
const oxygenScale1: Bands = {
  upTo: [
    [91, 3],
    [93, 2],
    [95, 1],
  ],
  above: 0,
}
/** Only by a clinician's decision (hypercapnic respiratory failure). */
const oxygenScale2: Bands = {
  upTo: [
    [83, 3],
    [85, 2],
    [87, 1],
    [92, 0],
  ],
  above: 0,
}
const oxygenScale2OnOxygen: Bands = {
  upTo: [
    [83, 3],
    [85, 2],
    [87, 1],
    [92, 0],
    [94, 1],
    [96, 2],
  ],
  above: 3,
}
const systolic: Bands = {
  upTo: [
    [90, 3],
    [100, 2],
    [110, 1],
    [219, 0],
  ],
  above: 3,
}
const pulse: Bands = {
  upTo: [
    [40, 3],
    [50, 1],
    [90, 0],
    [110, 1],
    [130, 2],
  ],
  above: 3,
}
const temperature: Bands = {
  upTo: [
    [35.0, 3],
    [36.0, 1],
    [38.0, 0],
    [39.0, 1],
  ],
  above: 2,
}

/** To tenths, as the bands are written; binary halves are nudged so that 38.05 is 38.1. */
const toTenths = (value: number): number => Math.round(value * 10 + 1e-6) / 10

/**
 * The score of one complete set; values are rounded before they are banded, since the bands have
 * gaps between whole numbers. @param scale of oxygen; 2 only when a clinician set it
 */
export const news2Of = (input: News2Input, scale: 1 | 2): News2 => {
  const { onOxygen, consciousness } = input
  const missing = news2Parts.filter((part) => input[part] === undefined)
  const parts = {
    rr: input.respiratoryRate,
    spo2: input.oxygenSaturation,
    sbp: input.systolic,
    pulse: input.pulse,
    temp: input.temperature,
  }
  const { rr, spo2, sbp, temp } = parts
  if (
    rr === undefined ||
    spo2 === undefined ||
    sbp === undefined ||
    parts.pulse === undefined ||
    temp === undefined ||
    onOxygen === undefined ||
    consciousness === undefined
  )
    return { complete: false, have: news2Parts.length - missing.length, of: 7 }
  const oxygenBands = scale === 1 ? oxygenScale1 : onOxygen ? oxygenScale2OnOxygen : oxygenScale2
  const points = {
    respiratoryRate: pointsIn(respiratoryRate, Math.round(rr)),
    oxygenSaturation: pointsIn(oxygenBands, Math.round(spo2)),
    onOxygen: onOxygen ? 2 : 0,
    systolic: pointsIn(systolic, Math.round(sbp)),
    pulse: pointsIn(pulse, Math.round(parts.pulse)),
    consciousness: consciousness === 'alert' ? 0 : 3,
    temperature: pointsIn(temperature, toTenths(temp)),
  }
  const total = news2Parts.reduce((sum, part) => sum + points[part], 0)
  const singleThree = news2Parts.some((part) => points[part] === 3)
  const risk = total >= 7 ? 'high' : total >= 5 ? 'medium' : singleThree ? 'low_medium' : 'low'
  return { complete: true, total, points, singleThree, risk }
}

/** `NEWS2 3分`, or `不完整 5/7`. */
export const news2Words = (score: News2): string =>
  score.complete ? `NEWS2 ${score.total}分` : `不完整 ${score.have}/${score.of}`
