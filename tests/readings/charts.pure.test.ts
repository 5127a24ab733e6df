import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BinCount } from '#bff/readings/chart.policy.ts'
import { chartBins, chartGaps, chartWindow } from '#bff/readings/chart.policy.ts'
import { chartSpans } from '#shared/readings/readings.contract.ts'
import { intensity, seed } from '#tests/intensity.ts'

const at = (text: string) => new Date(`${text}+08:00`)
const iso = (text: string) => at(text).toISOString()

test.each([
  ['day', undefined, '2026-11-16T10:05:00', '2026-11-17T10:05:00', 288],
  ['week', undefined, '2026-11-10T11:00:00', '2026-11-17T11:00:00', 168],
  ['month', undefined, '2026-10-19T00:00:00', '2026-11-18T00:00:00', 30],
  ['day', '2026-11-16', '2026-11-16T00:00:00', '2026-11-17T00:00:00', 288],
  ['week', '2026-11-16', '2026-11-10T00:00:00', '2026-11-17T00:00:00', 168],
  ['month', '2026-11-16', '2026-10-18T00:00:00', '2026-11-17T00:00:00', 30],
] as const)('a %s up to %s is cut at Shanghai’s clock', (span, day, from, to, bins) => {
  const window = chartWindow(span, day, at('2026-11-17T10:02:00'))
  expect(window).toMatchObject({ from: at(from), to: at(to) })
  expect((at(to).getTime() - at(from).getTime()) / 1000 / window.binSeconds).toBe(bins)
})

const empty = { n: 0, noSignal: 0, sum: 0, min: null, max: null }

test('a probe that is off and a line that is dead are two gaps with two reasons', () => {
  const now = at('2026-11-17T10:02:00')
  const window = chartWindow('day', '2026-11-17', now)
  const value = { n: 3, noSignal: 0, sum: 210, min: 68, max: 72 }
  const counts: BinCount[] = Array.from({ length: 120 }, (_, no) => ({ no, ...value }))
  counts[10] = { no: 10, ...empty, noSignal: 4 }
  counts[11] = { no: 11, ...empty, noSignal: 1 }
  const heard = counts.filter(({ no }) => no < 100 || no > 103)
  expect(chartGaps(window, heard, now)).toEqual([
    { from: iso('2026-11-17T00:50:00'), to: iso('2026-11-17T01:00:00'), reason: 'no_signal' },
    { from: iso('2026-11-17T08:20:00'), to: iso('2026-11-17T08:40:00'), reason: 'no_data' },
  ])
  expect(chartBins(heard, 0)[0]).toEqual({ no: 0, n: 3, min: 68, max: 72, mean: 70 })
})

test('what has not happened yet, and the bin that is now, are no gaps', () => {
  const now = at('2026-11-17T00:07:00')
  const window = chartWindow('day', '2026-11-17', now)
  expect(chartGaps(window, [], now)).toEqual([
    { from: iso('2026-11-17T00:00:00'), to: iso('2026-11-17T00:05:00'), reason: 'no_data' },
  ])
})

test('whatever was counted, bins and gaps together cover the past once and never exceed 300', () => {
  const count = fc.record({
    no: fc.integer({ min: 0, max: 287 }),
    n: fc.integer({ min: 0, max: 3 }),
    noSignal: fc.integer({ min: 0, max: 2 }),
  })
  fc.assert(
    fc.property(
      fc.constantFrom(...chartSpans),
      fc.uniqueArray(count, { selector: ({ no }) => no, maxLength: 288 }),
      fc.integer({ min: -86_400, max: 40 * 86_400 }),
      (span, counted, ahead) => {
        const window = chartWindow(span, '2026-11-16', at('2026-11-17T00:00:00'))
        const now = new Date(window.from.getTime() + ahead * 1000)
        const bin = window.binSeconds * 1000
        const length = (window.to.getTime() - window.from.getTime()) / bin
        const counts = counted
          .filter(({ no }) => no < length)
          .map((one) => ({
            ...one,
            ...(one.n > 0
              ? { sum: 70 * one.n, min: 60, max: 80 }
              : { sum: 0, min: null, max: null }),
          }))
        const bins = chartBins(counts, 0)
        const gaps = chartGaps(window, counts, now)
        expect(bins.length).toBeLessThanOrEqual(300)
        const covered = new Map<number, string>()
        for (const { no } of bins) covered.set(no, 'value')
        for (const { from, to, reason } of gaps)
          for (let t = Date.parse(from); t < Date.parse(to); t += bin) {
            const no = (t - window.from.getTime()) / bin
            expect(covered.has(no)).toBe(false)
            covered.set(no, reason)
          }
        const past = Math.floor(
          (Math.min(window.to.getTime(), now.getTime()) - window.from.getTime()) / bin,
        )
        for (let no = 0; no < past; no++) {
          const one = counts.find((count) => count.no === no)
          const expected =
            one && one.n > 0 ? 'value' : one && one.noSignal > 0 ? 'no_signal' : 'no_data'
          expect(covered.get(no)).toBe(expected)
        }
        for (const [one, next] of gaps.map((gap, i) => [gap, gaps[i + 1]] as const))
          expect(next !== undefined && next.from === one.to && next.reason === one.reason).toBe(
            false,
          )
      },
    ),
    { numRuns: Math.min(intensity.propertyRuns, 300), seed },
  )
})
