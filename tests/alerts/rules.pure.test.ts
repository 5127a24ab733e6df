import { expect, test } from 'vitest'
import { isPlatformSilent } from '#bff/alerts/devices.policy.ts'
import { silentUntil } from '#bff/alerts/escalation.policy.ts'
import { judgeElder } from '#bff/alerts/judge-elder.policy.ts'
import { alertFiguresOn } from '#shared/alerts/alert-figures.ts'
import {
  deviceOf,
  elderNow,
  hourAt,
  lastHours,
  lasting,
  lastMinutes,
  minutesAgo,
  now,
  rollAt,
  times,
  verdictOf,
} from './rule-scene.ts'

const heart = (values: readonly (number | null | undefined)[]) => ({
  minutes: new Map([['heart_rate' as const, lastMinutes(values)]]),
})

test('a fast heart counts when it lasts, not when it is fast for a moment', () => {
  expect(verdictOf('heart_rate_high', heart(times(10, 131)))).toBe('raise')
  expect(verdictOf('heart_rate_high', heart(times(10, 130)))).toBe('keep')
  expect(verdictOf('heart_rate_high', heart([...times(7, 90), 140, 140, 140]))).toBe('keep')
  expect(verdictOf('heart_rate_high', heart([...times(9, 140), 90]))).toBe('keep')
})

test('a gap never satisfies a duration: seven minutes of ten are enough, six are not', () => {
  const gaps = (known: number) => [...times(known - 1, 140), ...times(10 - known, undefined), 140]
  expect(verdictOf('heart_rate_high', heart(gaps(7)))).toBe('raise')
  expect(verdictOf('heart_rate_high', heart(gaps(6)))).toBe('keep')
  // Minutes in which the probe said nothing are a gap too.
  const off = [...times(5, 140), ...times(4, null), 140]
  expect(verdictOf('heart_rate_high', heart(off))).toBe('keep')
  expect(verdictOf('heart_rate_high', heart([]))).toBe('keep')
})

test('a device that measures every five minutes is held to its own interval', () => {
  const devices = [deviceOf(['heart_rate'], { everySeconds: 300 })]
  const every5 = (count: number) =>
    new Map([
      [
        'heart_rate' as const,
        times(count, 140).map((value, index) => rollAt(minutesAgo((count - index) * 5), value)),
      ],
    ])
  expect(verdictOf('heart_rate_high', { devices, minutes: every5(3) })).toBe('raise')
  expect(verdictOf('heart_rate_high', { devices, minutes: every5(2) })).toBe('keep')
})

test('it ends only when values are better by a margin, for a while, and with data', () => {
  const active = { lasting: lasting('heart_rate_high') }
  const after = (values: readonly (number | undefined)[]) =>
    verdictOf('heart_rate_high', { ...active, ...heart(values) })
  expect(after(times(10, 125))).toBe('keep')
  expect(after([...times(6, 140), ...times(4, 100)])).toBe('keep')
  expect(after(times(10, 120))).toBe('clear')
  expect(after(times(3, 100))).toBe('keep')
})

test('what was acknowledged and is not heard of any more ends by itself, what was not stays', () => {
  const newest = new Map([
    [
      'heart_rate' as const,
      {
        value: 140,
        quality: 'good' as const,
        measuredAt: minutesAgo(61),
        receivedAt: minutesAgo(61),
      },
    ],
  ])
  const gone = { newest, ...heart([]) }
  const acknowledged = lasting('heart_rate_high', minutesAgo(10))
  expect(verdictOf('heart_rate_high', { ...gone, lasting: acknowledged })).toBe('clear')
  expect(verdictOf('heart_rate_high', { ...gone, lasting: lasting('heart_rate_high') })).toBe(
    'keep',
  )
})

