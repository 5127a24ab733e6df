import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMe, signInAsDemoPerson } from '#shared/accounts/accounts.contract.ts'
import { contracts } from '#shared/contracts.ts'
import { errors } from '#shared/http/errors.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let app: TestApp
let resident: Client

beforeAll(async () => {
  app = await startTestApp()
  resident = await app.as('chen-yue')
})

afterAll(() => app?.stop())

const json = { 'content-type': 'application/json' }

test('a fault answers with an id that is in the log, and with nothing of what went wrong', async () => {
  const broken = await startTestApp()
  const client = await broken.as('chen-yue')
  await broken.platform.database.pool.query('drop table consents cascade')
  const answer = await client.raw('/api/me/consents/location', {
    method: 'PUT',
    headers: json,
    body: '{"textVersion":"words-of-a-resident"}',
  })
  const said = await answer.text()
  const { error } = JSON.parse(said)
  expect(answer.status).toBe(500)
  expect(Object.keys(error).sort()).toEqual(['code', 'id', 'words'])
  expect(error).toMatchObject({ code: 'server_fault', words: errors.server_fault.words })
  expect(said).not.toMatch(/consents|insert|select|relation|42P01|words-of-a-resident/i)
  const line = broken.logLines.find((one) => one.includes('"fault"') && one.includes(error.id))
  expect(line).toContain('"sqlState":"42P01"')
  expect(broken.logLines.join('')).not.toContain('words-of-a-resident')
  await broken.stop()
})

/** As wx.request sends it: a JSON type and no byte of a body. */
const sendEmpty = (method: string, path: string, client: Client): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request(`${app.address}${path}`, {
      method,
      headers: {
        ...json,
        authorization: `Bearer ${client.accessToken}`,
        'content-length': '0',
        'idempotency-key': randomUUID(),
      },
    })
    sent.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })

test('a request without a body may say that it is JSON', async () => {
  const client = await app.newcomer('o-empty-body')
  expect(await sendEmpty('POST', '/api/live/tickets', client)).toBe(200)
  expect(await sendEmpty('DELETE', '/api/me/consents/location', client)).toBe(200)
  expect(await sendEmpty('DELETE', '/api/session', client)).toBe(200)
})

test('a missing body is not taken for the words of one', async () => {
  expect(await sendEmpty('POST', '/api/session/demo', resident)).toBe(400)
  expect(await sendEmpty('PUT', '/api/me/consents/location', resident)).toBe(400)
})

test('a body that would reach into a prototype is refused', async () => {
  const answer = await app.nobody.raw('/api/session/demo', {
    method: 'POST',
    headers: json,
    body: '{"key":"chen-yue","__proto__":{"admin":true}}',
  })
  expect(answer.status).toBe(400)
})

test('an address that cannot be read gets a coded refusal', async () => {
  const answer = await app.nobody.raw('/api/%E0%A4%A')
  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } })
})

test('answers carry the security headers, refusals as well', async () => {
  for (const path of ['/api/me', '/nowhere', '/livez']) {
    const { headers } = await app.nobody.raw(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.has('x-powered-by')).toBe(false)
  }
})

test('TLS is promised only where a proxy in front keeps the promise', async () => {
  expect((await app.nobody.raw('/livez')).headers.has('strict-transport-security')).toBe(false)
})

test('an idle connection of the database may die without anybody noticing', async () => {
  await app.platform.database.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'linli' and pid <> pg_backend_pid()",
  )
  for (let i = 0; i < 20; i++) expect((await resident.ask(readMe)).status).toBe(200)
})

test('a connection that dies in the middle of a transaction harms that request alone', async () => {
  const { database } = app.platform
  const dying = database.inTransaction(async (tx) => {
    await tx.client.query('select pg_terminate_backend(pg_backend_pid())')
  })
  await expect(dying).rejects.toThrow()
  const idle = database.inTransaction(async (tx) => {
    const { rows } = await tx.client.query('select pg_backend_pid() as pid')
    await database.pool.query('select pg_terminate_backend($1)', [rows[0].pid])
    await new Promise((resolve) => setTimeout(resolve, 50))
    await tx.client.query('select 1')
  })
  await expect(idle).rejects.toThrow()
  for (let i = 0; i < 20; i++) expect((await resident.ask(readMe)).status).toBe(200)
})

test('no more connections are held than the pool has, however many requests fail', async () => {
  const bad = Array.from({ length: 60 }, () =>
    app.nobody.ask(signInAsDemoPerson, { body: { key: 'nobody-of-this-name' } }),
  )
  for (const answer of await Promise.all(bad)) expect(answer.status).toBe(404)
  expect(app.platform.database.pool.totalCount).toBeLessThanOrEqual(16)
  expect(app.platform.database.pool.waitingCount).toBe(0)
})

/** A member of parsed JSON by its keys, one after the other. */
const at = (value: unknown, ...keys: string[]): unknown =>
  keys.reduce<unknown>(
    (found, key) =>
      typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined,
    value,
  )

test('the OpenAPI document lists every contract with its schemas, and nothing else of the API', async () => {
  const document: unknown = await (await app.nobody.raw('/openapi.json')).json()
  expect(at(document, 'openapi')).toBe('3.1.0')
  const listed = Object.entries(Object(at(document, 'paths'))).flatMap(([path, methods]) =>
    Object.keys(Object(methods)).map((method) => `${method} ${path}`),
  )
  const wanted = Object.values(contracts).map(
    ({ method, path }) => `${method.toLowerCase()} /api${path.replaceAll(/:([a-zA-Z]+)/g, '{$1}')}`,
  )
  expect(wanted.filter((one) => !listed.includes(one))).toEqual([])
  expect(listed.filter((one) => one.includes(' /api/') && !wanted.includes(one))).toEqual([])
  for (const contract of Object.values(contracts)) {
    const path = `/api${contract.path.replaceAll(/:([a-zA-Z]+)/g, '{$1}')}`
    const operation = at(document, 'paths', path, contract.method.toLowerCase())
    const where = `${contract.method} ${contract.path}`
    expect(at(operation, 'summary'), where).toBe(contract.summary)
    expect(Object.keys(Object(at(operation, 'responses'))).length, where).toBeGreaterThan(0)
    if (contract.kind === 'json') {
      const status = String(contract.status ?? 200)
      const answer = at(operation, 'responses', status, 'content', 'application/json', 'schema')
      expect(answer, where).toMatchObject({ type: 'object' })
      if (contract.body)
        expect(
          at(operation, 'requestBody', 'content', 'application/json', 'schema'),
          where,
        ).toBeDefined()
    }
    if (contract.access !== 'anyone')
      expect(at(operation, 'security'), where).toEqual([{ accessToken: [] }])
  }
  expect((await app.nobody.raw('/docs')).status).toBe(200)
})
