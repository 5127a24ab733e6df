import type { LiveData } from '../live/live.contract.ts'
import type { MetricClass, MetricCode, Quality } from './metrics.ts'
import { isMetricCode, metricClasses, qualities, qualityNo } from './metrics.ts'

/** Readings of one elder and class. */
export const careTopic = (subdistrictId: string, personId: string, of: MetricClass): string =>
  `care/${subdistrictId}/${personId}/${of}`

/** What is going on with one elder: alerts, pauses, consent. */
export const careStateTopic = (subdistrictId: string, personId: string): string =>
  `care/${subdistrictId}/${personId}`

/** What the staff of a home must look at again; without a unit: of the elders at home. */
export const careDeskTopic = (subdistrictId: string, unitId: string | null): string =>
  `care-desk/${subdistrictId}/${unitId ?? 'home'}`

/** Kinds of events on the topics above that the hub or the phone treats apart. */
export const careKinds = {
  /** New readings, as `liveReadings` writes them. */
  readings: 'readings',
  /** The newest of each metric; others between were left out for a client that was too slow. */
  newest: 'newest',
  /** Older readings came in late and too many to send: read the chart again. */
  backfilled: 'backfilled',
  /** On the elder's state topic: every node looks at once at who may still see him. */
  consentChanged: 'consent_changed',
} as const

const slash = /\//g
const isClass = (text: string | undefined): text is MetricClass =>
  metricClasses.some((name) => name === text)

export type CareTopic =
  | { readonly of: MetricClass; readonly subdistrictId: string; readonly personId: string }
  | { readonly of: 'state'; readonly subdistrictId: string; readonly personId: string }
  | { readonly of: 'desk'; readonly subdistrictId: string; readonly unitId: string | null }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What a topic is about; undefined when it is none of care's. */
export const readCareTopic = (topic: string): CareTopic | undefined => {
  if (!topic.startsWith('care')) return undefined
  const [noun, subdistrictId = '', id = '', of, ...more] = topic.split('/')
  if (subdistrictId === '' || more.length > 0) return undefined
  if (noun === 'care-desk' && of === undefined && (id === 'home' || uuid.test(id)))
    return { of: 'desk', subdistrictId, unitId: id === 'home' ? null : id }
  if (noun !== 'care' || !uuid.test(id)) return undefined
  if (of === undefined) return { of: 'state', subdistrictId, personId: id }
  return isClass(of) ? { of, subdistrictId, personId: id } : undefined
}

/** Whether only the newest value of each metric matters to who cannot keep up. */
export const isReadingsTopic = (topic: string): boolean =>
  topic.startsWith('care/') && (topic.match(slash)?.length ?? 0) === 3

export interface LiveReading {
  readonly metric: MetricCode
  /** Null exactly when there is no signal. */
  readonly value: number | null
  readonly quality: Quality
  /** Milliseconds since 1970. */
  readonly measuredAt: number
}

/** At most so many of one metric in one event, the newest; older ones are in the chart. */
export const mostOfOneMetric = 20

/**
 * Readings as an event carries them: metric → [value, quality, measuredAt], and again three more for
 * each further reading of the metric, oldest first. 76 beats are `{"heart_rate":[76,0,1764555000123]}`.
 */
export const liveReadings = (readings: readonly LiveReading[]): LiveData => {
  const data: Record<string, (number | null)[]> = {}
  const inOrder = [...readings].sort((one, other) => one.measuredAt - other.measuredAt)
  for (const { metric, value, quality, measuredAt } of inOrder) {
    const triples = data[metric] ?? []
    if (triples.length === 3 * mostOfOneMetric) triples.splice(0, 3)
    triples.push(value, qualityNo(quality), measuredAt)
    data[metric] = triples
  }
  return data
}

/** The readings of an event, oldest first of each metric; what is not readable is left out. */
export const readLiveReadings = (data: LiveData): LiveReading[] =>
  Object.entries(data).flatMap(([metric, triples]) => {
    if (!isMetricCode(metric) || !Array.isArray(triples)) return []
    const readings: LiveReading[] = []
    for (let at = 0; at + 2 < triples.length; at += 3) {
      const [value = null, no, measuredAt] = triples.slice(at, at + 3)
      const quality = typeof no === 'number' ? qualities[no] : undefined
      if (quality && typeof measuredAt === 'number')
        readings.push({ metric, value, quality, measuredAt })
    }
    return readings
  })
