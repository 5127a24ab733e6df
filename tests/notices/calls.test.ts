import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Telling } from '#bff/notices/notices.service.ts'
import { readMe } from '#shared/accounts/accounts.contract.ts'
import type { PersonId } from '#shared/ids.ts'
import { bookingId, personId, subdistrictId } from '#shared/ids.ts'
import type { Call } from '#shared/notices/calls.contract.ts'
import { answerCall, listCalls, revealCallContact } from '#shared/notices/calls.contract.ts'
import { searchPlaces } from '#shared/places/places.contract.ts'
import { liveOf } from '../live/live-client.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'

const hexing = subdistrictId('hexing')
const params = { subdistrictId: hexing }
const someBooking = bookingId('01890000-0000-7000-8000-000000000003')
let app: TestApp
let duty: Client
let officer: Client
let neighbour: Client
let daughter: PersonId
let told = 0

beforeAll(async () => {
  app = await startTestApp()
  duty = await app.as('hexing-duty-1')
  officer = await app.as('hexing-officer-hexinger')
  neighbour = await app.as('hexing-officer-hexingyi')
  daughter = (await (await app.as('zhang-hui')).call(readMe)).personId
})
afterAll(() => app?.stop())

/** An elder without an account, living in an estate of 合兴二居委 unless told otherwise. */
const elder = async (phone: string | null = null, at = '合兴二村'): Promise<PersonId> => {
  const found = await app.nobody.call(searchPlaces, { query: { text: at, subdistrictId: hexing } })
  const estate = found.places.find((place) => place.estate !== null)?.estate
  if (!estate) throw new Error('no estate')
  told += 1
  const id = personId(app.platform.ids.next())
  await app.platform.database.inTransaction((tx) =>
    app.app.services.accounts.register(tx, {
      personId: id,
      displayName: `老人${told}号`,
      largeType: true,
      phone,
      home: { subdistrictId: hexing, placeId: estate.placeId, doorNo: '3号602' },
      account: null,
    }),
  )
  return id
}

const tell = async (personIds: readonly PersonId[], said: Partial<Telling> = {}): Promise<void> =>
  app.platform.database.inTransaction((tx) =>
    app.app.services.notices.tell(tx, {
      personIds,
      kind: 'booking_reminder_day',
      subdistrictId: hexing,
      matter: { bookingId: someBooking },
      title: '明天有预约，别忘了',
      body: '理发，11月18日（周三）9:30，合兴邻里中心。来不了请今天取消，把位置让给别人。',
      urgency: 'normal',
      staleAt: new Date('2026-11-18T01:30:00.000Z'),
      ...said,
    }),
  )

const nameOf = async (id: PersonId): Promise<string> => {
  const { reader } = app.platform.database
  return (await app.app.services.accounts.personOf(reader, id)).displayName
}
const callOf = async (client: Client, id: PersonId): Promise<Call | undefined> => {
  const name = await nameOf(id)
  const { calls } = await client.call(listCalls, { params })
  return calls.find(({ personName }) => personName === name)
}
const only = async (client: Client, id: PersonId): Promise<Call> => {
  const call = await callOf(client, id)
  if (!call) throw new Error('no call')
  return call
}
const answer = (client: Client, call: Call, result: 'reached' | 'no_answer' | 'given_up') =>
  client.ask(answerCall, {
    params: { ...params, callId: call.callId },
    body: { result, note: '', tries: call.tries },
  })

test('an elder whom no message reaches is to be called, with what to say and by when', async () => {
  const id = await elder()
  await tell([id, daughter], { relativeId: daughter })
  expect(await only(duty, id)).toMatchObject({
    title: '明天有预约，别忘了',
    body: '明天有预约，别忘了：理发，11月18日（周三）9:30，合兴邻里中心。您来得了吗？来不了我们帮您取消。',
    dueAt: '2026-11-18T01:30:00.000Z',
    bookingId: someBooking,
    neighbourhoodName: '合兴二居委',
    state: 'todo',
    tries: 0,
  })
  expect(await callOf(duty, daughter)).toBeUndefined()
})

test('nobody is called who has the app, nor about what is not worth a call', async () => {
  const { personId: resident } = await (await app.as('chen-yue')).call(readMe)
  await tell([resident])
  expect(await callOf(duty, resident)).toBeUndefined()
  const id = await elder()
  await tell([id], { kind: 'booking_reminder_hours' })
  await tell([id], { kind: 'booking_rate_invited' })
  expect(await callOf(duty, id)).toBeUndefined()
})

test('the same thing told twice is one call', async () => {
  const id = await elder()
  await tell([id], { once: 'reminder-day/1' })
  await tell([id], { once: 'reminder-day/1' })
  const name = await nameOf(id)
  const { calls } = await duty.call(listCalls, { params })
  expect(calls.filter(({ personName }) => personName === name)).toHaveLength(1)
})

test('a phone that no text message reaches is called by hand', async () => {
  const id = await elder('021-61234567')
  await tell([id])
  const { callId } = await only(duty, id)
  const contact = await duty.call(revealCallContact, { params: { ...params, callId } })
  expect(contact.phones).toEqual([{ whose: 'own', name: await nameOf(id), phone: '02161234567' }])
})

