import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spanInWords } from '#shared/cases/deadline.words.ts'
import type { SleepNight } from '#shared/readings/readings.contract.ts'
import {
  lineRows,
  lineWords,
  nightParts,
  nightWords,
} from '../../miniprogram/src/parts/care/chart.words.ts'
import { timeTicks, valueTicks } from '../../miniprogram/src/parts/care/chart-scale.ts'
import type { ChartPoint, LineData } from '../../miniprogram/src/parts/care/line-shape.ts'
import { gapsOf, lineShape, runsOf } from '../../miniprogram/src/parts/care/line-shape.ts'
import { nightShape } from '../../miniprogram/src/parts/care/night-shape.ts'

const minute = 60_000
const hour = 60 * minute
/** 2026-11-17, 8:00 in Shanghai. */
const eight = Date.parse('2026-11-17T08:00:00+08:00')
const heart = { name: '心率', unit: '次/分', decimals: 0 }
const paper = { width: 343, height: 180, letters: 15 }

const point = (minutes: number, value: number): ChartPoint => ({
  at: eight + minutes * minute,
  value,
  low: value,
  high: value,
})
const chart = (points: readonly ChartPoint[], more: Partial<LineData> = {}): LineData => ({
  from: eight,
  to: eight + hour,
  points,
  every: minute,
  noSignal: [],
  usual: { from: 50, to: 100 },
  now: eight + hour,
  look: 'line',
  ...more,
})
const minutes = (from: number, to: number, value = 76) =>
  Array.from({ length: to - from + 1 }, (_, at) => point(from + at, value))

describe('a line of values', () => {
  it('is not drawn across a gap', () => {
    const data = chart([...minutes(0, 20), ...minutes(40, 60)])
    const { lines } = lineShape(data, paper)
    expect(lines.map((line) => line.length)).toEqual([21, 21])
    expect(gapsOf(data)).toEqual([{ from: eight + 20 * minute, to: eight + 40 * minute }])
  })

  it('joins points that are only a little late', () => {
    expect(runsOf([point(0, 70), point(2, 71), point(4.4, 72)], minute)).toHaveLength(1)
    expect(runsOf([point(0, 70), point(2.6, 71)], minute)).toHaveLength(2)
  })

  it('ends dashed from the last value to now when values have stopped, and only then', () => {
    const stopped = lineShape(chart(minutes(0, 40)), paper)
    expect(stopped.stale?.[0].x).toBeCloseTo(stopped.lines[0]?.slice(-1)[0]?.x ?? 0)
    expect(stopped.stale?.[1].x).toBeCloseTo(stopped.box.right)
    expect(lineShape(chart(minutes(0, 59)), paper).stale).toBeNull()
    // Tomorrow is not late.
    const half = chart(minutes(0, 30), { now: eight + 31 * minute })
    expect(lineShape(half, paper).stale).toBeNull()
  })

  it('shows a sensor that is off as a shaded part within the picture', () => {
    const { shaded, box } = lineShape(
      chart(minutes(30, 60), { noSignal: [{ from: eight - hour, to: eight + 30 * minute }] }),
      paper,
    )
    expect(shaded).toHaveLength(1)
    expect(shaded[0]?.left).toBe(box.left)
    expect(shaded[0]?.right).toBeCloseTo((box.left + box.right) / 2)
  })

  it('keeps every spot inside its paper, whatever is measured', () => {
    const values = fc.array(fc.double({ min: 20, max: 300, noNaN: true }), { maxLength: 200 })
    fc.assert(
      fc.property(values, fc.integer({ min: 280, max: 1200 }), (given, width) => {
        const data = chart(given.map((value, at) => point((at * 60) / 200, value)))
        const { lines, box, values: ticks, times } = lineShape(data, { ...paper, width })
        for (const { x, y } of lines.flat()) {
          expect(x).toBeGreaterThanOrEqual(box.left - 1e-6)
          expect(x).toBeLessThanOrEqual(box.right + 1e-6)
          expect(y).toBeGreaterThanOrEqual(box.top - 1e-6)
          expect(y).toBeLessThanOrEqual(box.bottom + 1e-6)
        }
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        for (const [at, { x }] of times.entries()) {
          const before = times[at - 1]
          if (before !== undefined) expect(x - before.x).toBeGreaterThan(15 * 2.4)
        }
      }),
    )
  })

  it('stands blood pressures as bars from low to high', () => {
    const taken = { at: eight + 10 * minute, value: 128, low: 76, high: 128 }
    const { bars, lines, stale } = lineShape(chart([taken], { look: 'bars' }), paper)
    expect(lines).toEqual([])
    expect(stale).toBeNull()
    expect(bars).toHaveLength(1)
    expect(bars[0]?.top).toBeLessThan(bars[0]?.bottom ?? 0)
  })
})

