import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeMe, setHome } from '#shared/accounts/accounts.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { personId as asPersonId, relationshipId } from '#shared/ids.ts'
import {
  findPersonToServe,
  readPersonToServe,
  verifyProfile,
  withdrawRelationshipAtCounter,
} from '#shared/relatives/counter.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import type { NewPerson } from './counter-scene.ts'
import { counterScene, inHexing } from './counter-scene.ts'
import { idNumberOf } from './id-numbers.ts'
import { hexing, liuwan, relativesScene } from './relatives-scene.ts'

let app: TestApp
let officer: Client
let foreign: Client
beforeAll(async () => {
  app = await startTestApp()
  officer = await app.as('hexing-officer-hexinger')
  foreign = await app.as('liuwan-duty-1')
})
afterAll(() => app?.stop())
const { bind, homeOf, idOf, rows } = relativesScene(() => app)

type Search = BodyOf<typeof findPersonToServe>
const find = async (body: Search, client = officer, params = hexing) =>
  (await client.call(findPersonToServe, { params, body })).people
const names = async (body: Search, client = officer, params = hexing) =>
  (await find(body, client, params)).map(({ name }) => name)

const { giveRelative, register } = counterScene(() => officer)

describe('looking for the person at the counter', () => {
  it('shows just enough to tell one from another', async () => {
    expect(await find({ name: '夏根' })).toMatchObject([
      {
        name: '夏根发',
        phoneMasked: '199****0903',
        age: 75,
        homeName: '苇塘小区',
        verified: true,
      },
    ])
    expect(await find({ name: '沈秀珍' })).toMatchObject([{ phoneMasked: null, age: 93 }])
  })

  it('goes by the whole number, or by a name with the last four digits', async () => {
    expect(await names({ phone: '199-0000 0903' })).toEqual(['夏根发'])
    expect(await names({ phone: '19900000903', name: '陈' })).toEqual([])
    expect(await names({ name: '夏', lastFour: '0903' })).toEqual(['夏根发'])
    expect(await names({ name: '夏', lastFour: '0904' })).toEqual([])
    const bare = await officer.ask(findPersonToServe, {
      params: hexing,
      body: { lastFour: '0903' },
    })
    expect(bare.code).toBe('invalid_request')
    const short = await officer.ask(findPersonToServe, {
      params: hexing,
      body: { phone: '0903000' },
    })
    expect(short.code).toBe('phone_invalid')
  })

  it('goes by the last four of an ID number, X in either case', async () => {
    let serial = 1
    while (!idNumberOf('310101', '1939-09-09', serial).endsWith('X')) serial += 1
    const idNumber = idNumberOf('310101', '1939-09-09', serial)
    await register({ name: '尾号爷叔', bornOn: '1939-09-09', idNumber })
    const lastFour = idNumber.slice(-4)
    expect(await names({ name: '尾号', lastFour })).toEqual(['尾号爷叔'])
    expect(await names({ name: '尾号', lastFour: lastFour.toLowerCase() })).toEqual(['尾号爷叔'])
  })

  it('finds nobody of another subdistrict, but by full name and whole number together', async () => {
    expect(await names({ name: '张慧' })).toEqual([])
    expect(await names({ phone: '19900000901' })).toEqual([])
    expect(await names({ phone: '19900000901', name: '张' })).toEqual([])
    expect(await names({ name: '张慧', phone: '19900000901' })).toEqual(['张慧'])
    // From then on the counters know her.
    expect(await names({ name: '张慧' })).toEqual(['张慧'])
    expect(await names({ name: '夏根发' }, foreign, liuwan)).toEqual([])
  })

  it('finds by the whole number who has said no home yet', async () => {
    const newcomer = await app.newcomer('open-no-home')
    await newcomer.call(changeMe, { body: { displayName: '没填住址' } })
    await bind(newcomer, '13712340001')
    expect(await names({ name: '没填住址' })).toEqual([])
    expect(await names({ phone: '13712340001' })).toEqual(['没填住址'])
  })

  it('shows ten at most, and takes a % for a %', async () => {
    for (let at = 0; at < 12; at += 1) await register({ name: `同名${at}` })
    expect(await find({ name: '同名' })).toHaveLength(10)
    expect(await find({ name: '%' })).toEqual([])
  })

  it('is audited without what was asked', async () => {
    await find({ phone: '19900000903' })
    const [last] = await rows(
      `select subdistrict_id, detail::text as said from audit_entries
        where action = 'people.searched_to_serve' order by audit_id desc limit 1`,
    )
    expect(last).toEqual({ subdistrict_id: 'hexing', said: '{"by": "phone", "found": 1}' })
    expect(app.logLines.join('')).not.toContain('19900000903')
  })
})

