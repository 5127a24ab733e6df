import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deleteMe, exportMe } from '#shared/accounts/accounts.contract.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import { currentPledge, pledgeText } from '#shared/renovations/pledge.words.ts'
import {
  acknowledgeRenovation,
  listMyRenovations,
  listRenovations,
  readRenovation,
} from '#shared/renovations/renovations.contract.ts'
import { idOfPerson } from '#tests/bookings/booking-scene.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import {
  askToRegister,
  estateWithoutOffice,
  filledBy,
  hexing,
  keyOf,
  people,
  register,
  toldTo,
} from './renovation-scene.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ running: false })
})
afterAll(() => app?.stop())

const listed = async (key: string) => {
  const client = await app.as(key)
  const { renovations } = await client.call(listRenovations, { params: hexing })
  return renovations.map(({ renovationId }) => renovationId)
}

test('one registration reaches property and 居委 at once, and nobody else', async () => {
  const chen = await app.as('chen-yue')
  const made = await register(chen)
  expect(made).toMatchObject({
    personName: '陈悦',
    placeLabel: '合兴二村16号1102室',
    propertyName: '合兴二村物业服务处',
    propertySeenAt: null,
    neighbourhoodName: '合兴二居委',
    neighbourhoodSeenAt: null,
    mayAcknowledge: false,
  })
  for (const key of [people.property, people.officer]) {
    expect(await toldTo(await app.as(key)), key).toContain('renovation_new')
    expect(await listed(key), key).toContain(made.renovationId)
  }
  for (const key of [people.otherProperty, people.otherOfficer]) {
    expect(await toldTo(await app.as(key)), key).not.toContain('renovation_new')
    expect(await listed(key), key).not.toContain(made.renovationId)
  }
  expect(await listed(people.duty)).toContain(made.renovationId)
})

test('each says that it has looked, and the resident reads what it says', async () => {
  const chen = await app.as('chen-yue')
  const made = await register(chen)
  const property = await app.as(people.property)
  const params = keyOf(made)
  const seen = await property.call(acknowledgeRenovation, {
    params,
    body: { remark: '电梯请垫好木板' },
  })
  expect(seen.renovation.propertySeenAt).not.toBeNull()
  expect(seen.renovation.neighbourhoodSeenAt).toBeNull()
  const officer = await app.as(people.officer)
  await officer.call(acknowledgeRenovation, { params, body: { remark: '' } })
  const { renovation } = await chen.call(readRenovation, { params })
  expect(renovation.neighbourhoodSeenAt).not.toBeNull()
  expect(renovation.remarks).toMatchObject([{ text: '电梯请垫好木板' }])
  expect(renovation.remarks[0]?.from).toContain('路永康')
  const { notices } = await chen.call(listNotices)
  const bodies = notices.filter(({ kind }) => kind === 'renovation_seen').map(({ body }) => body)
  expect(bodies).toHaveLength(2)
  expect(bodies.join()).toContain('电梯请垫好木板')
  // Looked at by both: behind those that wait.
  const waiting = await register(chen, { doorNo: '16号1103室' })
  const list = await listed(people.property)
  expect(list.indexOf(waiting.renovationId)).toBeLessThan(list.indexOf(made.renovationId))
})

test('an estate without a property office says so, and the 居委 is told all the same', async () => {
  const chen = await app.as('chen-yue')
  const made = await register(chen, { placeId: estateWithoutOffice, doorNo: '2号101室' })
  expect(made).toMatchObject({ propertyName: null, neighbourhoodName: '合兴二居委' })
  expect(await listed(people.property)).not.toContain(made.renovationId)
  expect(await listed(people.officer)).toContain(made.renovationId)
})

test('the pledge in force is signed, and its text is kept as a hash', async () => {
  const chen = await app.as('chen-yue')
  const old = await askToRegister(chen, { pledgeVersion: '1999-01' })
  expect([old.status, old.code, old.detail.version]).toEqual([
    409,
    'pledge_outdated',
    currentPledge.version,
  ])
  const made = await register(chen)
  const { rows } = await app.platform.database.pool.query<{ hash: string }>(
    'select pledge_hash as hash from renovations where renovation_id = $1',
    [made.renovationId],
  )
  const hash = createHash('sha256').update(pledgeText(currentPledge)).digest('hex')
  expect(rows[0]?.hash).toBe(hash)
})

