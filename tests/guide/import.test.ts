import { afterAll, beforeAll, expect, test } from 'vitest'
import { importGuide, UnreadableFile } from '#bff/guide/import/guide-import.ts'
import { columns } from '#bff/guide/import/table-columns.ts'
import { generatedItems, writtenItems } from '#db/seed/guide/build-items.ts'
import { readGuide } from '#shared/guide/guide.contract.ts'
import type { ItemFields } from '#shared/guide/item-fields.ts'
import { csvLine } from '#shared/http/csv.ts'
import { subdistrictId } from '#shared/ids.ts'
import { intensity } from '#tests/intensity.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { excelOf } from './excel-file.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ running: false })
})
afterAll(() => app?.stop())

// 柳湾 has no guide yet.
const liuwan = subdistrictId('liuwan')
const bring = (fileName: string, content: string | Buffer, checkOnly = false) =>
  importGuide(app.app.services, app.platform, {
    subdistrictId: liuwan,
    fileName,
    content: Buffer.from(content),
    checkOnly,
  })
const count = async () =>
  (await app.nobody.call(readGuide, { params: { subdistrictId: liuwan } })).items

/** As somebody types it into a spreadsheet. */
const cellOf = (field: string, value: unknown): string => {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (field === 'legal' || field === 'promised') {
    const { days, unit } = {
      days: Reflect.get(Object(value), 'days'),
      unit: Reflect.get(Object(value), 'unit'),
    }
    return `${days}${unit === 'day' ? '天' : '工作日'}`
  }
  if (field === 'basis' || field === 'steps')
    return Array.isArray(value)
      ? value.map((one: object) => Object.values(one).join('|')).join('\n')
      : ''
  if (Array.isArray(value) && field !== 'materials') return value.join('；')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
const tableOf = (items: readonly ItemFields[]): string[][] => [
  columns.map(({ title }) => title),
  ...items.map((item) => columns.map(({ field }) => cellOf(field, Reflect.get(item, field)))),
]

test('with one broken rule nothing is loaded, and each broken rule is named with its place', async () => {
  const items = writtenItems().slice(0, 20)
  const [first, second, third] = items
  const file = [
    { ...first, basis: [], visits: 0, visitReason: '当面' },
    { ...second, materials: 'none', extra: 1 },
    third,
    third,
    { ...items[4], effectiveFrom: '2026-02-30' },
    ...items.slice(5),
  ]
  const report = await bring('items.json', JSON.stringify(file))
  expect(report.published).toBeNull()
  expect(report.faults.map(({ no, rule, at }) => `${no} ${rule} ${at}`)).toEqual([
    '1 no_visit_no_reason visitReason',
    '1 basis_given basis',
    '2 shape extra',
    '2 shape materials',
    '4 code_twice code',
    '5 day_unreal effectiveFrom',
  ])
  expect(await count()).toBe(0)
})

test('JSON, CSV and Excel say the same, and a file brought twice changes nothing', async () => {
  const items = writtenItems()
  expect((await bring('items.json', JSON.stringify(items), true)).published).toBeNull()
  expect((await bring('items.json', JSON.stringify({ items }))).published).toEqual({
    added: items.length,
    changed: 0,
    unchanged: 0,
  })
  const same = { added: 0, changed: 0, unchanged: items.length }
  const table = tableOf(items)
  const csv = table.map((row) => csvLine(row)).join('')
  const fromCsv = await bring('items.csv', csv)
  expect(fromCsv.faults).toEqual([])
  expect(fromCsv.published).toEqual(same)
  const fromExcel = await bring('items.xlsx', excelOf(table))
  expect(fromExcel.faults).toEqual([])
  expect(fromExcel.published).toEqual(same)
  const odd = await bring('items.csv', `事项名称,乱写的列\r\nx,y\r\n`)
  expect(odd.unknownTitles).toEqual(['乱写的列'])
  expect(odd.published).toBeNull()
  await expect(bring('items.pdf', 'x')).rejects.toThrow(UnreadableFile)
  await expect(bring('items.xlsx', 'x')).rejects.toThrow(UnreadableFile)
  await expect(bring('items.json', '{')).rejects.toThrow(UnreadableFile)
})

test('thousands of items are in, whole, in less than a minute for twenty thousand', async () => {
  const before = await count()
  const items = generatedItems(intensity.guideItems, 1000)
  const file = JSON.stringify(items)
  const started = performance.now()
  const report = await bring('items.json', file)
  const seconds = (performance.now() - started) / 1000
  expect(report.published).toMatchObject({ added: items.length })
  expect(await count()).toBe(before + items.length)
  // A slow machine gets as much again as a fast one needs.
  expect(seconds * (20_000 / items.length)).toBeLessThan(120)
  process.stdout.write(`guide: ${items.length} items in ${seconds.toFixed(1)} s\n`)
})
