import { expect, test } from 'vitest'
import { doingAt, momentOf, outageAt, valueAt } from '#bff/demo/care/believable-day.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** Midnight in Shanghai. */
const midnight = Date.parse('2026-11-16T16:00:00.000Z')
const daysOf = (count: number, of: (no: number, at: number) => void): void => {
  for (let no = 1; no <= count; no += 1)
    for (let at = midnight; at < midnight + day; at += 5 * minute) of(no, at)
}
const doing = (no: number, at: number) => doingAt(momentOf({ no, livesAlone: true }, at))

test('at night they sleep, at noon they eat, some go out, and one in some hundreds falls', () => {
  const seen = new Map<string, Set<number>>()
  daysOf(2000, (no, at) => {
    const who = seen.get(doing(no, at)) ?? new Set()
    seen.set(doing(no, at), who.add(no))
  })
  const people = (what: string) => seen.get(what)?.size ?? 0
  expect(people('asleep')).toBe(2000)
  expect(people('eating')).toBeGreaterThan(1990)
  expect(people('out')).toBeGreaterThan(1400)
  expect(people('up_at_night')).toBeGreaterThan(500)
  expect(people('fallen')).toBeGreaterThan(0)
  expect(people('fallen')).toBeLessThan(12)
})

test('a fall is a blow, then stillness and a faster heart, and most reach the button', () => {
  const falls: { no: number; at: number }[] = []
  for (let no = 1; no <= 6000; no += 1)
    for (let at = midnight; at < midnight + day; at += 10 * minute)
      if (doing(no, at) === 'fallen' && doing(no, at - 10 * minute) !== 'fallen') {
        let from = at
        while (doing(no, from - 5000) === 'fallen') from -= 5000
        falls.push({ no, at: from })
      }
  expect(falls.length).toBeGreaterThan(3)
  const pressed = falls.filter(({ no, at }) => {
    const elder = { no, livesAlone: true }
    expect(valueAt('motion', elder, at)).toBe(40)
    expect(valueAt('motion', elder, at + 5 * minute)).toBe(0)
    return [0, 1, 2, 3].some((m) => valueAt('help_button', elder, at + m * minute) === 1)
  })
  expect(pressed.length).toBeGreaterThan(0)
  expect(pressed.length).toBeLessThanOrEqual(falls.length)
})

test('on one day in eight a device is away for a while: half of them lose the time, half only the network', () => {
  const away = { off: new Set<number>(), cut: new Set<number>() }
  daysOf(2000, (no, at) => {
    const outage = outageAt(momentOf({ no, livesAlone: true }, at))
    if (outage) away[outage].add(no)
  })
  for (const kind of ['off', 'cut'] as const) {
    expect(away[kind].size).toBeGreaterThan(2000 * 0.045)
    expect(away[kind].size).toBeLessThan(2000 * 0.08)
  }
})