describe('round figures on the axes', () => {
  it('cover the values with few of them', () => {
    const span = fc.tuple(
      fc.double({ min: -50, max: 400, noNaN: true }),
      fc.double({ min: 0, max: 300, noNaN: true }),
    )
    fc.assert(
      fc.property(span, fc.integer({ min: 2, max: 6 }), ([from, length], most) => {
        const ticks = valueTicks({ from, to: from + length }, most)
        expect(ticks.length).toBeLessThanOrEqual(most + 2)
        expect(ticks[0]).toBeLessThanOrEqual(from + 0.01)
        expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(from + length - 0.01)
      }),
    )
  })

  it('are full hours of Shanghai, and days by their date', () => {
    const day = timeTicks({ from: eight, to: eight + 24 * hour }, 4).map(({ words }) => words)
    expect(day).toEqual(['12:00', '18:00', '0:00', '6:00'])
    const week = timeTicks({ from: eight, to: eight + 7 * 24 * hour }, 7).map(({ words }) => words)
    expect(week[0]).toBe('11/18')
    expect(week).toHaveLength(7)
  })
})

describe('a chart in words', () => {
  it('says the least, the most, what is usual and what is missing', () => {
    const data = chart([...minutes(0, 20, 58), ...minutes(40, 60, 92)], {
      noSignal: [{ from: eight + 22 * minute, to: eight + 32 * minute }],
    })
    expect(lineWords(data, heart)).toEqual([
      '今天 08:00到今天 09:00，心率最低 58，最高 92 次/分。',
      '浅绿色是不会提醒的范围：50 到 100 次/分。',
      // Of twenty minutes without a value the sensor was heard in ten, off the skin.
      '08:32到08:40没有数据，图上空着。',
      `传感器没戴好一共 ${spanInWords(10 * minute)}，图上画斜线。`,
    ])
  })

  it('says that there is nothing, and never a value that was not measured', () => {
    expect(lineWords(chart([]), heart)[0]).toBe('今天 08:00到今天 09:00，没有心率的数据。')
    const rows = lineRows(chart(minutes(0, 9)), heart)
    expect(rows).toHaveLength(6)
    expect(rows[0]).toEqual({ when: '08:00–08:10', words: '76' })
    expect(rows[1]).toEqual({ when: '08:10–08:20', words: '没有数据' })
  })

  it('says pressures as pairs and calls the time between two measurements no gap', () => {
    const taken = [
      { at: eight + 5 * minute, value: 128, low: 76, high: 128 },
      { at: eight + 50 * minute, value: 151, low: 88, high: 151 },
    ]
    const words = lineWords(chart(taken, { look: 'bars', usual: null }), {
      ...heart,
      name: '血压',
    })
    expect(words).toEqual([
      '今天 08:00到今天 09:00，血压量了 2 次，最近一次 151/88，最高一次 151/88。',
    ])
  })
})

describe('a night', () => {
  const at = (hours: number) => new Date(eight + (hours - 8) * hour).toISOString()
  const night: SleepNight = {
    day: '2026-11-17',
    from: at(-6),
    to: at(12),
    spans: [
      { from: at(-2), to: at(-1), state: 'light' },
      { from: at(-1), to: at(1), state: 'deep' },
      { from: at(1), to: at(1.2), state: 'out' },
      { from: at(1.2), to: at(2), state: 'no_data' },
      { from: at(2), to: at(6), state: 'rem' },
    ],
    toBedAt: at(-2),
    upAt: at(6),
    minutes: {
      ...{ inBed: 468, asleep: 420, awake: 0, light: 60, deep: 120, rem: 240 },
      ...{ out: 12, noData: 48 },
    },
    timesOut: 1,
    longestOut: 12,
  }

  it('is told in sentences: bed, sleep by stage, times up, and what nobody knows', () => {
    expect(nightWords(night)).toEqual([
      '22:00上床，06:00起床。',
      '睡着 7 小时：深睡 2 小时，浅睡 1 小时，做梦 4 小时。',
      '夜里起来 1 次，最长 12 分。',
      '有 48 分没有数据，图上画斜线。',
    ])
    expect(nightWords({ ...night, upAt: null })[0]).toBe('22:00上床，现在还在床上。')
    expect(nightWords({ ...night, spans: [] })).toEqual(['这一夜没有睡眠的数据。'])
  })

  it('has a row for each state it knew, and is hatched where nothing was measured', () => {
    const all = nightParts(night)
    const span = { from: Date.parse(at(-2)), to: Date.parse(at(6)) }
    const { parts, unknown, steps, rows } = nightShape(span, all, paper)
    expect(rows.map(({ words }) => words)).toEqual(['离床', '做梦', '浅睡', '深睡'])
    expect(parts).toHaveLength(4)
    expect(unknown).toHaveLength(1)
    // Nothing joins what lies on both sides of an unknown stretch.
    expect(steps).toHaveLength(2)
  })
})
