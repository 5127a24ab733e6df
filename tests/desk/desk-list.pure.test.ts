import { expect, test } from 'vitest'
import type { CaseRow } from '#shared/cases/cases.contract.ts'
import { caseId, subdistrictId } from '#shared/ids.ts'
import type { DeskPage } from '../../miniprogram/src/features/desk/merge-pages.ts'
import {
  appendPage,
  freshRows,
  holdStill,
} from '../../miniprogram/src/features/desk/merge-pages.ts'

const row = (name: string, version = 1): CaseRow => ({
  subdistrictId: subdistrictId('hexing'),
  caseId: caseId(name),
  number: '',
  title: name,
  status: 'assigned',
  severity: 'blue',
  typeName: null,
  placeLabel: '',
  neighbourhoodName: null,
  unitName: null,
  handlerName: null,
  source: 'resident',
  submittedAt: '2026-11-21T02:00:00.000Z',
  receivedAt: '2026-11-21T02:00:00.000Z',
  nextDeadline: null,
  reviewReasons: [],
  isHistory: false,
  round: 1,
  thumbnail: null,
  version,
})

const page = (names: readonly string[], nextCursor: string | null = null): DeskPage => ({
  rows: names.map((name) => row(name)),
  nextCursor,
  waiting: 0,
  gone: [],
})

const names = ({ rows }: { rows: readonly CaseRow[] }) => rows.map(({ title }) => title)

test('a case that comes in while someone reads further down waits and moves no row', () => {
  const held = holdStill(page(['b', 'c']), page(['a', 'b', 'c']))
  expect(names(held)).toEqual(['b', 'c'])
  expect(held.waiting).toBe(1)
})

test('a row held still shows what changed in its case', () => {
  const newest = { ...page([]), rows: [row('c', 2), row('b', 5)] }
  const held = holdStill(page(['b', 'c']), newest)
  expect(held.rows.map(({ title, version }) => [title, version])).toEqual([
    ['b', 5],
    ['c', 2],
  ])
})

test('a case that left the list stays in its row and is marked', () => {
  expect(holdStill(page(['a', 'b']), page(['b'])).gone).toEqual(['a'])
})

test('a row that was only pushed beyond what was read is not marked as gone', () => {
  expect(holdStill(page(['a', 'b'], 'more'), page(['x', 'a'], 'more')).gone).toEqual([])
})

test('a row that moves up from the next page is not announced as a new case', () => {
  const before = page(['a', 'b', 'c'], 'more')
  expect(freshRows(before, page(['b', 'c', 'd'], 'more'))).toEqual([])
})

test('a new case at the end of a list read to its end is announced', () => {
  expect(freshRows(page(['a', 'b']), page(['a', 'b', 'c'])).map(({ title }) => title)).toEqual([
    'c',
  ])
})

test('the next page never shows a case twice', () => {
  const both = appendPage(page(['a', 'b'], 'more'), page(['b', 'c']))
  expect(names(both)).toEqual(['a', 'b', 'c'])
  expect(both.nextCursor).toBe(null)
})
