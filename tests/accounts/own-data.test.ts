import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bindPhone,
  changeMe,
  deleteMe,
  exportMe,
  giveConsent,
  readMe,
  refreshSession,
  setHome,
  signInWithWechat,
  withdrawConsent,
} from '#shared/accounts/accounts.contract.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import { placeId, subdistrictId } from '#shared/ids.ts'
import { searchPlaces } from '#shared/places/places.contract.ts'
import type { Client } from '#tests/support/client.ts'
import { clientOf } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ running: false })
})
afterAll(() => app.stop())

const homeOf = async (text: string) => {
  const { places } = await app.nobody.call(searchPlaces, { query: { text } })
  const [found] = places
  if (!found?.estate) throw new Error(`no estate for ${text}`)
  return { subdistrictId: found.subdistrictId, placeId: found.estate.placeId }
}
const bind = (client: Client, phone: string) =>
  client.ask(bindPhone, { body: { code: app.wechat.newPhoneCode(phone) } })
const exported = async (client: Client): Promise<Record<string, unknown>> => {
  const response = await client.raw(`/api${exportMe.path}`)
  return JSON.parse(await response.text())
}

describe('who I am', () => {
  it('is my name, my type size and my home as I say them', async () => {
    const me = await app.newcomer('open-me')
    const home = await homeOf('合兴一村')
    await me.call(changeMe, { body: { displayName: ' 王建国 ', largeType: true } })
    await me.call(setHome, { body: { ...home, doorNo: '5号302室' } })
    expect(await me.call(readMe)).toMatchObject({
      displayName: '王建国',
      largeType: true,
      home: { subdistrictId: 'hexing', place: { name: '合兴一村' }, doorNo: '5号302室' },
      consents: [{ purpose: 'privacy_guide', textVersion: privacyGuideVersion }],
    })
  })

  it('stays as it was when nothing is changed, and takes no empty name', async () => {
    const me = await app.newcomer('open-still')
    const before = await me.call(readMe)
    expect(await me.call(changeMe, { body: {} })).toEqual(before)
    expect((await me.ask(changeMe, { body: { displayName: '  ' } })).code).toBe('invalid_request')
  })

  it('has no home in a place of another subdistrict or in none', async () => {
    const me = await app.newcomer('open-homeless')
    const { placeId: estate } = await homeOf('合兴一村')
    const liuwan = subdistrictId('liuwan')
    const wrong = [
      { subdistrictId: liuwan, placeId: estate },
      { subdistrictId: subdistrictId('nowhere'), placeId: estate },
      { subdistrictId: liuwan, placeId: placeId('00000000-0000-7000-8000-000000000000') },
    ]
    for (const body of wrong) {
      const answer = await me.ask(setHome, { body })
      expect([answer.status, answer.code]).toEqual([422, 'place_unknown'])
    }
    expect((await me.call(readMe)).home).toBeNull()
  })
})

