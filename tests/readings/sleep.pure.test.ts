import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BedReading } from '#bff/readings/sleep.policy.ts'
import { sleepNight } from '#bff/readings/sleep.policy.ts'
import { intensity, seed } from '#tests/intensity.ts'

const day = '2026-11-17'
const at = (text: string) => new Date(`${text}+08:00`)
const noon = at('2026-11-17T12:00:00')
const clock = (night: string) => at(`2026-11-${night < '12' ? '17' : '16'}T${night}:00`)

/** A reading every five minutes from–to, as the sensor sends it. */
const said = (
  metric: BedReading['metric'],
  value: number,
  from: string,
  to: string,
): BedReading[] => {
  const readings: BedReading[] = []
  for (let t = clock(from).getTime(); t < clock(to).getTime(); t += 300_000)
    readings.push({ metric, value, at: new Date(t) })
  return readings
}
const [awake, light, deep, rem] = [0, 1, 2, 3]

test('a night is told by stage, with each time out of bed', () => {
  const night = sleepNight(
    day,
    [
      ...said('in_bed', 0, '19:00', '22:00'),
      ...said('in_bed', 1, '22:00', '02:00'),
      ...said('sleep_stage', awake, '22:00', '22:30'),
      ...said('sleep_stage', light, '22:30', '00:00'),
      ...said('sleep_stage', deep, '00:00', '02:00'),
      ...said('in_bed', 0, '02:00', '02:10'),
      ...said('in_bed', 1, '02:10', '06:00'),
      ...said('sleep_stage', rem, '02:10', '06:00'),
      ...said('in_bed', 0, '06:00', '11:00'),
    ],
    noon,
  )
  expect(night).toMatchObject({
    toBedAt: clock('22:00').toISOString(),
    upAt: clock('06:00').toISOString(),
    minutes: {
      inBed: 470,
      asleep: 440,
      awake: 30,
      light: 90,
      deep: 120,
      rem: 230,
      out: 10,
      noData: 0,
    },
    timesOut: 1,
    longestOut: 10,
  })
  expect(night.spans.map(({ state }) => state)).toEqual(['awake', 'light', 'deep', 'out', 'rem'])
})

test('a sensor that fell silent is not sleep: the hours are said to be unknown', () => {
  const night = sleepNight(
    day,
    [...said('in_bed', 1, '23:00', '01:00'), ...said('in_bed', 1, '04:00', '05:00')],
    noon,
  )
  // The last word before the silence, at 00:55, holds for a quarter of an hour.
  expect(night.minutes).toMatchObject({ inBed: 130 + 70, noData: 170, asleep: 0, out: 0 })
  expect(night).toMatchObject({ timesOut: 0, upAt: null })
})

test('turning over for less than a minute is not getting up', () => {
  const blink: BedReading[] = [
    { metric: 'in_bed', value: 0, at: at('2026-11-17T00:32:00') },
    { metric: 'in_bed', value: 1, at: at('2026-11-17T00:32:40') },
  ]
  const night = sleepNight(day, [...said('in_bed', 1, '22:00', '05:00'), ...blink], noon)
  expect(night.timesOut).toBe(0)
})

test('while he still lies there nothing is said about getting up', () => {
  const night = sleepNight(day, said('in_bed', 1, '22:00', '01:00'), clock('00:50'))
  expect(night).toMatchObject({ upAt: null, to: clock('00:50').toISOString() })
  expect(night.minutes.inBed).toBe(170)
})

test('a night without a word from the sensor claims nothing', () => {
  expect(sleepNight(day, [], noon)).toMatchObject({
    ...{ spans: [], toBedAt: null, upAt: null, timesOut: 0 },
    minutes: { inBed: 0, asleep: 0, out: 0, noData: 0 },
  })
})

test('whatever the sensor said in whatever order, spans follow each other and add up', () => {
  const reading = fc.record({
    metric: fc.constantFrom('in_bed' as const, 'sleep_stage' as const),
    value: fc.integer({ min: 0, max: 3 }),
    at: fc
      .integer({ min: -20, max: 18 * 60 + 20 })
      .map((minute) => new Date(at('2026-11-16T18:00:00').getTime() + minute * 60_000)),
  })
  fc.assert(
    fc.property(
      fc.array(reading, { maxLength: 80 }),
      fc.integer({ min: -60, max: 1200 }),
      (readings, now) => {
        const until = new Date(at('2026-11-16T18:00:00').getTime() + now * 60_000)
        const night = sleepNight(day, readings, until)
        for (const [i, span] of night.spans.entries()) {
          expect(span.from < span.to).toBe(true)
          const next = night.spans[i + 1]
          if (next) expect([next.from, next.state === span.state]).toEqual([span.to, false])
        }
        const { inBed, out, noData, awake: up, asleep, light: l, deep: d, rem: r } = night.minutes
        const last = night.spans.at(-1)
        const whole = last
          ? (Date.parse(last.to) - Date.parse(night.spans[0]?.from ?? '')) / 60_000
          : 0
        expect(inBed + out + noData).toBe(whole)
        expect(asleep).toBe(l + d + r)
        expect(up + asleep).toBeLessThanOrEqual(inBed)
        expect(night.longestOut).toBeLessThanOrEqual(out)
      },
    ),
    { numRuns: Math.min(intensity.propertyRuns, 300), seed },
  )
})