test('the same key registers once, however often it is sent', async () => {
  const chen = await app.as('chen-yue')
  const key = randomUUID()
  const answers = [
    await askToRegister(chen, {}, key),
    await askToRegister(chen, {}, key),
    await askToRegister(chen, { doorNo: '17号' }, key),
  ]
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 422])
  const [one, again] = answers
  expect(one?.body.renovation.renovationId).toBe(again?.body.renovation.renovationId)
})

test('a daughter registers for her mother; a stranger does not', async () => {
  const daughter = await app.as('zhang-hui')
  const personId = idOfPerson('shen-apo')
  const made = await register(daughter, { personId, signedName: '沈秀珍' })
  expect(made.personName).toBe('沈秀珍')
  const { renovations } = await daughter.call(listMyRenovations)
  expect(renovations.map(({ renovationId }) => renovationId)).toContain(made.renovationId)
  const stranger = await app.as('xia-genfa')
  const refused = await askToRegister(stranger, { personId })
  expect([refused.status, refused.code]).toEqual([403, 'not_his_relative'])
})

test('days that cannot be are refused', async () => {
  const chen = await app.as('chen-yue')
  const ask = async (startsOn: string, endsOn: string) =>
    (await askToRegister(chen, { startsOn, endsOn })).code
  expect(await ask('2026-12-10', '2026-12-09')).toBe('renovation_days')
  expect(await ask('2026-09-01', '2026-12-09')).toBe('renovation_days')
  expect(await ask('2026-11-01', '2026-11-16')).toBe('renovation_days')
  expect(await ask('2027-12-01', '2027-12-09')).toBe('renovation_days')
  expect(await ask('2026-12-01', '2028-12-09')).toBe('renovation_days')
  expect(await ask('2026-11-31', '2026-12-09')).toBe('invalid_request')
  expect(await ask('2026-11-17', '2026-11-17')).toBeUndefined()
})

/** Written by hand from what the product promises: [reads it, may say that he has looked]. */
const rights: Readonly<Record<string, readonly [number, number]>> = {
  'chen-yue': [200, 403],
  'xia-genfa': [404, 403],
  [people.property]: [200, 200],
  [people.otherProperty]: [404, 404],
  [people.officer]: [200, 200],
  [people.otherOfficer]: [404, 404],
  [people.haulier]: [404, 403],
  [people.duty]: [200, 403],
  'hexing-hotline-1': [200, 403],
  'hexing-administrator': [200, 403],
  'hexing-site-1-clerk-1': [404, 403],
  [people.foreign]: [404, 403],
}

test('a registration is of its person, its property, its 居委 and the desk', async () => {
  const made = await register(await app.as('chen-yue'))
  const found: Record<string, [number, number]> = {}
  for (const key of Object.keys(rights)) {
    const client = await app.as(key)
    const params = keyOf(made)
    const read = await client.ask(readRenovation, { params })
    const said = await client.ask(acknowledgeRenovation, { params, body: { remark: '' } })
    found[key] = [read.status, said.status]
  }
  expect(found).toEqual(rights)
  expect((await app.nobody.ask(readRenovation, { params: keyOf(made) })).status).toBe(401)
  const foreign = await (await app.as(people.duty)).ask(readRenovation, {
    params: { ...keyOf(made), subdistrictId: 'liuwan' as typeof made.subdistrictId },
  })
  expect(foreign.status).toBe(404)
})

test('somebody who leaves takes his registrations along, and where he lived is forgotten', async () => {
  const newcomer = await app.newcomer('o-renovating')
  const made = await register(newcomer, { signedName: '新来的' })
  const copy = JSON.stringify(await newcomer.call(exportMe))
  expect(copy).toContain(made.renovationId)
  expect((await newcomer.ask(deleteMe)).status).toBe(200)
  const officer = await app.as(people.officer)
  const { renovation } = await officer.call(readRenovation, { params: keyOf(made) })
  expect(renovation).toMatchObject({ doorNo: '', placeLabel: '', pledgeSignedBy: '' })
  expect((await filledBy(officer)).scope).toBe('kitchen_bath')
})
