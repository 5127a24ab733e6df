import type { MetricCode } from './metrics.ts'
import { metrics } from './metrics.ts'

/** From one unit to the metric's own: value × factor + offset. */
interface Conversion {
  readonly factor: number
  readonly offset?: number
}

const same: Conversion = { factor: 1 }

/**
 * By the unit a metric is kept in: the units that are understood for it. UCUM codes, and what devices
 * write instead of them. 1 kPa = 7.50061683 mm[Hg], 1 [lb_av] = 0.45359237 kg (UCUM 2.1).
 */
const conversions: Readonly<Record<string, Readonly<Record<string, Conversion>>>> = {
  '/min': { '/min': same, '{beats}/min': same, '{breaths}/min': same, bpm: same },
  '%': { '%': same },
  'mm[Hg]': { 'mm[Hg]': same, mmHg: same, kPa: { factor: 7.500_616_83 } },
  Cel: {
    Cel: same,
    '°C': same,
    '[degF]': { factor: 5 / 9, offset: -160 / 9 },
    '°F': { factor: 5 / 9, offset: -160 / 9 },
    K: { factor: 1, offset: -273.15 },
  },
  kg: {
    kg: same,
    g: { factor: 0.001 },
    '[lb_av]': { factor: 0.453_592_37 },
    lb: { factor: 0.453_592_37 },
    斤: { factor: 0.5 },
  },
  '1': { '1': same },
  s: { s: same, min: { factor: 60 } },
  m3: { m3: same, L: { factor: 0.001 }, l: { factor: 0.001 } },
}

/**
 * A value in the metric's own unit, to three decimals; undefined for a unit it is not measured in.
 * @param unit undefined: the metric's own
 */
export const inOwnUnit = (
  metric: MetricCode,
  value: number,
  unit: string | undefined,
): number | undefined => {
  if (unit === undefined) return value
  const known = conversions[metrics[metric].unit] ?? {}
  if (!Object.hasOwn(known, unit)) return undefined
  const conversion = known[unit]
  if (conversion === undefined) return undefined
  if (conversion === same) return value
  return Math.round((value * conversion.factor + (conversion.offset ?? 0)) * 1000) / 1000
}
