import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoItemCode } from '#db/seed/guide/build-items.ts'
import { listGuideItems, readGuide, readGuideItem } from '#shared/guide/guide.contract.ts'
import {
  dropItemDraft,
  listEditedItems,
  publishItemDraft,
  readEditedItem,
  saveItemDraft,
} from '#shared/guide/guide-desk.contract.ts'
import type { ItemFields } from '#shared/guide/item-fields.ts'
import { subdistrictId } from '#shared/ids.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let app: TestApp
let admin: Client
beforeAll(async () => {
  app = await startTestApp({ running: false })
  admin = await app.as('hexing-administrator')
})
afterAll(() => app?.stop())

const hexing = { subdistrictId: subdistrictId('hexing') }
const keyOf = (slug: string) => ({ ...hexing, code: demoItemCode(slug) })
type Key = ReturnType<typeof keyOf>

const publishedFields = async (params: Key): Promise<ItemFields> => {
  const { item } = await admin.call(readEditedItem, { params })
  if (!item.published) throw new Error('not published')
  return item.published.fields
}
const save = (params: Key, revision: number, fields: ItemFields) =>
  admin.call(saveItemDraft, { params, body: { revision, fields } })
const publish = (params: Key, revision: number) =>
  admin.ask(publishItemDraft, { params, body: { revision } })
const seen = async (params: Key) => (await app.nobody.call(readGuideItem, { params })).item

test('the guide opens with what is asked for most and counts every way in', async () => {
  const guide = await app.nobody.call(readGuide, { params: hexing })
  expect(guide).toMatchObject({ items: 372, isDemonstration: true })
  expect(guide.frequent).toHaveLength(12)
  expect(guide.classes).toHaveLength(15)
  const count = Object.fromEntries(guide.lists.map(({ key, items }) => [key, items]))
  expect(count).toEqual({ frequent: 12, without_id: 24, terminal: 101, city_wide: 188 })
  const names: string[] = []
  let after: string | undefined
  do {
    const page = await app.nobody.call(listGuideItems, {
      params: hexing,
      query: { list: 'city_wide', ...(after === undefined ? {} : { after }) },
    })
    names.push(...page.items.map(({ name }) => name))
    after = page.next ?? undefined
  } while (after !== undefined)
  expect(new Set(names).size).toBe(188)
  const other = await app.nobody.ask(readGuideItem, {
    params: { ...keyOf('senior-card'), subdistrictId: subdistrictId('liuwan') },
  })
  expect([other.status, other.code]).toEqual([404, 'item_unknown'])
})

test('a draft is shown to nobody; published it is the next version, and the diff told what would change', async () => {
  const params = keyOf('medical-claim')
  const fields = await publishedFields(params)
  const { item } = await save(params, 0, {
    ...fields,
    promised: { days: 12, unit: 'working_day' },
  })
  expect(item.findings).toEqual([])
  expect(item.changes).toEqual([{ path: 'promised.days', before: '20', after: '12' }])
  expect((await seen(params)).promised.days).toBe(20)
  const list = await admin.call(listEditedItems, { params: hexing, query: {} })
  expect(list.items[0]).toMatchObject({ code: params.code, hasDraft: true, version: 1 })

  const done = await publish(params, 1)
  expect(done.status).toBe(200)
  expect(done.body.item).toMatchObject({ draft: null, published: { version: 2 } })
  expect(done.body.item.versions.map(({ publishedBy }) => publishedBy === null)).toEqual([
    false,
    true,
  ])
  expect(await seen(params)).toMatchObject({ version: 2, since: '2026-11-17' })
})

test('what breaks a rule is named and not published, and the draft is still there', async () => {
  const params = keyOf('retire')
  const fields = await publishedFields(params)
  const { item } = await save(params, 0, { ...fields, basis: [], visits: 0 })
  expect(item.findings.map(({ rule }) => rule)).toEqual(['no_visit_no_reason', 'basis_given'])
  const refused = await publish(params, 1)
  expect([refused.status, refused.code, refused.detail]).toEqual([
    422,
    'item_faulty',
    { findings: 2 },
  ])
  const after = await admin.call(readEditedItem, { params })
  expect(after.item).toMatchObject({ draft: { revision: 1 }, published: { version: 1 } })
  await admin.call(dropItemDraft, { params, body: { revision: 1 } })
  expect((await admin.call(readEditedItem, { params })).item.draft).toBeNull()
})

test('a change for a later day holds from that day on, and the old text until then', async () => {
  const params = keyOf('senior-meal')
  const fields = await publishedFields(params)
  await save(params, 0, { ...fields, summary: '换了新的说法。', effectiveFrom: '2026-12-01' })
  await publish(params, 1)
  const now = await seen(params)
  expect(now).toMatchObject({ version: 1, until: '2026-12-01' })
  app.clock.set('2026-11-30T16:00:00.000Z')
  expect(await seen(params)).toMatchObject({ version: 2, summary: '换了新的说法。', until: null })
  app.clock.set('2026-11-17T02:00:00.000Z')
  expect(await seen(params)).toMatchObject({ version: 1 })
})

test('two editors do not overwrite each other, and a draft is published once', async () => {
  const params = keyOf('low-rent')
  const fields = await publishedFields(params)
  await save(params, 0, { ...fields, summary: '一' })
  const late = await admin.ask(saveItemDraft, { params, body: { revision: 0, fields } })
  expect([late.status, late.code]).toEqual([409, 'draft_moved_on'])
  await save(params, 1, { ...fields, summary: '二' })
  const answers = await Promise.all([publish(params, 2), publish(params, 2), publish(params, 1)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  expect(await seen(params)).toMatchObject({ version: 2, summary: '二' })
})

test('a new item is drafted under its code, and is nobody’s before it is published', async () => {
  const fields = { ...(await publishedFields(keyOf('senior-meal'))), code: 'NEWITEM001' }
  const params = { ...hexing, code: 'NEWITEM001' }
  const wrong = await admin.ask(saveItemDraft, {
    params,
    body: { revision: 0, fields: { ...fields, code: 'OTHER00001' } },
  })
  expect([wrong.status, wrong.code]).toEqual([422, 'item_code_fixed'])
  await save(params, 0, {
    ...fields,
    basicCode: '990100009999',
    name: '新事项',
    effectiveFrom: '2026-01-01',
  })
  expect((await app.nobody.ask(readGuideItem, { params })).status).toBe(404)
  await publish(params, 1)
  expect(await seen(params)).toMatchObject({ name: '新事项', version: 1 })
})

test('a published version never changes, not even by SQL', async () => {
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  try {
    for (const statement of [
      `update guide_versions set fields = fields || '{"name":"x"}'`,
      'delete from guide_versions',
      'truncate guide_versions cascade',
    ])
      await expect(client.query(statement)).rejects.toThrow(/append-only/)
  } finally {
    await client.end()
  }
})