test.each([
  ['heart_rate_low', 'heart_rate', 40, 41],
  ['respiratory_rate_high', 'respiratory_rate', 25, 24],
  ['respiratory_rate_low', 'respiratory_rate', 8, 9],
  ['oxygen_low', 'oxygen_saturation', 91, 92],
] as const)('%s: beyond the edge of %s it is raised, on it not', (rule, metric, beyond, edge) => {
  const of = (value: number) => ({ minutes: new Map([[metric, lastMinutes(times(10, value))]]) })
  expect(verdictOf(rule, of(beyond))).toBe('raise')
  expect(verdictOf(rule, of(edge))).toBe('keep')
})

test('a cuff needs two readings some minutes apart, and one good one ends it', () => {
  const cuff = (...values: readonly (readonly [number, number])[]) => ({
    minutes: new Map([
      ['systolic' as const, values.map(([ago, value]) => rollAt(minutesAgo(ago), value))],
    ]),
  })
  expect(verdictOf('pressure_high', cuff([40, 225], [10, 222]))).toBe('raise')
  expect(verdictOf('pressure_high', cuff([10, 225]))).toBe('keep')
  expect(verdictOf('pressure_high', cuff([12, 225], [10, 225]))).toBe('keep')
  expect(verdictOf('pressure_high', cuff([200, 225], [10, 222]))).toBe('keep')
  expect(verdictOf('pressure_high', cuff([40, 225], [20, 150], [10, 222]))).toBe('keep')
  const active = { lasting: lasting('pressure_high') }
  expect(verdictOf('pressure_high', { ...active, ...cuff([40, 225], [1, 215]) })).toBe('keep')
  expect(verdictOf('pressure_high', { ...active, ...cuff([40, 225], [1, 205]) })).toBe('clear')
})

test('what was decided for one elder counts instead of the usual, and a rule may be off', () => {
  const decided = (limit: number | null) =>
    new Map([
      ['heart_rate_high' as const, { rule: 'heart_rate_high' as const, limit, minutes: null }],
    ])
  const at = heart(times(10, 125))
  expect(verdictOf('heart_rate_high', { ...at, decided: decided(120) })).toBe('raise')
  expect(verdictOf('heart_rate_high', { ...at, decided: decided(150) })).toBe('keep')
  const off = { ...heart(times(10, 180)), decided: decided(null) }
  expect(verdictOf('heart_rate_high', off)).toBe('keep')
  expect(verdictOf('heart_rate_high', { ...off, lasting: lasting('heart_rate_high') })).toBe(
    'clear',
  )
})

test('NEWS2 rings only on a set that is complete within the hour', () => {
  const value = (said: number, ago = 5) => ({
    value: said,
    ...{ quality: 'good' as const, measuredAt: minutesAgo(ago), receivedAt: minutesAgo(ago) },
  })
  const set = (pressureAgo: number) =>
    new Map([
      ['respiratory_rate' as const, value(25)],
      ['oxygen_saturation' as const, value(93)],
      ['systolic' as const, value(120, pressureAgo)],
      ['heart_rate' as const, value(112)],
      ['temperature' as const, value(37)],
    ])
  const consciousness = { level: 'alert' as const, at: minutesAgo(30) }
  const [judged] = judgeElder(elderNow({ newest: set(30), consciousness }), ['news2'])
  expect(judged).toMatchObject({ verdict: 'raise', severity: 'high', facts: { value: 7 } })
  expect(verdictOf('news2', { newest: set(61), consciousness })).toBe('keep')
  expect(verdictOf('news2', { newest: set(30) })).toBe('keep')
})

test('a heart that climbs for hours is a hint, unless it is the ordinary morning', () => {
  const hours = (values: readonly (number | undefined)[]) => ({
    hours: new Map([['heart_rate' as const, lastHours(values)]]),
  })
  expect(verdictOf('heart_rate_trend', hours([75, 80, 86, 92, 99, 106]))).toBe('raise')
  expect(verdictOf('heart_rate_trend', hours([52, 55, 60, 68, 75, 82]))).toBe('keep')
  expect(verdictOf('heart_rate_trend', hours([75, undefined, undefined, 92, 99, 106]))).toBe('keep')
  expect(verdictOf('heart_rate_trend', hours([75, 80, 86, 92, 99, undefined]))).toBe('keep')
})

