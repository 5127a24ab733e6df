import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileCase, listMyCases } from '#shared/cases/cases.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let here: TestApp
let there: TestApp

beforeAll(async () => {
  here = await startTestApp()
  there = await startTestApp({ databaseUrl: here.databaseUrl, running: false })
})

afterAll(async () => {
  await there?.stop()
  await here?.stop()
})

const report = (text: string) => ({
  subdistrictId: subdistrictId('hexing'),
  text,
  photoIds: [],
  source: 'resident' as const,
})

const mine = async (client: Client) => (await client.call(listMyCases)).cases

test('twenty sendings of one report at once, to two nodes, make one case and one answer', async () => {
  const client = await here.newcomer('o-twenty')
  const elsewhere = (key: string, body: string) =>
    there.nobody.raw('/api/cases', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${client.accessToken}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body,
    })
  const key = randomUUID()
  const body = JSON.stringify(report('电梯停在三楼'))
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      const answer =
        i % 2 === 0
          ? await elsewhere(key, body)
          : await client.raw('/api/cases', {
              method: 'POST',
              headers: { 'content-type': 'application/json', 'idempotency-key': key },
              body,
            })
      return [answer.status, await answer.text()]
    }),
  )
  expect(new Set(answers.map(([status]) => status))).toEqual(new Set([201]))
  const ids = answers.map(([, text]) => JSON.parse(String(text)).case.caseId)
  expect(new Set(ids).size).toBe(1)
  expect(await mine(client)).toHaveLength(1)
})

test('the same key with other words is a mistake and changes nothing', async () => {
  const client = await here.newcomer('o-other-words')
  const key = randomUUID()
  await client.call(fileCase, { key, body: report('门禁坏了') })
  const other = await client.ask(fileCase, { key, body: report('水管爆了') })
  expect([other.status, other.code]).toEqual([422, 'idempotency_key_reused'])
  expect(await mine(client)).toHaveLength(1)
})

test.each([
  ['without a key', undefined],
  ['with a key that is too short', 'short'],
  ['with a key of odd characters', `${'x'.repeat(20)}/../`],
])('a report %s is refused', async (_, key) => {
  const client = await here.newcomer('o-no-key')
  const answer = await client.raw('/api/cases', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify(report('路灯不亮')),
  })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ error: { code: 'idempotency_key_missing' } })
})

test('two people may use the same key', async () => {
  const key = randomUUID()
  const [one, two] = [await here.newcomer('o-one'), await here.newcomer('o-two')]
  const first = await one.call(fileCase, { key, body: report('垃圾未清运') })
  const second = await two.call(fileCase, { key, body: report('垃圾未清运') })
  expect(first.case.caseId).not.toBe(second.case.caseId)
})

test('a report that was refused may be sent again with its key', async () => {
  const client = await here.newcomer('o-refused-first')
  const key = randomUUID()
  const wrong = await client.ask(fileCase, {
    key,
    body: { ...report('楼道灯不亮'), typeCode: 'no-such-type' },
  })
  expect([wrong.status, wrong.code]).toEqual([422, 'case_type_unknown'])
  await client.call(fileCase, { key, body: report('楼道灯不亮') })
  expect(await mine(client)).toHaveLength(1)
})
