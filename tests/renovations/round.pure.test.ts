import { expect, test } from 'vitest'
import { figuresOf, median } from '#bff/renovations/hours.policy.ts'
import { byNearness, wayThrough } from '#bff/renovations/round.policy.ts'

const depot = { longitude: 121.45, latitude: 31.24 }
const stop = (name: string, east: number, hour = 0) => ({
  name,
  longitude: depot.longitude + east / 1000,
  latitude: depot.latitude,
  startsAt: new Date(Date.UTC(2026, 10, 18, hour)),
})

test('the way goes from the depot always to the nearest that is left', () => {
  const stops = [stop('far', 9), stop('near', 1), stop('behind', -3), stop('middle', 4)]
  expect(wayThrough(depot, stops).map(({ name }) => name)).toEqual([
    'near',
    'middle',
    'far',
    'behind',
  ])
})

test('the afternoon goes on where the morning ended, and never before it', () => {
  const stops = [stop('afternoon west', -2, 5), stop('afternoon east', 8, 5), stop('morning', 9, 0)]
  expect(wayThrough(depot, stops).map(({ name }) => name)).toEqual([
    'morning',
    'afternoon east',
    'afternoon west',
  ])
})

test('loads at one spot stay in the order they were booked; no loads make no way', () => {
  const stops = [stop('first', 2), stop('second', 2), stop('third', 2)]
  expect(wayThrough(depot, stops).map(({ name }) => name)).toEqual(['first', 'second', 'third'])
  expect(wayThrough(depot, [])).toEqual([])
})

test('a degree east counts less than a degree north', () => {
  const east = { name: 'east', longitude: depot.longitude + 0.011, latitude: depot.latitude }
  const north = { name: 'north', longitude: depot.longitude, latitude: depot.latitude + 0.01 }
  expect(byNearness(depot, [north, east]).map(({ name }) => name)).toEqual(['east', 'north'])
})

test('hours are counted by week, against the goal', () => {
  const fetched = [
    { servedAt: new Date('2026-11-15T15:59:00Z'), hours: 10 },
    { servedAt: new Date('2026-11-15T16:01:00Z'), hours: 36 },
    { servedAt: new Date('2026-11-20T03:00:00Z'), hours: 37 },
  ]
  expect(figuresOf(fetched, 36)).toEqual({
    collected: 3,
    medianHours: 36,
    slowestHours: 37,
    withinGoal: 2,
    weeks: [
      { week: '2026-11-09', collected: 1, medianHours: 10 },
      { week: '2026-11-16', collected: 2, medianHours: 36.5 },
    ],
  })
  expect(figuresOf([], 36)).toMatchObject({ collected: 0, medianHours: null, slowestHours: null })
  expect(median([])).toBeNull()
})
