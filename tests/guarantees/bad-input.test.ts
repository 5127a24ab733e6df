import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileCase } from '#shared/cases/cases.contract.ts'
import { contracts } from '#shared/contracts.ts'
import type { Endpoint } from '#shared/http/endpoint.ts'
import { subdistrictId } from '#shared/ids.ts'
import { listServices, listSites } from '#shared/offers/offers.contract.ts'
import { siteIdOf } from '#tests/bookings/booking-catalogue.ts'
import { bookingScene } from '#tests/bookings/booking-scene.ts'
import { intensity, seed } from '#tests/intensity.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import type { GeneratedRequest } from './generated-input.ts'
import { requestsFor } from './generated-input.ts'

/** Endpoints that end or change the caller: they get one who is not needed afterwards. */
const endsTheCaller = ['signOut', 'deleteMe', 'withdrawConsent']

let app: TestApp
let resident: Client
let callers: Client[]
let spareCallers: Client[]
const known: Record<string, string[]> = { subdistrictId: ['hexing', 'liuwan'] }

beforeAll(async () => {
  app = await startTestApp({ wechatPay: 'public_key' })
  resident = await app.as('chen-yue')
  callers = [
    resident,
    await app.as('hexing-duty-1'),
    await app.as('hexing-public-works-1'),
    await app.as('hexing-administrator'),
    app.nobody,
  ]
  spareCallers = [await app.newcomer('o-spare'), app.nobody]
  const filed = await resident.call(fileCase, {
    body: {
      subdistrictId: subdistrictId('hexing'),
      text: '楼道灯不亮',
      photoIds: [],
      source: 'resident',
    },
  })
  known.caseId = [filed.case.caseId]
  await knowCatalogue()
  await knowBookings()
})

/** Bookings that wait for an answer and such that are agreed, of today, enough for every endpoint. */
const knowBookings = async (): Promise<void> => {
  const scene = bookingScene(() => app)
  const today = { kind: 'session', from: 14 * 60, to: 15 * 60, capacity: 100 } as const
  await scene.open({
    agreed: today,
    asked: { ...today, accept: { how: 'staff', withinMinutes: 30 } },
  })
  const booked = []
  for (let n = 0; n < 12; n++) {
    const person = await app.newcomer(`o-booked-${n}`)
    booked.push(await scene.book(person, n % 2 === 0 ? 'agreed' : 'asked', { inDays: 0 }))
  }
  known.bookingId = booked.map(({ bookingId }) => bookingId)
  known.siteId = [...(known.siteId ?? []), siteIdOf('one')]
  known.day = ['2026-11-16', '2026-11-17', '2026-02-31']
}

/** Real sites, services and offers, so that asking about them goes deep. */
const knowCatalogue = async (): Promise<void> => {
  const params = { subdistrictId: subdistrictId('hexing') }
  const { services } = await resident.call(listServices, { params })
  const { sites } = await resident.call(listSites, { params })
  known.siteId = sites.map(({ siteId }) => siteId)
  known.code = services.map(({ code }) => code)
  const { rows } = await app.platform.database.pool.query<{
    offerId: string
    scheduleId: string
    occurrenceId: string
  }>(`select distinct on (offer_id) offer_id as "offerId", schedule_id as "scheduleId",
      occurrence_id as "occurrenceId" from occurrences where subdistrict_id = 'hexing'`)
  known.offerId = rows.map(({ offerId }) => offerId)
  known.scheduleId = rows.map(({ scheduleId }) => scheduleId)
  known.occurrenceId = rows.map(({ occurrenceId }) => occurrenceId)
}

afterAll(() => app?.stop())

const said = (value: unknown): string => {
  const search = new URLSearchParams()
  if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value))
      if (part !== undefined)
        search.set(name, typeof part === 'object' ? JSON.stringify(part) : String(part))
  return search.size > 0 ? `?${search}` : ''
}

const send = async (
  client: Client,
  { method, path }: Endpoint,
  request: GeneratedRequest,
): Promise<Response> => {
  const address = path.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) =>
    encodeURIComponent(String(request.params[name]).replaceAll(/[\ud800-\udfff]/g, '')),
  )
  const hasBody = method !== 'GET' && request.body !== undefined
  return client.raw(`/api${address}${said(request.query)}`, {
    method,
    headers: {
      'idempotency-key': randomUUID(),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    },
    ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
  })
}

const tried = Object.entries(contracts).filter(
  // A callback answers machines in their own form; see tests/payments/notices.
  ([, { kind }]) => kind !== 'socket' && kind !== 'upload' && kind !== 'callback',
)

test.each(tried)('%s answers any input with success or a coded refusal', async (name, contract) => {
  const asking = endsTheCaller.includes(name) ? spareCallers : callers
  await fc.assert(
    fc.asyncProperty(requestsFor(contract, known, asking.length), async (request) => {
      const response = await send(asking[request.caller] ?? app.nobody, contract, request)
      const body = await response.text()
      // 503 with WeChat's name is WeChat's double refusing; anything else of 5xx is ours.
      const excused = response.status === 503 && /wechat_/.test(body)
      if (!excused) expect(response.status, body).toBeLessThan(500)
      if (response.status >= 400 && !excused)
        expect(JSON.parse(body).error.code).toMatch(/^[a-z_]+$/)
      expect(body).not.toMatch(/insert into|select .* from|Failed query|node_modules/)
    }),
    { numRuns: intensity.inputsPerRoute, seed, endOnFailure: false },
  )
})

const upload = (body: string | FormData, headers: Record<string, string> = {}) =>
  resident.raw('/api/photos', { method: 'POST', body, headers })

test('an upload that is no upload gets a coded refusal', async () => {
  const noFile = new FormData()
  noFile.append('file', 'words')
  const twoFiles = new FormData()
  twoFiles.append('file', new Blob(['a']), 'a.jpg')
  twoFiles.append('file', new Blob(['b']), 'b.jpg')
  const requests = [
    upload('{}', { 'content-type': 'application/json' }),
    upload('not multipart', { 'content-type': 'multipart/form-data' }),
    upload('--x\r\nbroken', { 'content-type': 'multipart/form-data; boundary=x' }),
    upload(new FormData()),
    upload(noFile),
    upload(twoFiles),
  ]
  for (const answer of await Promise.all(requests)) {
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
  }
})

test('a body that is not JSON, too long or of another kind gets a coded refusal', async () => {
  const post = async (body: string, type: string) => {
    const answer = await resident.raw('/api/cases', {
      method: 'POST',
      body,
      headers: { 'content-type': type, 'idempotency-key': randomUUID() },
    })
    return [answer.status, JSON.parse(await answer.text()).error.code]
  }
  expect(await post('{"a":', 'application/json')).toEqual([400, 'unreadable_body'])
  expect((await post('', 'application/json'))[0]).toBe(400)
  expect(await post('<a/>', 'text/xml')).toEqual([415, 'unsupported_body'])
  expect(await post(`"${'x'.repeat(300_000)}"`, 'application/json')).toEqual([
    413,
    'body_too_large',
  ])
})