describe('my phone', () => {
  it('is bound by a code of WeChat, shown masked and kept unreadable', async () => {
    const me = await app.newcomer('open-phone')
    const answer = await bind(me, '13812345678')
    expect(answer.body.phoneMasked).toBe('138****5678')
    const { rows } = await app.platform.database.pool.query(
      'select phone_encrypted, phone_index from persons where person_id = $1',
      [answer.body.personId],
    )
    expect(JSON.stringify(rows)).not.toContain('13812345678')
    expect(JSON.stringify(rows)).toContain('demo:')
    expect(app.logLines.join('')).not.toContain('13812345678')
  })

  it('belongs to one person only', async () => {
    const [first, second] = [await app.newcomer('open-one'), await app.newcomer('open-two')]
    expect((await bind(first, '13900001111')).status).toBe(200)
    const refused = await bind(second, '13900001111')
    expect([refused.status, refused.code]).toEqual([409, 'phone_taken'])
    expect((await second.call(readMe)).phoneMasked).toBeNull()
    expect((await bind(first, '13900001111')).status).toBe(200)
  })

  it('goes to one of two who bind it at once', async () => {
    const [first, second] = [await app.newcomer('open-left'), await app.newcomer('open-right')]
    const answers = await Promise.all([bind(first, '13900002222'), bind(second, '13900002222')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })

  it('needs a code that is fresh, unused, ours and of a mainland mobile', async () => {
    const me = await app.newcomer('open-codes')
    const code = app.wechat.newPhoneCode('13900003333')
    await me.call(bindPhone, { body: { code } })
    const late = app.wechat.newPhoneCode('13900004444')
    app.clock.forward(6)
    const bad = { used: code, late, 'made up': 'x', foreign: app.wechat.newPhoneCode('1', 'wx-b') }
    for (const [what, one] of Object.entries(bad))
      expect((await me.ask(bindPhone, { body: { code: one } })).code, what).toBe(
        'phone_code_invalid',
      )
    expect((await me.call(readMe)).phoneMasked).toBe('139****3333')
  })

  it('is not asked for before the privacy guide is agreed to', async () => {
    const shy = await app.newcomer('open-shy', false)
    const refused = await bind(shy, '13900005555')
    expect([refused.status, refused.code]).toEqual([403, 'privacy_consent_needed'])
    expect(app.wechat.callsTo('/wxa/business/getuserphonenumber')).toBeGreaterThan(0)
    const before = app.wechat.callsTo('/wxa/business/getuserphonenumber')
    await bind(shy, '13900005555')
    expect(app.wechat.callsTo('/wxa/business/getuserphonenumber')).toBe(before)
  })
})

describe('what I agreed to', () => {
  const guide = { purpose: 'privacy_guide' as const }

  it('can be taken back, and counts no longer with the very next request', async () => {
    const me = await app.newcomer('open-consent')
    const home = await homeOf('苇塘小区')
    await me.call(setHome, { body: home })
    expect((await me.call(withdrawConsent, { params: guide })).consents).toEqual([])
    expect((await me.ask(setHome, { body: home })).code).toBe('privacy_consent_needed')
    await me.call(giveConsent, { params: guide, body: { textVersion: privacyGuideVersion } })
    expect((await me.ask(setHome, { body: home })).status).toBe(200)
  })

  it('is kept as a ledger: every yes and every no with its time', async () => {
    const me = await app.newcomer('open-ledger', false)
    const yes = { params: guide, body: { textVersion: privacyGuideVersion } }
    await me.call(giveConsent, yes)
    await me.call(giveConsent, yes)
    app.clock.forward(4)
    await me.call(withdrawConsent, { params: guide })
    await me.call(withdrawConsent, { params: guide })
    app.clock.forward(4)
    await me.call(giveConsent, yes)
    const { consents } = await exported(me)
    expect(consents).toMatchObject([
      { purpose: 'privacy_guide', withdrawnAt: expect.any(String) },
      { purpose: 'privacy_guide', withdrawnAt: null },
    ])
  })

  it('is one purpose at a time', async () => {
    const me = await app.newcomer('open-purposes')
    const location = { params: { purpose: 'location' as const } }
    await me.call(giveConsent, { ...location, body: { textVersion: privacyGuideVersion } })
    const { consents } = await me.call(withdrawConsent, location)
    expect(consents.map(({ purpose }) => purpose)).toEqual(['privacy_guide'])
  })

  it('cannot be a text that is not in force', async () => {
    const me = await app.newcomer('open-old-text', false)
    const answer = await me.ask(giveConsent, { params: guide, body: { textVersion: '2020-01' } })
    expect(answer.code).toBe('invalid_request')
  })
})

describe('taking my data with me', () => {
  it('gives me everything of mine and nothing of anybody else', async () => {
    const me = await app.newcomer('open-export')
    await bind(me, '13900006666')
    await bind(await app.newcomer('open-neighbour'), '13900007777')
    const everything = await exported(me)
    const { personId } = await me.call(readMe)
    expect(everything).toMatchObject({
      person: { personId, phone: '13900006666' },
      account: { wechatOpenId: 'open-export', sessions: [{ endedAt: null }] },
    })
    const text = JSON.stringify(everything)
    for (const foreign of ['13900007777', 'open-neighbour', '陈悦', '周敏华'])
      expect(text).not.toContain(foreign)
  })

  it('comes as a file and is written into the audit without what it holds', async () => {
    const me = await app.newcomer('open-file')
    const response = await me.raw(`/api${exportMe.path}`)
    expect(response.headers.get('content-disposition')).toContain('attachment')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { personId } = await me.call(readMe)
    const { rows } = await app.platform.database.pool.query(
      'select action, detail from audit_entries where object_id = $1',
      [personId],
    )
    expect(rows).toEqual([{ action: 'person.exported', detail: {} }])
  })

  it('lets features add their part', async () => {
    const me = await app.newcomer('open-parts')
    const { personId } = await me.call(readMe)
    app.app.services.accounts.contributeToExport('testPart', async (_tx, asked) => [asked])
    expect((await exported(me)).testPart).toEqual([personId])
  })
})

describe('deleting my account', () => {
  it('takes name, phone, home and WeChat away and ends every session', async () => {
    const code = app.wechat.newLoginCode('open-gone')
    const { tokens, me: before } = await app.nobody.call(signInWithWechat, { body: { code } })
    const other = await app.newcomer('open-gone')
    await other.call(setHome, { body: await homeOf('橹园') })
    await bind(other, '13900008888')
    await clientOf(app.address, tokens.accessToken).call(deleteMe)

    expect((await other.ask(readMe)).code).toBe('not_signed_in')
    const refreshed = await app.nobody.ask(refreshSession, {
      body: { refreshToken: tokens.refreshToken },
    })
    expect(refreshed.code).toBe('account_closed')
    const { rows } = await app.platform.database.pool.query(
      `select p.*, a.wechat_open_id, c.withdrawn_at from persons p
         join accounts a using (person_id) join consents c using (person_id) where person_id = $1`,
      [before.personId],
    )
    expect(rows).toMatchObject([
      {
        display_name: '已注销居民',
        phone_encrypted: null,
        phone_index: null,
        home_place_id: null,
        home_door_no: null,
        wechat_open_id: null,
        withdrawn_at: expect.any(Date),
      },
    ])
  })

  it('frees the phone and lets the same WeChat begin anew as another person', async () => {
    const first = await app.newcomer('open-return')
    const { personId } = await first.call(readMe)
    await bind(first, '13900009999')
    await first.call(deleteMe)
    const again = await app.newcomer('open-return')
    expect((await again.call(readMe)).personId).not.toBe(personId)
    expect((await bind(again, '13900009999')).status).toBe(200)
  })

  it('waits until a staff post is handed over', async () => {
    const officer = await app.as('hexing-officer-weitang')
    const refused = await officer.ask(deleteMe)
    expect([refused.status, refused.code]).toEqual([409, 'holds_staff_post'])
    expect((await officer.call(readMe)).displayName).not.toBe('已注销居民')
  })

  it('waits until a feature has nothing open with the person, and then changes nothing', async () => {
    const me = await app.newcomer('open-busy')
    const { personId } = await me.call(readMe)
    let open = true
    app.app.services.accounts.refuseDeletionWhen(async (_tx, asked) =>
      open && asked === personId ? 'has_open_cases' : undefined,
    )
    expect((await me.ask(deleteMe)).code).toBe('has_open_cases')
    expect((await me.call(readMe)).consents).toHaveLength(1)
    open = false
    expect((await me.ask(deleteMe)).status).toBe(200)
  })
})
