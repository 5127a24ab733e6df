import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { BookingStatus } from '#shared/bookings/booking-status.ts'
import { bookingId, siteId, subdistrictId } from '#shared/ids.ts'
import type { DayRow } from '../../miniprogram/src/features/bookings-desk/day-list.ts'
import {
  parseDayList,
  readCheckIn,
  recognise,
} from '../../miniprogram/src/features/bookings-desk/day-list.ts'
import {
  parseOutbox,
  withCheckIn,
  withOutbox,
} from '../../miniprogram/src/features/bookings-desk/outbox.ts'
import { sha256Base64Url } from '../../miniprogram/src/platform/sha256.ts'

const hashed = (text: string) => createHash('sha256').update(text).digest('base64url')

const row = (name: string, more: Partial<DayRow> = {}): DayRow => ({
  bookingId: bookingId(`booking of ${name}`),
  number: '1000 0427',
  status: 'confirmed',
  kind: 'session',
  serviceName: '量血压',
  personName: name,
  party: 1,
  startsAt: '2026-11-17T02:00:00.000Z',
  queueNo: null,
  placeLabel: null,
  menuSet: null,
  tails: [],
  codeHash: hashed(`secret of ${name}`),
  note: '',
  ...more,
})
const entry = (name: string) => ({
  key: `key-${name}`,
  at: '2026-11-17T02:00:00.000Z',
  subdistrictId: subdistrictId('hexing'),
  siteId: siteId('site'),
  bookingId: bookingId(`booking of ${name}`),
  personName: name,
  serviceName: '量血压',
  shown: null,
})
const namesOf = (rows: readonly DayRow[]) => rows.map(({ personName }) => personName)
const find = (rows: readonly DayRow[], typed: string) => {
  const said = readCheckIn(typed)
  return said === null ? null : namesOf(recognise(rows, said, sha256Base64Url))
}

test('a code is hashed on the device as the server hashes it', () => {
  const texts = ['', 'abc', 'a'.repeat(55), 'a'.repeat(56), 'a'.repeat(64), 'Zz-_09'.repeat(40)]
  for (const text of texts) expect(sha256Base64Url(text), `${text.length}`).toBe(hashed(text))
})

test('somebody is known without the network by his code, his number and his last four digits', () => {
  const rows = [
    row('沈秀珍', { tails: ['0901', '123X'] }),
    row('夏根发', { number: '1000 0518', tails: ['0802'] }),
  ]
  const ascii = [row('her', { codeHash: hashed('s3cret-of_her') }), ...rows]
  expect(find(ascii, 'linli:check-in:s3cret-of_her')).toEqual(['her'])
  expect(find(rows, '10000518')).toEqual(['夏根发'])
  expect(find(rows, '１０００ ０５１８')).toEqual(['夏根发'])
  expect(find(rows, '0901')).toEqual(['沈秀珍'])
  expect(find(rows, '123x')).toEqual(['沈秀珍'])
  expect(find(rows, '9999')).toEqual([])
})

test('what is no code, number or four digits is nobody', () => {
  for (const typed of ['', '12', '12345', '夏根发', 'https://example.test/x'])
    expect(find([row('她')], typed), typed).toBeNull()
})

test('of two with the same digits the one still to come is meant; two of them are both shown', () => {
  const of = (name: string, status: BookingStatus) => row(name, { tails: ['0901'], status })
  expect(find([of('甲', 'served'), of('乙', 'confirmed')], '0901')).toEqual(['乙'])
  expect(find([of('甲', 'confirmed'), of('乙', 'no_show')], '0901')).toEqual(['甲', '乙'])
  expect(find([of('甲', 'checked_in')], '0901')).toEqual(['甲'])
})

test('a check-in that waits to be sent counts on this device, once', () => {
  const once = withCheckIn([], entry('甲'))
  const twice = withCheckIn(once, { ...entry('甲'), key: 'another-key' })
  expect(twice).toEqual([entry('甲')])
  const shown = withOutbox([row('甲'), row('乙')], twice)
  expect(shown.map(({ status, isWaiting }) => [status, isWaiting])).toEqual([
    ['checked_in', true],
    ['confirmed', false],
  ])
})

test('what is kept on the device comes back the same, and what is broken is left out', () => {
  const shown = { by: 'number' as const, value: '10000427' }
  const kept = [entry('甲'), { ...entry('乙'), shown }]
  expect(parseOutbox(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  expect(parseOutbox([{ ...entry('甲'), key: '' }, 'x', null])).toEqual([])
  const list = {
    siteId: 'site',
    siteName: '一号点',
    day: '2026-11-17',
    readAt: '2026-11-17T01:00:00.000Z',
    rows: [row('甲', { queueNo: 3, tails: ['0901'] })],
  }
  expect(parseDayList(JSON.parse(JSON.stringify(list)))).toEqual(list)
  expect(parseDayList({ ...list, rows: [{ ...list.rows[0], status: 'odd' }] })?.rows).toEqual([])
  expect(parseDayList('x')).toBeNull()
})