describe('an elder without a phone', () => {
  it('is registered once, however often the clerk’s screen repeats it', async () => {
    const key = randomUUID()
    const home = { placeId: (await homeOf('合兴一村')).placeId, doorNo: '9号' }
    const first = await register({ name: '陆阿婆', home, residence: 'hukou' }, key)
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({
      name: '陆阿婆',
      phoneMasked: null,
      age: 86,
      homeName: '合兴一村',
      verified: false,
      profile: { bornOn: '1940-02-29', residence: 'hukou', hasIdNumber: false },
      bookers: [],
    })
    expect((await register({ name: '陆阿婆', home, residence: 'hukou' }, key)).body).toEqual(
      first.body,
    )
    expect(await names({ name: '陆阿婆' })).toEqual(['陆阿婆'])
  })

  it('is verified when the counter has seen the ID card', async () => {
    const idNumber = idNumberOf('310104', '1940-02-29', 5)
    const { body } = await register({ name: '看过证', idNumber })
    expect(body).toMatchObject({ verified: true, profile: { hasIdNumber: true } })
    expect(JSON.stringify(body)).not.toContain(idNumber.slice(-4))
  })

  it('with a phone becomes himself when he signs in with it one day', async () => {
    const { body } = await register({ name: '后来有手机', phone: '137 1234 0002' })
    const later = await app.newcomer('open-later')
    expect((await bind(later, '13712340002')).body).toMatchObject({
      personId: body.personId,
      displayName: '后来有手机',
    })
  })

  it('is not registered a second time, and the clerk is told whose number it is, masked', async () => {
    const idNumber = idNumberOf('310104', '1940-02-29', 77)
    expect((await register({ name: '方阿姨', phone: '13712340003', idNumber })).status).toBe(201)
    const byPhone = await register({ name: '别人', phone: '13712340003' })
    expect([byPhone.status, byPhone.code]).toEqual([409, 'person_on_file'])
    expect(byPhone.detail).toEqual({ by: 'phone', name: '方**' })
    const byId = await register({ name: '别人', idNumber })
    expect(byId.detail).toEqual({ by: 'id_number', name: '方**' })
    expect(await names({ name: '别人' })).toEqual([])
  })

  it('is registered by one of five counters that do so at once', async () => {
    const same = { name: '抢着登记', phone: '13712340004' }
    const answers = await Promise.all(Array.from({ length: 5 }, () => register(same)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409])
    const idNumber = idNumberOf('310104', '1940-02-29', 99)
    const others = await Promise.all(
      Array.from({ length: 5 }, () => register({ name: '同证', idNumber })),
    )
    expect(others.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409])
    expect(await names({ name: '同证' })).toEqual(['同证'])
  })

  it('is not registered with facts that cannot be', async () => {
    const { placeId } = await homeOf('柳荫')
    const wrong: [Partial<NewPerson>, string][] = [
      [{ phone: '12345' }, 'phone_invalid'],
      [{ bornOn: '2026-02-30' }, 'birthday_invalid'],
      [{ idNumber: '310101194002290000' }, 'id_number_invalid'],
      [{ idNumber: idNumberOf('310101', '1940-03-01', 1) }, 'birthday_differs'],
      [{ home: { placeId } }, 'place_unknown'],
    ]
    for (const [said, code] of wrong) expect((await register(said)).code, code).toBe(code)
  })
})

it('a person of another subdistrict is nobody’s to read, verify or find relatives for', async () => {
  const elsewhere = await app.newcomer('open-liuwan-elder')
  await elsewhere.call(setHome, { body: await homeOf('柳荫') })
  const id = await idOf(elsewhere)
  const params = inHexing(id)
  const asked = [
    await officer.ask(readPersonToServe, { params }),
    await officer.ask(verifyProfile, {
      params,
      body: { bornOn: '1940-01-01', residence: null, assessedLevel: null, idNumber: null },
    }),
    await giveRelative(id, '19900000903'),
    await officer.ask(withdrawRelationshipAtCounter, {
      params: { ...params, relationshipId: relationshipId(randomUUID()) },
    }),
    await officer.ask(readPersonToServe, { params: inHexing(randomUUID()) }),
  ]
  expect(asked.map(({ code }) => code)).toEqual(Array(5).fill('unknown_person'))
  const own = await foreign.ask(readPersonToServe, {
    params: { ...liuwan, personId: asPersonId(id) },
  })
  expect(own.status).toBe(200)
})
