import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '#bff/http/log.ts'
import {
  bindPhone,
  changeMe,
  refreshSession,
  signInWithWechat,
} from '#shared/accounts/accounts.contract.ts'
import { fileCase, readCase } from '#shared/cases/cases.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { clientOf } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { openLive, ticketOf } from '../live/live-client.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app?.stop())

const phone = '13912345678'
const openId = 'o-never-in-a-log'
const name = '欧阳无名'
const words = `楼道堆物,请联系我\n  at ${phone}`

test('nothing personal and no secret is in any line of the log, faults included', async () => {
  const code = app.wechat.newLoginCode(openId)
  const signedIn = await app.nobody.call(signInWithWechat, { body: { code } })
  const agreed = await app.newcomer(openId)
  const client = clientOf(app.address, signedIn.tokens.accessToken)
  const phoneCode = app.wechat.newPhoneCode(phone)
  await agreed.call(bindPhone, { body: { code: phoneCode } })
  await client.call(changeMe, { body: { displayName: name } })
  const filed = await client.call(fileCase, {
    body: { subdistrictId: subdistrictId('hexing'), text: words, photoIds: [], source: 'resident' },
  })
  const { caseId } = filed.case
  await client.call(readCase, { params: { subdistrictId: subdistrictId('hexing'), caseId } })
  const ticket = await ticketOf(client)
  await (await openLive(app.address, ticket)).close()
  await expect(openLive(app.address, ticket)).rejects.toThrow('401')
  const { refreshToken } = signedIn.tokens
  await client.call(refreshSession, { body: { refreshToken } })
  // Faults carry the statement and its parameters: drizzle's message, with what was said in it.
  await app.platform.database.pool.query('alter table cases rename column text to words')
  const fault = await client.ask(fileCase, {
    body: { subdistrictId: subdistrictId('hexing'), text: words, photoIds: [], source: 'resident' },
  })
  expect(fault.status).toBe(500)
  await client.raw(`/api/cases?${new URLSearchParams({ phone, name })}`)
  await client.raw(`/${encodeURIComponent(name)}/${phone}`)

  const log = app.logLines.join('')
  const secrets = {
    phone,
    openId,
    name,
    words: '楼道堆物',
    code,
    phoneCode,
    ticket,
    refreshToken,
    accessToken: signedIn.tokens.accessToken,
    otherToken: agreed.accessToken ?? '',
    appSecret: 'wx-secret',
  }
  const found = Object.entries(secrets).filter(([, secret]) => log.includes(secret))
  expect(found.map(([what]) => what)).toEqual([])
  expect(log).toContain('"fault"')
})

test('each request is one line with the route’s pattern, the status and the milliseconds', async () => {
  const from = app.logLines.length
  await app.nobody.raw('/api/subdistricts/hexing/case-types?secret=1')
  await app.nobody.raw('/api/me')
  await app.nobody.raw('/no/such/page')
  await expect.poll(() => app.logLines.length - from).toBeGreaterThanOrEqual(3)
  const lines = app.logLines.slice(from).map((line) => JSON.parse(line))
  const requests = lines.filter(({ msg }) => msg === 'request')
  expect(requests.map(({ req, res }) => [req.method, req.route, res.status])).toEqual([
    ['GET', '/api/subdistricts/:subdistrictId/case-types', 200],
    ['GET', '/api/me', 401],
    ['GET', 'unknown', 404],
  ])
  for (const { ms, reqId } of requests) {
    expect(ms).toBeGreaterThanOrEqual(0)
    expect(reqId).toEqual(expect.any(String))
  }
})

test('an error’s message stays out of the log, whatever lines it has and however it is logged', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line: string) => void lines.push(line) })
  const cause = new Error(`params: ${words}`)
  const error = new Error(`Failed query: insert\nparams: ${words}`, { cause })
  log.error({ err: error }, 'fault')
  log.error({ err: error })
  log.error(error)
  expect(lines).toHaveLength(3)
  expect(lines.join('')).not.toMatch(new RegExp(`${phone}|楼道堆物|Failed query`))
  for (const line of lines) expect(JSON.parse(line).err.stack[0]).toContain('logs.test.ts')
})
