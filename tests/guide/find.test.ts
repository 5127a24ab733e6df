import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoItemCode } from '#db/seed/guide/build-items.ts'
import { findGuideItems } from '#shared/guide/guide.contract.ts'
import {
  publishItemDraft,
  readEditedItem,
  saveItemDraft,
} from '#shared/guide/guide-desk.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { questions } from './questions.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ running: false })
})
afterAll(() => app?.stop())

const hexing = { subdistrictId: subdistrictId('hexing') }
const find = async (text: string) =>
  (await app.nobody.call(findGuideItems, { params: hexing, query: { text } })).items

interface Miss {
  readonly question: string
  readonly got: string
}

const missesOf = async (rows: typeof questions): Promise<Miss[]> => {
  const misses: Miss[] = []
  for (const [question, ...slugs] of rows) {
    const codes = slugs.map(demoItemCode)
    const found = (await find(question)).slice(0, 3)
    if (!found.some(({ code }) => codes.includes(code)))
      misses.push({ question, got: found.map(({ name }) => name).join('、') })
  }
  return misses
}

const report = (half: string, rows: typeof questions, misses: readonly Miss[]) => {
  const right = rows.length - misses.length
  const share = ((100 * right) / rows.length).toFixed(1)
  process.stdout.write(
    `guide: ${half}: ${right} of ${rows.length} in the first three (${share} %)\n${misses
      .map(({ question, got }) => `  ${question} → ${got}\n`)
      .join('')}`,
  )
  return right / rows.length
}

const tuning = questions.filter((_, at) => at % 2 === 0)
const heldOut = questions.filter((_, at) => at % 2 === 1)

test('of the questions that tuned the search nearly all are answered in the first three', async () => {
  expect(report('tuning half', tuning, await missesOf(tuning))).toBeGreaterThanOrEqual(0.95)
})

test('of the questions held out at least 95 of 100 are answered in the first three', async () => {
  expect(report('held-out half', heldOut, await missesOf(heldOut))).toBeGreaterThanOrEqual(0.95)
})

test('while one types, the beginning is enough: characters, pinyin, first letters', async () => {
  for (const [typed, slug] of [
    ['敬老', 'senior-card'],
    ['jing', 'senior-card'],
    ['jingla', 'senior-card'],
    ['jlk', 'senior-card'],
    ['记录', 'record-book'],
    ['ＳＨＥＢＡＯ', 'social-card'],
  ] as const) {
    const codes = (await find(typed)).map(({ code }) => code)
    expect(codes, typed).toContain(demoItemCode(slug))
  }
})

test('what nobody can answer finds nothing, and no sign of SQL does harm', async () => {
  for (const typed of ['zzzqqq', '？？', "'", "'敬':* | !'老'", '\\', '&|!()<->', '😀'])
    expect(Array.isArray(await find(typed)), typed).toBe(true)
  expect(await find('zzzqqq')).toEqual([])
  const elsewhere = await app.nobody.call(findGuideItems, {
    params: { subdistrictId: subdistrictId('liuwan') },
    query: { text: '敬老卡' },
  })
  expect(elsewhere.items).toEqual([])
})

test('what was published a moment ago is found, by words nobody had said before', async () => {
  const admin = await app.as('hexing-administrator')
  const params = { ...hexing, code: demoItemCode('senior-university') }
  const { item } = await admin.call(readEditedItem, { params })
  if (!item.published) throw new Error('not published')
  const { fields } = item.published
  await admin.call(saveItemDraft, {
    params,
    body: { revision: 0, fields: { ...fields, aliases: [...fields.aliases, '扬琴班'] } },
  })
  expect((await find('扬琴')).map(({ code }) => code)).not.toContain(params.code)
  await admin.call(publishItemDraft, { params, body: { revision: 1 } })
  await expect.poll(async () => (await find('扬琴'))[0]?.code).toBe(params.code)
})
