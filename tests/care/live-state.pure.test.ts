import { describe, expect, it } from 'vitest'
import { deviceId } from '#shared/ids.ts'
import type { ReadingsSnapshot } from '#shared/readings/readings.contract.ts'
import {
  afterReadings,
  afterSnapshot,
  recentOf,
  watchedDevice,
} from '../../miniprogram/src/parts/care/live-state.ts'

const ten = Date.parse('2026-11-17T10:00:00+08:00')
const iso = (at: number) => new Date(at).toISOString()
const minute = 60_000
/** The phone's own clock says 5 o'clock of another day; it only counts. */
const phone = 1_000_000

const snapshot = (value: number | null, receivedAgo: number): ReadingsSnapshot => ({
  at: iso(ten),
  classes: ['vitals'],
  latest: [
    {
      metric: 'heart_rate',
      value,
      quality: value === null ? 'no_signal' : 'good',
      measuredAt: iso(ten - receivedAgo - 1000),
      receivedAt: iso(ten - receivedAgo),
    },
  ],
  devices: [
    {
      deviceId: deviceId('d'),
      model: '手环',
      metrics: ['heart_rate'],
      online: true,
      state: 'active',
      lastSeenAt: iso(ten - receivedAgo),
      everySeconds: 5,
      batteryPercent: null,
    },
  ],
})

describe('what the phone knows of an elder', () => {
  it('puts the ages of a snapshot on its own clock, whatever that clock says', () => {
    const state = afterSnapshot(snapshot(76, 3 * minute), phone)
    expect(state.newest.get('heart_rate')?.valueAt).toBe(phone - 3 * minute)
    expect(phone + state.ahead).toBe(ten)
    const { deviceAt, valueAt, everySeconds } = watchedDevice(
      state,
      snapshot(76, 3 * minute).devices,
    )
    expect([deviceAt, valueAt, everySeconds]).toEqual([phone - 3 * minute, phone - 3 * minute, 5])
  })

  it('takes a reading once, and never an older one for a newer', () => {
    const before = afterSnapshot(snapshot(76, minute), phone)
    const older = {
      metric: 'heart_rate',
      value: 60,
      quality: 'good',
      measuredAt: ten - 9 * minute,
    } as const
    const newer = { ...older, value: 80, measuredAt: ten + 1000 }
    expect(afterReadings(before, [older], phone + 1000).newest.get('heart_rate')?.value).toBe(76)
    expect(afterReadings(before, [newer], phone + 1000).newest.get('heart_rate')).toMatchObject({
      value: 80,
      valueAt: phone + 1000,
    })
  })

  it('keeps in mind when the last true value came while the probe is off', () => {
    const worn = afterSnapshot(snapshot(76, 1000), phone)
    const off = {
      metric: 'heart_rate',
      value: null,
      quality: 'no_signal',
      measuredAt: ten + 5000,
    } as const
    const state = afterReadings(worn, [off], phone + 5000)
    const { deviceAt, valueAt } = watchedDevice(state, snapshot(76, 1000).devices)
    expect(deviceAt).toBe(phone + 5000)
    expect(valueAt).toBe(phone - 1000)
    expect(state.newest.get('heart_rate')?.value).toBeNull()
  })
})

describe('the line that goes on live', () => {
  it('keeps what is within its minutes, once each, in order', () => {
    const { points } = recentOf(
      [
        [ten, 3],
        [ten - minute, 1],
        [ten, 3],
        [ten - 20 * minute, 9],
      ],
      ten - 10 * minute,
    )
    expect(points.map(({ at, value }) => [at, value])).toEqual([
      [ten - minute, 1],
      [ten, 3],
    ])
  })

  it('shows a probe that is off as a stretch without signal, not as zero', () => {
    const { points, noSignal } = recentOf(
      [
        [ten, 70],
        [ten + 5000, null],
        [ten + 10_000, null],
        [ten + 15_000, 71],
      ],
      ten,
    )
    expect(points.map(({ value }) => value)).toEqual([70, 71])
    expect(noSignal).toEqual([{ from: ten + 5000, to: ten + 15_000 }])
  })
})
