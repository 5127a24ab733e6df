import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bindPhone,
  exportMe,
  givePost,
  readMe,
  searchPeople,
} from '#shared/accounts/accounts.contract.ts'
import { fileCase } from '#shared/cases/cases.contract.ts'
import { personId, subdistrictId } from '#shared/ids.ts'
import { listUnits } from '#shared/places/places.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let app: TestApp
let administrator: Client
beforeAll(async () => {
  app = await startTestApp()
  administrator = await app.as('hexing-administrator')
})
afterAll(() => app.stop())

const hexing = subdistrictId('hexing')
const params = { subdistrictId: hexing }
const bind = (client: Client, phone: string) =>
  client.ask(bindPhone, { body: { code: app.wechat.newPhoneCode(phone) } })

/** Somebody the administration has on file, without an account; with a post when he is staff. */
const onFile = async (displayName: string, phone: string, staff = false) => {
  const id = personId(app.platform.ids.next())
  await app.platform.database.inTransaction((tx) =>
    app.app.services.accounts.register(tx, {
      personId: id,
      displayName,
      largeType: false,
      phone,
      home: null,
      account: null,
    }),
  )
  const post = { personId: id, role: 'duty_officer' as const, isHead: false }
  if (staff)
    await administrator.call(givePost, { params, body: { ...post, unitId: null, placeId: null } })
  return id
}
const rows = async (text: string, values: unknown[]) =>
  (await app.platform.database.pool.query(text, values)).rows

describe('a phone that is on file for somebody without an account', () => {
  it('makes the account his: his name and posts are there with the next request', async () => {
    const id = await onFile('周敏华', '13711110001', true)
    const client = await app.newcomer('open-staff')
    const { personId: former } = await client.call(readMe)
    expect((await client.ask(listUnits, { params })).code).toBe('not_allowed')
    const { body } = await bind(client, '13711110001')
    expect(body).toMatchObject({ personId: id, displayName: '周敏华', phoneMasked: '137****0001' })
    expect(body.consents.map(({ purpose }) => purpose)).toEqual(['privacy_guide'])
    expect((await client.ask(listUnits, { params })).status).toBe(200)
    expect(await rows('select 1 from persons where person_id = $1', [former])).toEqual([])
    expect(
      await rows(
        `select object_id, detail from audit_entries
          where actor_person_id = $1 and action = 'person.claimed'`,
        [id],
      ),
    ).toEqual([{ object_id: body.accountId, detail: { formerPersonId: former } }])
    // Signing in again finds the same person; binding again changes nothing.
    const again = await app.newcomer('open-staff')
    expect((await again.call(readMe)).personId).toBe(id)
    expect((await bind(again, '13711110001')).body.personId).toBe(id)
  })

  it('brings the ledger of consents along', async () => {
    await onFile('吴老伯', '13711110002')
    const client = await app.newcomer('open-elder')
    await bind(client, '13711110002')
    const ledger = JSON.parse(await (await client.raw(`/api${exportMe.path}`)).text())
    expect(ledger).toMatchObject({
      person: { displayName: '吴老伯', phone: '13711110002' },
      consents: [{ purpose: 'privacy_guide', withdrawnAt: null }],
    })
  })

  it('is taken for whoever has reported something already, and nothing of his is lost', async () => {
    const id = await onFile('郑阿婆', '13711110003')
    const client = await app.newcomer('open-reporter')
    const { personId: own } = await client.call(readMe)
    await client.call(fileCase, {
      body: { subdistrictId: hexing, text: '路面坏了', photoIds: [], source: 'resident' },
    })
    const refused = await bind(client, '13711110003')
    expect([refused.status, refused.code]).toEqual([409, 'phone_taken'])
    const me = await client.call(readMe)
    expect([me.personId, me.phoneMasked, me.consents.length]).toEqual([own, null, 1])
    expect(await rows('select 1 from accounts where person_id = $1', [id])).toEqual([])
  })

  it('is taken for whoever holds a post already', async () => {
    await onFile('何站长', '13711110004')
    const client = await app.newcomer('open-on-post')
    const { personId: own } = await client.call(readMe)
    const post = { personId: own, role: 'volunteer' as const, isHead: false }
    await administrator.call(givePost, { params, body: { ...post, unitId: null, placeId: null } })
    expect((await bind(client, '13711110004')).code).toBe('phone_taken')
    expect((await client.call(readMe)).posts).toHaveLength(1)
  })

  it('goes to one of five who claim it at once; the others are told and stay who they are', async () => {
    const id = await onFile('钱师傅', '13711110005', true)
    const names = ['a', 'b', 'c', 'd', 'e']
    const clients = await Promise.all(names.map((name) => app.newcomer(`open-claim-${name}`)))
    const answers = await Promise.all(clients.map((client) => bind(client, '13711110005')))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409])
    const people = await Promise.all(clients.map((client) => client.call(readMe)))
    expect(people.filter(({ personId: whose }) => whose === id)).toHaveLength(1)
    expect(people.filter(({ posts }) => posts.length > 0)).toHaveLength(1)
    expect(people.every(({ consents }) => consents.length === 1)).toBe(true)
  })
})

it('a number from abroad is refused with a word of its own', async () => {
  const client = await app.newcomer('open-abroad')
  const refused = await bind(client, '+852 61234567')
  expect([refused.status, refused.code]).toEqual([422, 'phone_not_supported'])
  expect((await client.call(readMe)).phoneMasked).toBeNull()
})

describe('an administrator who looks for somebody to put on a post', () => {
  const search = (text: string) => administrator.call(searchPeople, { params, body: { text } })

  it('finds people of his subdistrict by a part of the name, with the phone masked', async () => {
    const { people } = await search('方志')
    expect(people).toMatchObject([{ name: '方志清' }])
    expect(people[0]?.phoneMasked).toMatch(/^199\*{4}\d{4}$/)
    expect((await search('%')).people).toEqual([])
  })

  it('finds nobody of another subdistrict by name, but anybody by the full number', async () => {
    const stranger = await app.newcomer('open-elsewhere')
    await bind(stranger, '13711110006')
    expect((await search('葛晓峰')).people).toEqual([])
    const { personId: id, displayName } = await stranger.call(readMe)
    expect((await search(displayName)).people).toEqual([])
    expect((await search('137-1111 0006')).people).toEqual([
      { personId: id, name: displayName, phoneMasked: '137****0006' },
    ])
    expect((await search('13711119')).people).toEqual([])
  })

  it('is told of twenty at most, and the audit keeps that he asked but not for whom', async () => {
    for (let i = 0; i < 22; i += 1) await onFile(`同名${i}`, `1370000${1000 + i}`, true)
    expect((await search('同名')).people).toHaveLength(20)
    const entries = await rows(
      `select detail::text as said from audit_entries where action = 'people.searched'
        order by audit_id desc limit 1`,
      [],
    )
    expect(entries).toEqual([{ said: '{"by": "name", "found": 20}' }])
  })
})