test('three hours far from his own two weeks count, from seven days on', () => {
  const day = (hour: number) => (hour >= 22 || hour < 6 ? 58 : 72)
  const past = (days: number) =>
    lastHours(
      times(days * 24, 0).map((_, index) => {
        const ago = days * 24 - index
        return day((10 + 24 * days - ago) % 24) + (index % 3)
      }),
    ).slice(0, -3)
  const today = (value: number) =>
    [3, 2, 1].map((ago) => hourAt(new Date(minutesAgo(0).getTime() - ago * 3_600_000), value))
  const of = (days: number, value: number) => ({
    hours: new Map([['heart_rate' as const, [...past(days), ...today(value)]]]),
  })
  expect(verdictOf('away_from_baseline', of(14, 95))).toBe('raise')
  expect(verdictOf('away_from_baseline', of(14, 84))).toBe('keep')
  expect(verdictOf('away_from_baseline', of(14, 50))).toBe('raise')
  expect(verdictOf('away_from_baseline', of(6, 95))).toBe('keep')
  const active = { lasting: lasting('away_from_baseline') }
  expect(verdictOf('away_from_baseline', { ...active, ...of(14, 74) })).toBe('clear')
})

test('a device is silent after three of its intervals by our clock, and never before', () => {
  const seen = (seconds: number, everySeconds = 60) => ({
    devices: [
      deviceOf(['heart_rate'], {
        everySeconds,
        lastSeenAt: new Date(now.getTime() - seconds * 1000),
      }),
    ],
  })
  expect(verdictOf('device_offline', seen(180))).toBe('keep')
  expect(verdictOf('device_offline', seen(181))).toBe('raise')
  // One that speaks every five seconds is given a minute and a half.
  expect(verdictOf('device_offline', seen(90, 5))).toBe('keep')
  expect(verdictOf('device_offline', seen(91, 5))).toBe('raise')
  const active = { lasting: lasting('device_offline') }
  expect(verdictOf('device_offline', { ...active, ...seen(0) })).toBe('clear')
  expect(verdictOf('device_offline', { ...active, ...seen(500) })).toBe('raise')
})

test('when every device falls silent at once it is the platform, and no device is blamed', () => {
  const figures = alertFiguresOn('2026-11-17')
  const silent = times(5, { everySeconds: 60, lastSeenAt: minutesAgo(10) })
  expect(isPlatformSilent(silent, figures, now)).toBe(true)
  expect(isPlatformSilent(silent.slice(1), figures, now)).toBe(false)
  expect(isPlatformSilent([...silent, { everySeconds: 60, lastSeenAt: now }], figures, now)).toBe(
    false,
  )
  const long = times(5, { everySeconds: 60, lastSeenAt: minutesAgo(25 * 60) })
  expect(isPlatformSilent(long, figures, now)).toBe(false)
  const devices = [deviceOf(['heart_rate'], { lastSeenAt: minutesAgo(10) })]
  expect(verdictOf('device_offline', { devices, isPlatformAway: true })).toBe('keep')
})

test('a device that was put on a day ago and never spoke is told of; battery and clock have margins', () => {
  const one = (said: Parameters<typeof deviceOf>[1]) => ({ devices: [deviceOf(['motion'], said)] })
  const never = (hours: number) => one({ lastSeenAt: null, since: minutesAgo(hours * 60) })
  expect(verdictOf('not_seen', never(25))).toBe('raise')
  expect(verdictOf('not_seen', never(23))).toBe('keep')
  expect(verdictOf('device_offline', never(25))).toBe('keep')
  const battery = (batteryPercent: number) => one({ batteryPercent })
  expect([15, 16].map((percent) => verdictOf('battery_low', battery(percent)))).toEqual([
    'raise',
    'keep',
  ])
  const low = lasting('battery_low')
  expect(
    [20, 25].map((percent) => verdictOf('battery_low', { lasting: low, ...battery(percent) })),
  ).toEqual(['keep', 'clear'])
  const clock = (clockAheadSeconds: number) => one({ clockAheadSeconds })
  expect([120, 121, -121].map((ahead) => verdictOf('clock_wrong', clock(ahead)))).toEqual([
    ...['keep', 'raise', 'raise'],
  ])
})

