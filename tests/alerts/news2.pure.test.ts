import { expect, test } from 'vitest'
import type { News2Input } from '#shared/alerts/news2.ts'
import { news2Of, news2Words } from '#shared/alerts/news2.ts'

/** Scores 0 in every part. */
const well: News2Input = {
  respiratoryRate: 16,
  oxygenSaturation: 97,
  onOxygen: false,
  systolic: 120,
  pulse: 70,
  consciousness: 'alert',
  temperature: 37,
}
const pointsOf = (changed: News2Input, scale: 1 | 2 = 1): number => {
  const score = news2Of({ ...well, ...changed }, scale)
  return score.complete ? score.total : Number.NaN
}

/** Both sides of every edge of the chart (RCP 2017, chart 1). */
test.each([
  [
    'respiratoryRate',
    [
      [8, 3],
      [9, 1],
      [11, 1],
      [12, 0],
      [20, 0],
      [21, 2],
      [24, 2],
      [25, 3],
    ],
  ],
  [
    'oxygenSaturation',
    [
      [91, 3],
      [92, 2],
      [93, 2],
      [94, 1],
      [95, 1],
      [96, 0],
      [100, 0],
    ],
  ],
  [
    'systolic',
    [
      [90, 3],
      [91, 2],
      [100, 2],
      [101, 1],
      [110, 1],
      [111, 0],
      [219, 0],
      [220, 3],
    ],
  ],
  [
    'pulse',
    [
      [40, 3],
      [41, 1],
      [50, 1],
      [51, 0],
      [90, 0],
      [91, 1],
      [110, 1],
      [111, 2],
      [130, 2],
      [131, 3],
    ],
  ],
  [
    'temperature',
    [
      [35, 3],
      [35.1, 1],
      [36, 1],
      [36.1, 0],
      [38, 0],
      [38.1, 1],
      [39, 1],
      [39.1, 2],
    ],
  ],
] as const)('NEWS2 scores %s as the chart does, on both sides of every edge', (part, edges) => {
  expect(edges.map(([value]) => pointsOf({ [part]: value }))).toEqual(
    edges.map(([, points]) => points),
  )
})

test('NEWS2 reads oxygen on scale 2 only when told to, on air and on oxygen', () => {
  const values = [83, 84, 85, 86, 87, 88, 92, 93, 94, 95, 96, 97]
  const on = (onOxygen: boolean) =>
    values.map((oxygenSaturation) => pointsOf({ oxygenSaturation, onOxygen }, 2))
  expect(on(false)).toEqual([3, 2, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0])
  // Two points each for the oxygen itself.
  expect(on(true)).toEqual([5, 4, 4, 3, 3, 2, 2, 3, 3, 4, 4, 5])
  expect(pointsOf({ oxygenSaturation: 88 }, 1)).toBe(3)
})

test('NEWS2 rounds before it bands: the chart has gaps between whole numbers', () => {
  expect(pointsOf({ respiratoryRate: 20.4 })).toBe(0)
  expect(pointsOf({ respiratoryRate: 20.5 })).toBe(2)
  expect(pointsOf({ pulse: 130.4 })).toBe(2)
  expect(pointsOf({ pulse: 130.5 })).toBe(3)
  expect(pointsOf({ temperature: 38.04 })).toBe(0)
  expect(pointsOf({ temperature: 38.05 })).toBe(1)
})

test('NEWS2 adds up to 20 at worst, and names the risk', () => {
  const worst = news2Of(
    {
      ...{ respiratoryRate: 30, oxygenSaturation: 80, onOxygen: true, systolic: 80, pulse: 150 },
      ...{ consciousness: 'cvpu', temperature: 34 },
    },
    1,
  )
  expect(worst).toMatchObject({ complete: true, total: 20, risk: 'high' })
  expect(news2Of(well, 1)).toMatchObject({ total: 0, risk: 'low', singleThree: false })
  expect(news2Of({ ...well, consciousness: 'cvpu' }, 1)).toMatchObject({
    ...{ total: 3, singleThree: true, risk: 'low_medium' },
  })
  expect(news2Of({ ...well, pulse: 120, respiratoryRate: 22, temperature: 38.5 }, 1)).toMatchObject(
    {
      ...{ total: 5, risk: 'medium' },
    },
  )
})

test('NEWS2 of an incomplete set is no number but “n/7”', () => {
  for (const part of Object.keys(well)) {
    const score = news2Of({ ...well, [part]: undefined }, 1)
    expect(score).toEqual({ complete: false, have: 6, of: 7 })
    expect(news2Words(score)).toBe('不完整 6/7')
  }
  expect(news2Words(news2Of({}, 1))).toBe('不完整 0/7')
  expect(news2Words(news2Of(well, 1))).toBe('NEWS2 0分')
})
