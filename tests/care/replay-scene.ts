import { readFileSync } from 'node:fs'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { metrics } from '#shared/readings/metrics.ts'

const header =
  'minute,heart_rate_bpm,abp_sys_mmhg,abp_dia_mmhg,abp_mean_mmhg,pulse_bpm,resp_rate_per_min,spo2_percent,nibp_sys_mmhg,nibp_dia_mmhg,nibp_mean_mmhg'

/**
 * Three hours with the faults of real ones: no oxygen clip for the first half hour, twice twenty
 * minutes without any lead – the second time with a heart rate of 11.5 in between, as somebody touches
 * one –, and an arterial line that is connected late and for a moment.
 */
const madeUp = (): string => {
  const lines = Array.from({ length: 180 }, (_, minute) => {
    const isBare = (minute >= 80 && minute < 100) || (minute >= 132 && minute < 152)
    const wave = Math.round(Math.sin(minute / 9) * 40) / 10
    const heart = minute === 139 ? 11.5 : isBare ? 0 : 58.3 + wave
    const clip = minute < 32 || isBare ? 0 : 1
    const line = minute >= 172 && minute < 177 ? 1 : 0
    const cuff = minute % 12 === 5 ? `${128 + (minute % 7)}.0,${64 + (minute % 5)}.0,85.0` : ',,'
    const breath = isBare ? 0 : 13.2 - wave / 4
    return [
      ...[minute, heart.toFixed(1), (line * 138.5).toFixed(1), (line * 68.1).toFixed(1)],
      ...[(line * 91.4).toFixed(1), (clip * (57.9 + wave)).toFixed(1), breath.toFixed(1)],
      ...[(clip * 96.4).toFixed(1), cuff],
    ].join(',')
  })
  return [header, ...lines, ''].join('\n')
}

const { VITALS_RECORDING } = process.env
/** A recording of somebody real, when the run was given one; else the made-up one. */
export const isReal = VITALS_RECORDING !== undefined
export const recordingText = (): string =>
  VITALS_RECORDING === undefined ? madeUp() : readFileSync(VITALS_RECORDING, 'utf8')

const columns: readonly (readonly [name: string, device: 'monitor' | 'cuff', MetricCode])[] = [
  ['heart_rate_bpm', 'monitor', 'heart_rate'],
  ['abp_sys_mmhg', 'monitor', 'systolic'],
  ['abp_dia_mmhg', 'monitor', 'diastolic'],
  ['abp_mean_mmhg', 'monitor', 'mean_pressure'],
  ['pulse_bpm', 'monitor', 'pulse_rate'],
  ['resp_rate_per_min', 'monitor', 'respiratory_rate'],
  ['spo2_percent', 'monitor', 'oxygen_saturation'],
  ['nibp_sys_mmhg', 'cuff', 'systolic'],
  ['nibp_dia_mmhg', 'cuff', 'diastolic'],
  ['nibp_mean_mmhg', 'cuff', 'mean_pressure'],
]

/** One cell of the file that holds something. */
export interface Cell {
  readonly minute: number
  readonly device: 'monitor' | 'cuff'
  readonly metric: MetricCode
  readonly value: number
}

/** What the file says, read by hand and not by the product. */
export const cellsOf = (text: string): Cell[] => {
  const [head = '', ...lines] = text.trim().split('\n')
  const names = head.trim().split(',')
  return lines.flatMap((line) => {
    const cells = line.trim().split(',')
    return columns.flatMap(([name, device, metric]) => {
      const cell = cells[names.indexOf(name)] ?? ''
      return cell === '' ? [] : [{ minute: Number(cells[0]), device, metric, value: Number(cell) }]
    })
  })
}

export const isOff = ({ value }: Cell): boolean => value === 0
export const isPossible = ({ metric, value }: Cell): boolean => {
  const { from, to } = metrics[metric].possible
  return value >= from && value <= to
}