test('a probe that is off is told apart from a device that is silent', () => {
  expect(verdictOf('sensor_off', heart(times(15, null)))).toBe('raise')
  expect(verdictOf('sensor_off', heart([...times(14, null), 70]))).toBe('keep')
  expect(verdictOf('sensor_off', heart(times(5, null)))).toBe('keep')
  const active = { lasting: lasting('sensor_off') }
  expect(verdictOf('sensor_off', { ...active, ...heart([...times(14, null), 70]) })).toBe('clear')
})

/** Twenty-three o’clock is long past: 02:00:30 in Shanghai. */
const night = new Date('2026-11-16T18:00:30.000Z')
const bed = (minutesIn: number, minutesOut: number) =>
  lastMinutes([...times(minutesIn, 1), ...times(minutesOut, 0)], night)
const tonight = (rows: ReturnType<typeof bed>, door?: ReturnType<typeof bed>) => ({
  now: night,
  devices: [deviceOf(['in_bed', 'door', 'motion'], { everySeconds: 60, lastSeenAt: night })],
  minutes: new Map([
    ['in_bed' as const, rows],
    ['door' as const, door ?? []],
    ['motion' as const, []],
  ]),
})

test('out of bed at night for half an hour is told of; getting up for a moment, or by day, is not', () => {
  expect(verdictOf('out_of_bed_at_night', tonight(bed(120, 30)))).toBe('raise')
  expect(verdictOf('out_of_bed_at_night', tonight(bed(120, 29)))).toBe('keep')
  expect(verdictOf('out_of_bed_at_night', tonight(bed(0, 200)))).toBe('keep')
  const gap = [...bed(120, 0), ...lastMinutes(times(10, 0), night)]
  expect(verdictOf('out_of_bed_at_night', tonight(gap))).toBe('keep')
  const byDay = {
    minutes: new Map([['in_bed' as const, lastMinutes([...times(60, 1), ...times(60, 0)])]]),
  }
  expect(verdictOf('out_of_bed_at_night', byDay)).toBe('keep')
  const active = { lasting: lasting('out_of_bed_at_night') }
  expect(verdictOf('out_of_bed_at_night', { ...active, ...tonight(bed(150, 0)) })).toBe('clear')
})

test('the door at night is told of unless somebody is back in bed', () => {
  const door = [rollAt(minutesAgo(10, night), 1)]
  expect(verdictOf('wandering', tonight(bed(120, 12), door))).toBe('raise')
  expect(
    verdictOf('wandering', tonight([...bed(120, 12), rollAt(minutesAgo(2, night), 1)], door)),
  ).toBe('keep')
  expect(verdictOf('wandering', tonight(bed(120, 12), [rollAt(minutesAgo(3, night), 1)]))).toBe(
    'keep',
  )
})

/** Evening: 21:00:30 in Shanghai. */
const evening = new Date('2026-11-17T13:00:30.000Z')
const home = (motion: readonly (number | undefined)[], at = evening) => ({
  now: at,
  devices: [deviceOf(['motion', 'door', 'water'], { everySeconds: 60, lastSeenAt: at })],
  hours: new Map([['motion' as const, lastHours(motion, at)]]),
})

