import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  bindPhone,
  giveConsent,
  givePost,
  readMe,
  signInWithWechat,
} from '#shared/accounts/accounts.contract.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import { personId, subdistrictId } from '#shared/ids.ts'
import type { Client } from '../support/client.ts'
import { clientOf } from '../support/client.ts'
import { handsOf } from './hands.ts'
import type { Site, Visitor } from './site.ts'
import { startSite, visitorOf } from './site.ts'

const params = { subdistrictId: subdistrictId('hexing') }
let site: Site
let guests: Visitor[] = []

beforeAll(async () => {
  site = await startSite()
}, 240_000)
afterAll(() => site?.stop())
afterEach(async () => {
  for (const { context } of guests) await context.close()
  guests = []
})

const guest = async (as?: string): Promise<Visitor> => {
  const visitor = await visitorOf(site, as === undefined ? { width: 375 } : { as, width: 375 })
  guests.push(visitor)
  return visitor
}

/** Somebody new from WeChat who has agreed, with the same session in a browser: on the page "me". */
const newcomerOnMePage = async (openId: string): Promise<{ client: Client; visitor: Visitor }> => {
  const code = site.app.wechat.newLoginCode(openId)
  const { tokens } = await site.app.nobody.call(signInWithWechat, { body: { code } })
  const client = clientOf(site.app.address, tokens.accessToken)
  const body = { textVersion: privacyGuideVersion }
  await client.call(giveConsent, { params: { purpose: 'privacy_guide' }, body })
  const visitor = await guest()
  await visitor.page.addInitScript(`if (location.protocol.startsWith('http'))
    localStorage.setItem('linli/tokens', ${JSON.stringify(JSON.stringify({ data: tokens }))})`)
  await visitor.open('/pages/me/index')
  return { client, visitor }
}

/** Every frame the server has sent to the page's sockets since now. */
const framesOf = ({ page }: Visitor): string[] => {
  const frames: string[] = []
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => frames.push(payload.toString())),
  )
  return frames
}

const bind = (client: Client, phone: string) =>
  client.call(bindPhone, { body: { code: site.app.wechat.newPhoneCode(phone) } })

describe('a post', () => {
  it('is given to whoever is found by his full number, and his open page shows it at once', async () => {
    const { client, visitor } = await newcomerOnMePage('open-post-by-number')
    const { displayName } = await bind(client, '13711120001')
    const office = await guest('hexing-administrator')
    await office.open('/features/desk/pages/posts/index')
    const administrator = handsOf(office.page)
    await administrator.press('安排人上岗')
    await administrator.write('谁', '1371112')
    await administrator.see('手机号写完整了才能找。')
    await administrator.write('谁', '13711129999')
    await administrator.see('没有找到。请对方先在小程序里绑定手机号。')
    await administrator.write('谁', '137 1112 0001')
    await administrator.press(`${displayName}，手机号 137****0001`)
    await administrator.choose('管理员')
    await administrator.press('马上上岗')
    await administrator.see('已安排上岗，马上生效')
    await handsOf(visitor.page).see('安排岗位')
    expect(guests.flatMap(({ troubles }) => troubles)).toEqual([])
  })
})

describe('an account that becomes the person on file', () => {
  it('is that person on every open page, and the page follows what happens to him', async () => {
    const id = personId(site.app.platform.ids.next())
    await site.app.platform.database.inTransaction((tx) =>
      site.app.app.services.accounts.register(tx, {
        personId: id,
        displayName: '周敏华',
        largeType: false,
        phone: '13711120002',
        home: null,
        account: null,
      }),
    )
    const { client, visitor } = await newcomerOnMePage('open-on-file')
    const frames = framesOf(visitor)
    const me = handsOf(visitor.page)
    await me.see((await client.call(readMe)).displayName)
    expect((await bind(client, '13711120002')).personId).toBe(id)
    await me.see('周敏华')
    await me.see('137****0002')
    const follows = (frame: string) =>
      frame.includes('"subscribed"') && frame.includes(`person/${id}`)
    await expect.poll(() => frames.some(follows), { timeout: 10_000 }).toBe(true)
    const administrator = await site.app.as('hexing-administrator')
    const post = { personId: id, role: 'administrator' as const, isHead: false }
    await administrator.call(givePost, { params, body: { ...post, unitId: null, placeId: null } })
    await me.see('安排岗位')
    expect(visitor.troubles).toEqual([])
  })
})
