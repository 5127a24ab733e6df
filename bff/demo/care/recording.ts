import type { DeviceReading } from '#shared/devices/device-message.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'

/** Which device of a recording measured a column, and as what. */
export type Recorder = 'monitor' | 'cuff'

interface Column {
  readonly name: string
  readonly recorder: Recorder
  readonly metric: MetricCode
}

/**
 * Columns of a recording, as the numerics of a bedside monitor are exported. Arterial pressure comes
 * from the monitor's own line, the other from a cuff: two devices, each with its own word.
 */
export const recordedColumns: readonly Column[] = [
  { name: 'heart_rate_bpm', recorder: 'monitor', metric: 'heart_rate' },
  { name: 'pulse_bpm', recorder: 'monitor', metric: 'pulse_rate' },
  { name: 'resp_rate_per_min', recorder: 'monitor', metric: 'respiratory_rate' },
  { name: 'spo2_percent', recorder: 'monitor', metric: 'oxygen_saturation' },
  { name: 'abp_sys_mmhg', recorder: 'monitor', metric: 'systolic' },
  { name: 'abp_dia_mmhg', recorder: 'monitor', metric: 'diastolic' },
  { name: 'abp_mean_mmhg', recorder: 'monitor', metric: 'mean_pressure' },
  { name: 'nibp_sys_mmhg', recorder: 'cuff', metric: 'systolic' },
  { name: 'nibp_dia_mmhg', recorder: 'cuff', metric: 'diastolic' },
  { name: 'nibp_mean_mmhg', recorder: 'cuff', metric: 'mean_pressure' },
]

export const metricsOfRecorder = (recorder: Recorder): MetricCode[] =>
  recordedColumns.filter((column) => column.recorder === recorder).map(({ metric }) => metric)

/** What is said of one minute. 0 is said as the probe says it: the door knows that it is no signal. */
export interface RecordedMinute {
  /** Minutes since the recording began. */
  readonly minute: number
  readonly said: Readonly<Record<Recorder, readonly Pick<DeviceReading, 'm' | 'v'>[]>>
}

/** What is wrong with a file, and in which line. */
export class RecordingFault extends Error {}

const numberIn = (text: string, where: string): number => {
  const value = Number(text)
  if (!Number.isFinite(value)) throw new RecordingFault(`${where}: “${text}” is no number`)
  return value
}

/**
 * Reads a recording: CSV with a header, a column `minute` that rises, and any of `recordedColumns`;
 * an empty cell was not measured. Other columns are left out.
 * @throws RecordingFault with the line that is wrong
 */
export const readRecording = (text: string): RecordedMinute[] => {
  const [header = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/)
  const names = header.split(',').map((name) => name.trim())
  const minuteAt = names.indexOf('minute')
  const columns = recordedColumns.flatMap((column) => {
    const at = names.indexOf(column.name)
    return at === -1 ? [] : [{ ...column, at }]
  })
  if (minuteAt === -1 || columns.length === 0)
    throw new RecordingFault(
      `line 1: the header wants minute and some of ${recordedColumns.map(({ name }) => name).join(', ')}`,
    )
  const minutes: RecordedMinute[] = []
  for (const [i, line] of lines.entries()) {
    const where = `line ${i + 2}`
    const cells = line.split(',').map((cell) => cell.trim())
    if (cells.length !== names.length)
      throw new RecordingFault(`${where}: ${cells.length} cells, the header has ${names.length}`)
    const minute = numberIn(cells[minuteAt] || 'nothing', where)
    if (!(minute > (minutes.at(-1)?.minute ?? Number.NEGATIVE_INFINITY)))
      throw new RecordingFault(`${where}: minute ${minute} does not come after the one before`)
    const said: Record<Recorder, { m: MetricCode; v: number }[]> = { monitor: [], cuff: [] }
    for (const { recorder, metric, name, at } of columns) {
      const cell = cells[at] ?? ''
      if (cell !== '') said[recorder].push({ m: metric, v: numberIn(cell, `${where}, ${name}`) })
    }
    minutes.push({ minute, said })
  }
  if (minutes.length === 0) throw new RecordingFault('line 2: the recording is empty')
  return minutes
}

/**
 * When a recorded minute was, in milliseconds since 1970: its distances are kept, and its last minute
 * is measured at `endsAt`.
 */
export const momentOfMinute = (
  { minute }: Pick<RecordedMinute, 'minute'>,
  minutes: readonly RecordedMinute[],
  endsAt: number,
): number => endsAt - ((minutes.at(-1)?.minute ?? minute) - minute) * 60_000
