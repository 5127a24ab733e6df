import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { endpoint } from '../http/endpoint.ts'
import { Day, Instant, literals, nullable, object } from '../http/fields.ts'
import { DeviceIdSchema, PersonIdSchema, SubdistrictIdSchema } from '../ids.ts'
import { metricClasses, metricCodes, qualities } from './metrics.ts'

const Metric = literals(metricCodes)

/** An elder, named as everywhere: where he is looked after, and who he is. */
const params = object({ subdistrictId: SubdistrictIdSchema, personId: PersonIdSchema })
/** A follower may live anywhere: his right is a line of consent and no post. */
const forWhoMaySee = { access: 'signed-in', needsPrivacyConsent: true, params } as const

const Latest = object({
  metric: Metric,
  /** Null exactly when there is no signal. */
  value: nullable(Type.Number()),
  quality: literals(qualities),
  measuredAt: Instant,
  receivedAt: Instant,
})

const SnapshotDevice = object({
  deviceId: DeviceIdSchema,
  model: Type.String(),
  metrics: Type.Array(Metric),
  /** It spoke within three of its own intervals, by our clock; false: “设备离线”. */
  online: Type.Boolean(),
  state: literals(['active', 'faulty', 'retired']),
  lastSeenAt: nullable(Instant),
  everySeconds: Type.Integer(),
  batteryPercent: nullable(Type.Integer()),
})

export const ReadingsSnapshot = object({
  /** By the server's clock, so that a phone whose clock is wrong can tell ages. */
  at: Instant,
  /** The classes that this viewer may see; what is in others is left out. */
  classes: Type.Array(literals(metricClasses)),
  latest: Type.Array(Latest),
  devices: Type.Array(SnapshotDevice),
})
export type ReadingsSnapshot = Static<typeof ReadingsSnapshot>

export const readReadingsSnapshot = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/readings',
  ...forWhoMaySee,
  summary: 'The latest reading of each metric, and whether each device is there',
  response: ReadingsSnapshot,
  errors: ['unknown_elder'],
})

/** One point each as `[measuredAt in ms since 1970, value or null, quality by its place in the list]`. */
export const RawPoint = Type.Unsafe<[number, number | null, number]>(
  Type.Array(nullable(Type.Number()), { minItems: 3, maxItems: 3 }),
)

export const readRecentReadings = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/recent/:metric',
  access: 'signed-in',
  needsPrivacyConsent: true,
  params: object({
    subdistrictId: SubdistrictIdSchema,
    personId: PersonIdSchema,
    metric: Metric,
  }),
  summary: 'The readings of the last minutes, one by one, for the line that goes on live',
  query: object({ minutes: Type.Integer({ minimum: 1, maximum: 60 }) }),
  /** Oldest first; the newest 1,800 when there are more. */
  response: object({ at: Instant, points: Type.Array(RawPoint, { maxItems: 1800 }) }),
  errors: ['unknown_elder'],
})

export const chartSpans = ['day', 'week', 'month'] as const
export type ChartSpan = (typeof chartSpans)[number]

/** Good and suspect readings of one bin; bins without any are left out. */
export const ChartBin = object({
  /** Which bin: it begins `no × binSeconds` after `from`. */
  no: Type.Integer({ minimum: 0, maximum: 299 }),
  n: Type.Integer({ minimum: 1 }),
  min: Type.Number(),
  max: Type.Number(),
  mean: Type.Number(),
})
export type ChartBin = Static<typeof ChartBin>

/** Bins in a row without a value: the probe was off, or nothing came at all. */
export const ChartGap = object({
  from: Instant,
  to: Instant,
  reason: literals(['no_signal', 'no_data']),
})
export type ChartGap = Static<typeof ChartGap>

export const Chart = object({
  metric: Metric,
  span: literals(chartSpans),
  from: Instant,
  /** End of the last bin. The part of it after `at` has not happened yet and is no gap. */
  to: Instant,
  at: Instant,
  /** 300, 3,600 or 86,400: days are days in Shanghai. */
  binSeconds: Type.Integer(),
  bins: Type.Array(ChartBin, { maxItems: 300 }),
  gaps: Type.Array(ChartGap, { maxItems: 300 }),
})
export type Chart = Static<typeof Chart>

const spanQuery = {
  span: literals(chartSpans),
  /** Last day of the span; without it, it ends with the bin that is now. */
  day: Type.Optional(Day),
}

export const readChart = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/chart/:metric',
  access: 'signed-in',
  needsPrivacyConsent: true,
  params: object({
    subdistrictId: SubdistrictIdSchema,
    personId: PersonIdSchema,
    metric: Metric,
  }),
  summary: 'One metric over a day (288 bins), a week (168) or 30 days (30)',
  query: object(spanQuery),
  response: Chart,
  errors: ['unknown_elder'],
})

/** Both numbers of one measurement. */
export const PressurePair = object({
  measuredAt: Instant,
  systolic: Type.Number(),
  diastolic: Type.Number(),
  /** Suspect when either is. */
  quality: literals(['good', 'suspect']),
})
export type PressurePair = Static<typeof PressurePair>

export const readPressurePairs = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/pressure',
  ...forWhoMaySee,
  summary: 'Blood pressure as pairs, newest first',
  query: object(spanQuery),
  response: object({
    from: Instant,
    to: Instant,
    pairs: Type.Array(PressurePair, { maxItems: 300 }),
    /** There are more than the newest 300: show the charts of the two instead. */
    more: Type.Boolean(),
  }),
  errors: ['unknown_elder'],
})

/** `in_bed`: in bed, the stage unknown; `no_data`: nothing came, so nothing is claimed. */
export const sleepStates = ['awake', 'light', 'deep', 'rem', 'in_bed', 'out', 'no_data'] as const
export type SleepState = (typeof sleepStates)[number]

const minutes = Type.Integer({ minimum: 0 })

export const SleepNight = object({
  /** The day on whose morning it ends. */
  day: Day,
  /** 18:00 of the evening before to 12:00 of the day, in Shanghai; or to now. */
  from: Instant,
  to: Instant,
  /** In order, without overlap, from first to last time in bed; empty: no bed sensor spoke. */
  spans: Type.Array(object({ from: Instant, to: Instant, state: literals(sleepStates) }), {
    maxItems: 1000,
  }),
  /** First into bed and last out of it; the latter null while he lies there. */
  toBedAt: nullable(Instant),
  upAt: nullable(Instant),
  minutes: object({
    inBed: minutes,
    asleep: minutes,
    awake: minutes,
    light: minutes,
    deep: minutes,
    rem: minutes,
    out: minutes,
    noData: minutes,
  }),
  /** Times he left the bed for a minute or longer and came back. */
  timesOut: Type.Integer({ minimum: 0 }),
  longestOut: minutes,
})
export type SleepNight = Static<typeof SleepNight>

export const readSleepNight = endpoint({
  kind: 'json',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/nights/:day',
  access: 'signed-in',
  needsPrivacyConsent: true,
  params: object({ subdistrictId: SubdistrictIdSchema, personId: PersonIdSchema, day: Day }),
  summary: 'One night: in bed, asleep by stage, out of bed',
  response: SleepNight,
  errors: ['unknown_elder'],
})
