import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Cut, Span } from '#shared/offers/slots.ts'
import { freeStarts, isStartIn, spanOf, startsIn } from '#shared/offers/slots.ts'
import { seed } from '#tests/intensity.ts'

const minute = 60_000
/** Minutes after midnight of a day. */
const span = (from: number, to: number): Span => ({ from: from * minute, to: to * minute })
const said = (starts: readonly number[]) => starts.map((start) => start / minute)
const half: Cut = { minutes: 30, stepMinutes: 30, bufferMinutes: 0 }

test('a morning is cut into halves of an hour, and what would end too late is none', () => {
  expect(said(startsIn(span(540, 660), half))).toEqual([540, 570, 600, 630])
  expect(said(startsIn(span(540, 659), half))).toEqual([540, 570, 600])
  expect(startsIn(span(540, 560), half)).toEqual([])
})

test('a step shorter than a booking lets it begin between two others', () => {
  const long: Cut = { minutes: 60, stepMinutes: 30, bufferMinutes: 0 }
  expect(said(startsIn(span(540, 660), long))).toEqual([540, 570, 600])
})

test('what ends when another begins does not touch it', () => {
  const window = span(540, 660)
  expect(said(freeStarts(window, half, [span(570, 600)]))).toEqual([540, 600, 630])
  expect(said(freeStarts(window, half, [span(585, 590)]))).toEqual([540, 600, 630])
})

test('travel keeps the time before and after free, outside the window too', () => {
  const visit: Cut = { minutes: 60, stepMinutes: 30, bufferMinutes: 15 }
  expect(spanOf(540 * minute, visit)).toEqual(span(525, 615))
  // Taken until 9:00, travel of a quarter of an hour: 9:00 is too early, 9:30 is not.
  expect(said(freeStarts(span(540, 660), visit, [span(480, 540)]))).toEqual([570, 600])
})

const cuts = fc.record({
  minutes: fc.integer({ min: 1, max: 180 }),
  stepMinutes: fc.integer({ min: 1, max: 90 }),
  bufferMinutes: fc.integer({ min: 0, max: 60 }),
})
const spans = fc
  .tuple(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 1, max: 240 }))
  .map(([from, length]) => span(from, from + length))

test('every free beginning is one of the window, and taking it overlaps nothing', () => {
  fc.assert(
    fc.property(spans, cuts, fc.array(spans, { maxLength: 6 }), (window, cut, busy) => {
      const free = freeStarts(window, cut, busy)
      for (const start of free) {
        expect(isStartIn(window, cut, start)).toBe(true)
        const wanted = spanOf(start, cut)
        expect(busy.some(({ from, to }) => from < wanted.to && to > wanted.from)).toBe(false)
      }
      // And nothing free is left out.
      const others = startsIn(window, cut).filter((start) => !free.includes(start))
      for (const start of others) {
        const wanted = spanOf(start, cut)
        expect(busy.some(({ from, to }) => from < wanted.to && to > wanted.from)).toBe(true)
      }
    }),
    { seed, numRuns: 300 },
  )
})