test('who must know first stands first, answered ones last', async () => {
  const late = await elder()
  const early = await elder()
  await tell([late], { staleAt: new Date('2026-11-18T09:00:00.000Z') })
  await tell([early], { staleAt: new Date('2026-11-17T05:00:00.000Z') })
  const names = async () =>
    (await duty.call(listCalls, { params })).calls.map(({ personName }) => personName)
  const [first, second] = [await nameOf(early), await nameOf(late)]
  const before = await names()
  expect(before.indexOf(first)).toBeLessThan(before.indexOf(second))
  const { open } = await duty.call(listCalls, { params })
  expect((await answer(duty, await only(duty, early), 'reached')).status).toBe(200)
  expect((await names()).at(-1)).toBe(first)
  expect((await duty.call(listCalls, { params })).open).toBe(open - 1)
})

test('nobody answered: it stays on the list, and says how often somebody tried', async () => {
  const id = await elder()
  await tell([id])
  await answer(duty, await only(duty, id), 'no_answer')
  expect(await only(duty, id)).toMatchObject({
    state: 'no_answer',
    tries: 1,
    doneBy: expect.stringContaining('郑海涛'),
  })
  await answer(duty, await only(duty, id), 'reached')
  const done = await only(duty, id)
  expect(done).toMatchObject({ state: 'reached', tries: 2 })
  const again = await answer(duty, done, 'given_up')
  expect(again.status).toBe(409)
})

test('of two who answer the same call, one wins and the other is told so', async () => {
  const id = await elder()
  await tell([id])
  const call = await only(duty, id)
  const hotline = await app.as('hexing-hotline-1')
  const answers = await Promise.all([
    answer(duty, call, 'reached'),
    answer(hotline, call, 'no_answer'),
    answer(officer, call, 'no_answer'),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  expect((await only(duty, id)).tries).toBe(1)
})

test('the officer of a 居委 sees his own people, the desk sees all, and nobody else any', async () => {
  const id = await elder()
  await tell([id])
  const call = await only(officer, id)
  expect(await callOf(neighbour, id)).toBeUndefined()
  const key = { ...params, callId: call.callId }
  expect((await answer(neighbour, call, 'reached')).status).toBe(404)
  expect((await neighbour.ask(revealCallContact, { params: key })).status).toBe(404)
  expect(await callOf(await app.as('hexing-hotline-1'), id)).toBeDefined()
  for (const stranger of [
    'chen-yue',
    'hexing-administrator',
    'hexing-public-works-1',
    'liuwan-duty-1',
  ])
    expect((await (await app.as(stranger)).ask(listCalls, { params })).status).toBe(403)
  const liuwan = await app.as('liuwan-duty-1')
  const elsewhere = { subdistrictId: subdistrictId('liuwan'), callId: call.callId }
  expect((await liuwan.ask(revealCallContact, { params: elsewhere })).status).toBe(404)
})

test('the clerk of a site calls for the whole subdistrict', async () => {
  const id = await elder()
  await tell([id])
  const clerk = await app.as('hexing-site-1-clerk-2')
  expect((await answer(clerk, await only(clerk, id), 'reached')).status).toBe(200)
})

test('a new call is heard by whoever makes calls, and by nobody else', async () => {
  const topic = 'calls/hexing'
  for (const stranger of ['chen-yue', 'hexing-administrator', 'liuwan-duty-1']) {
    const live = await liveOf(app.address, await app.as(stranger))
    live.say({ type: 'subscribe', topic })
    expect(await live.next('refused')).toEqual({ type: 'refused', topic, code: 'not_allowed' })
    await live.close()
  }
  const live = await liveOf(app.address, officer)
  await live.follow(topic)
  await tell([await elder()])
  expect((await live.next('event')).event).toMatchObject({ topic, kind: 'changed', data: {} })
  await live.close()
})

test('the list shows no number and no door; a look at them is written down', async () => {
  const id = await elder()
  await tell([id, daughter], { relativeId: daughter })
  const call = await only(duty, id)
  expect(JSON.stringify(call)).not.toMatch(/1[3-9]\d{9}|602/)
  const contact = await duty.call(revealCallContact, { params: { ...params, callId: call.callId } })
  expect(contact.phones).toEqual([{ whose: 'relative', name: '张慧', phone: '19900000901' }])
  expect(contact.address).toBe('合兴二村3号602')
  const { rows } = await app.platform.database.pool.query(
    `select action from audit_entries where object_id = $1`,
    [call.callId],
  )
  expect(rows).toEqual([{ action: 'call.contact_revealed' }])
  expect(app.logLines.join('\n')).not.toContain('3号602')
})

test('what is said to whoever went away is forgotten with him', async () => {
  const id = await elder()
  await tell([id], { relativeId: daughter })
  const { forgetNotices } = await import('#bff/notices/notices-forget.store.ts')
  await app.platform.database.inTransaction((tx) => forgetNotices(tx, daughter))
  const { callId } = await only(duty, id)
  const contact = await duty.call(revealCallContact, { params: { ...params, callId } })
  expect(contact.phones).toEqual([])
  await app.platform.database.inTransaction((tx) => forgetNotices(tx, id))
  expect(await callOf(duty, id)).toBeUndefined()
})