test('no sign of life for twelve waking hours is told of, if the sensors were heard', () => {
  expect(verdictOf('no_activity_12h', home([5, ...times(12, 0)]))).toBe('raise')
  expect(verdictOf('no_activity_12h', home([...times(12, 0), 5]))).toBe('keep')
  expect(verdictOf('no_activity_12h', home([5, ...times(11, 0)]))).toBe('keep')
  expect(verdictOf('no_activity_12h', home([5, ...times(6, undefined), ...times(6, 0)]))).toBe(
    'keep',
  )
  expect(verdictOf('no_activity_24h', home([5, ...times(24, 0)]))).toBe('raise')
  expect(verdictOf('no_activity_24h', home([5, ...times(23, 0)]))).toBe('keep')
})

test('a silence counts only while a device is online, nobody is out and none in hospital', () => {
  const silent = home([5, ...times(24, 0)])
  const offline = [deviceOf(['motion'], { everySeconds: 60, lastSeenAt: minutesAgo(4, evening) })]
  expect(verdictOf('no_activity_24h', { ...silent, devices: offline })).toBe('keep')
  for (const reason of ['out', 'hospital', 'device', 'other'] as const) {
    const quiet = new Set(alertFiguresOn('2026-11-17').quietIn[reason])
    expect(verdictOf('no_activity_24h', { ...silent, quiet })).toBe('keep')
    const active = lasting('no_activity_24h')
    expect(verdictOf('no_activity_24h', { ...silent, quiet, lasting: active })).toBe('clear')
    // Who is out and wears a band is still looked after; a doctor does that in hospital.
    expect(verdictOf('heart_rate_high', { quiet, ...heart(times(10, 140)) })).toBe(
      reason === 'hospital' ? 'keep' : 'raise',
    )
  }
})

test('three days without the door, half a day without water', () => {
  const of = (metric: 'door' | 'water', values: readonly number[]) => ({
    ...home([]),
    hours: new Map([[metric, lastHours(values, evening)]]),
  })
  expect(verdictOf('not_out_3_days', of('door', [1, ...times(72, 0)]))).toBe('raise')
  expect(verdictOf('not_out_3_days', of('door', [1, ...times(71, 0)]))).toBe('keep')
  expect(verdictOf('no_water', of('water', times(12, 0)))).toBe('raise')
  expect(verdictOf('no_water', of('water', [...times(11, 0), 0.001]))).toBe('keep')
  expect(verdictOf('no_water', of('water', times(7, 0)))).toBe('keep')
})

test('the help button rings at once, once a press, and not for a press of yesterday', () => {
  const pressed = (ago: number) => ({
    minutes: new Map([['help_button' as const, [rollAt(minutesAgo(ago), 1)]]]),
  })
  expect(verdictOf('help_button', pressed(0))).toBe('raise')
  expect(verdictOf('help_button', pressed(16))).toBe('keep')
  expect(verdictOf('help_button', { ...pressed(2), lastPressAt: minutesAgo(2) })).toBe('keep')
  expect(verdictOf('help_button', { ...pressed(0), lastPressAt: minutesAgo(2) })).toBe('raise')
  // In hospital or out: whoever presses wants help.
  expect(
    verdictOf('help_button', { ...pressed(0), quiet: new Set(['activity', 'device', 'vitals']) }),
  ).toBe('raise')
})

test('a follower’s quiet hours hold everything but the gravest; his mute holds what he muted', () => {
  const quiet = { fromMinute: 22 * 60, toMinute: 7 * 60 }
  const until = (severity: 'high' | 'medium', at: string, mutedUntil?: Date) =>
    silentUntil({ quiet, mutedUntil }, severity, new Date(at))?.toISOString()
  expect(until('medium', '2026-11-17T15:00:00.000Z')).toBe('2026-11-17T23:00:00.000Z')
  expect(until('high', '2026-11-17T15:00:00.000Z')).toBeUndefined()
  expect(until('medium', '2026-11-17T02:00:00.000Z')).toBeUndefined()
  const muted = new Date('2026-11-17T15:20:00.000Z')
  expect(until('high', '2026-11-17T15:00:00.000Z', muted)).toBe(muted.toISOString())
  expect(until('high', '2026-11-17T15:20:00.000Z', muted)).toBeUndefined()
})
