import type { MetricCode } from '#shared/readings/metrics.ts'
import { metrics } from '#shared/readings/metrics.ts'
import { fhirDisplays, metricWords } from '#shared/readings/readings.words.ts'
import type { EachReading } from '../readings/reading-record.ts'

const loinc = 'http://loinc.org'
const ucum = 'http://unitsofmeasure.org'
const ownMetrics = 'urn:linli:metric'
const categories = 'http://terminology.hl7.org/CodeSystem/observation-category'
const absent = 'http://terminology.hl7.org/CodeSystem/data-absent-reason'
const minute = 60_000

/** HL7 FHIR R4 vital signs: a blood pressure is one observation with its parts as components. */
const pressurePanel = { code: '85354-9', display: 'Blood pressure panel' }
const pressures: readonly MetricCode[] = ['systolic', 'diastolic', 'mean_pressure']

/** All readings of one metric and device within one minute. */
export interface MinuteOf {
  readonly metric: MetricCode
  readonly first: EachReading
  readonly lastAt: Date
  /** Readings with a value, and their sum. */
  readonly n: number
  readonly sum: number
  readonly isSuspect: boolean
}

/** What lies within the same minute of the same device becomes one, in the order it began. */
export const minutesOfEach = (readings: readonly EachReading[]): MinuteOf[] => {
  const minutes = new Map<string, MinuteOf>()
  for (const reading of readings) {
    const { metric, measuredAt, value, quality, sourceNo } = reading
    const key = `${metric} ${sourceNo} ${Math.floor(measuredAt.getTime() / minute)}`
    const known = minutes.get(key)
    minutes.set(key, {
      metric,
      first: known?.first ?? reading,
      lastAt: measuredAt,
      n: (known?.n ?? 0) + (value === null ? 0 : 1),
      sum: (known?.sum ?? 0) + (value ?? 0),
      isSuspect: (known?.isSuspect ?? false) || quality === 'suspect',
    })
  }
  return [...minutes.values()]
}

const codeOf = (metric: MetricCode) => {
  const code = metrics[metric].loinc
  return {
    coding: [
      code === null
        ? { system: ownMetrics, code: metric }
        : { system: loinc, code, display: fhirDisplays[metric] },
    ],
    text: metricWords[metric].name,
  }
}

/** A mean is said to as many places as its metric is measured. */
const quantityOf = ({ metric, n, sum }: MinuteOf) => {
  const { unit, decimals } = metrics[metric]
  if (n === 0)
    return { dataAbsentReason: { coding: [{ system: absent, code: 'unknown' }], text: '没测到' } }
  const value = Number((sum / n).toFixed(decimals))
  return {
    valueQuantity: { value, unit: metricWords[metric].unit || unit, system: ucum, code: unit },
  }
}

const observation = (
  [head, ...rest]: readonly [MinuteOf, ...MinuteOf[]],
  subject: string,
  id: string,
) => {
  const parts = [head, ...rest]
  const { metric, first, lastAt, n } = head
  const isPressure = pressures.includes(metric)
  const isVital = metrics[metric].class === 'vitals'
  const from = first.measuredAt.toISOString()
  const isOne = lastAt.getTime() === first.measuredAt.getTime()
  const notes = [
    ...(n > 1 ? [{ text: `一分钟内 ${n} 次的平均` }] : []),
    ...(parts.some(({ isSuspect }) => isSuspect) ? [{ text: '数值可疑，请核对' }] : []),
  ]
  return {
    fullUrl: `urn:uuid:${id}`,
    resource: {
      resourceType: 'Observation',
      id,
      status: 'final',
      category: [{ coding: [{ system: categories, code: isVital ? 'vital-signs' : 'activity' }] }],
      code: isPressure
        ? { coding: [{ system: loinc, ...pressurePanel }], text: '血压' }
        : codeOf(metric),
      subject: { reference: subject },
      ...(isOne
        ? { effectiveDateTime: from }
        : { effectivePeriod: { start: from, end: lastAt.toISOString() } }),
      ...(isPressure
        ? { component: parts.map((part) => ({ code: codeOf(part.metric), ...quantityOf(part) })) }
        : quantityOf(head)),
      ...(first.serial === null
        ? {}
        : { device: { identifier: { value: first.serial }, display: first.model ?? '' } }),
      ...(notes.length > 0 ? { note: notes } : {}),
    },
  }
}

/**
 * Observations of these readings. A minute with several of one metric says their mean and its period;
 * a probe that was off says that the value is absent, never 0. Whole minutes must be given at once.
 */
export const observationsOf = (
  readings: readonly EachReading[],
  subject: string,
  nextId: () => string,
) => {
  const minutes = minutesOfEach(readings)
  const isPressure = ({ metric }: MinuteOf) => pressures.includes(metric)
  const panelKey = ({ first }: MinuteOf) =>
    `${first.sourceNo} ${Math.floor(first.measuredAt.getTime() / minute)}`
  const panels = new Map<string, [MinuteOf, ...MinuteOf[]]>()
  for (const part of minutes.filter(isPressure)) {
    const panel = panels.get(panelKey(part))
    if (panel) panel.push(part)
    else panels.set(panelKey(part), [part])
  }
  const singles = minutes
    .filter((one) => !isPressure(one))
    .map((one): [MinuteOf, ...MinuteOf[]] => [one])
  return [...singles, ...panels.values()].map((parts) => observation(parts, subject, nextId()))
}
