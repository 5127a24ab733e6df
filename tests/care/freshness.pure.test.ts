import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Watched } from '../../miniprogram/src/parts/care/freshness.ts'
import { freshnessAt } from '../../miniprogram/src/parts/care/freshness.ts'
import { ageWords, freshnessWords } from '../../miniprogram/src/parts/care/freshness.words.ts'

const minute = 60_000
const watched = (more: Partial<Watched> = {}): Watched => ({
  heardAt: 0,
  openedAt: 0,
  resumedAt: -minute,
  deviceAt: 0,
  valueAt: 0,
  everySeconds: 5,
  isRefused: false,
  ...more,
})
const titleAt = (state: Watched, at: number) => freshnessWords(freshnessAt(state, at))?.title

describe('why there is no new value', () => {
  it('says nothing while values come', () => {
    expect(
      titleAt(watched({ heardAt: 9000, valueAt: 9000, deviceAt: 9000 }), 10_000),
    ).toBeUndefined()
  })

  it('says by itself that data stopped when the server and the socket are gone', () => {
    expect(titleAt(watched(), 3 * minute)).toBe('平台连不上，数据已停 3 分钟')
    expect(titleAt(watched(), 200 * minute)).toBe('平台连不上，数据已停 3 小时')
  })

  it('says 正在重新连接 first when the phone has just woken up', () => {
    const woken = watched({ resumedAt: 300 * minute })
    expect(titleAt(woken, 300 * minute + 2000)).toBe('正在重新连接')
    expect(titleAt(woken, 300 * minute + 20_000)).toMatch(/^平台连不上/)
  })

  it('does not blame the platform for a device that is offline', () => {
    const state = watched({ heardAt: 10 * minute })
    expect(titleAt(state, 10 * minute)).toBe('设备离线，数据已停 10 分钟')
  })

  it('tells a sensor that is off from a device that is offline', () => {
    const state = watched({ heardAt: 10 * minute, deviceAt: 10 * minute - 2000 })
    expect(titleAt(state, 10 * minute)).toBe('传感器没戴好，10 分钟没有测到')
  })

  it('says that consent is missing above all else', () => {
    expect(titleAt(watched({ isRefused: true }), 90 * minute)).toBe('没有同意，看不到')
  })

  it('gives a slow device thrice its own rhythm', () => {
    const slow = watched({ everySeconds: 600, heardAt: 25 * minute })
    expect(titleAt(slow, 25 * minute)).toBeUndefined()
    expect(titleAt({ ...slow, heardAt: 31 * minute }, 31 * minute)).toBe(
      '设备离线，数据已停 31 分钟',
    )
  })

  it('never calls fresh what nobody has sent for longer than thrice its rhythm', () => {
    const instant = fc.integer({ min: 0, max: 200 * minute })
    fc.assert(
      fc.property(instant, instant, instant, fc.integer({ min: 1, max: 600 }), (a, b, c, every) => {
        const [valueAt = 0, heardAt = 0, at = 0] = [a, b, c].sort((one, other) => one - other)
        const state = watched({ valueAt, heardAt, deviceAt: heardAt, everySeconds: every })
        const isFresh = freshnessAt(state, at).kind === 'fresh'
        if (at - valueAt > Math.max(minute, 3000 * every)) expect(isFresh).toBe(false)
      }),
    )
  })
})

it('says an age as one says it', () => {
  expect([2000, 27_000, 3 * minute, 150 * minute, 90 * 60 * minute].map(ageWords)).toEqual([
    '刚刚',
    '25 秒前',
    '3 分钟前',
    '2 小时前',
    '3 天前',
  ])
})
