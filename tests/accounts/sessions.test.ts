import type { KeyObject } from 'node:crypto'
import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signingKeyOf } from '#bff/env.ts'
import {
  listDemoPeople,
  readMe,
  refreshSession,
  signInAsDemoPerson,
  signInWithWechat,
  signOut,
} from '#shared/accounts/accounts.contract.ts'
import { clientOf } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ running: false })
})
afterAll(() => app.stop())

const signIn = (code: string) => app.nobody.ask(signInWithWechat, { body: { code } })
const refresh = (refreshToken: string) => app.nobody.ask(refreshSession, { body: { refreshToken } })
const pair = async (key = 'chen-yue') =>
  (await app.nobody.call(signInAsDemoPerson, { body: { key } })).tokens
const meWith = (accessToken: string) => clientOf(app.address, accessToken).ask(readMe)

describe('signing in with WeChat', () => {
  it('makes a person of whoever comes first, and knows him the next time', async () => {
    const first = await signIn(app.wechat.newLoginCode('open-ada'))
    const again = await signIn(app.wechat.newLoginCode('open-ada'))
    expect(first.body.me).toMatchObject({ phoneMasked: null, posts: [], consents: [], home: null })
    expect(first.body.me.displayName).toMatch(/^微信用户[0-9a-f]{4}$/)
    expect(again.body.me.personId).toBe(first.body.me.personId)
    const other = await signIn(app.wechat.newLoginCode('open-bob'))
    expect(other.body.me.personId).not.toBe(first.body.me.personId)
  })

  it('makes one person of ten first sign-ins at once', async () => {
    const codes = Array.from({ length: 10 }, () => app.wechat.newLoginCode('open-crowd'))
    const answers = await Promise.all(codes.map(signIn))
    expect(answers.map(({ status }) => status)).toEqual(codes.map(() => 200))
    expect(new Set(answers.map(({ body }) => body.me.personId)).size).toBe(1)
    const { rows } = await app.platform.database.pool.query(
      `select count(*)::int as loose from persons p
        where display_name like '微信用户%'
          and not exists (select from accounts a where a.person_id = p.person_id)`,
    )
    expect(rows).toEqual([{ loose: 0 }])
  })

  it('takes a code once', async () => {
    const code = app.wechat.newLoginCode('open-once')
    expect((await signIn(code)).status).toBe(200)
    const again = await signIn(code)
    expect([again.status, again.code]).toEqual([401, 'wechat_code_invalid'])
  })

  it('takes no code older than five minutes, and none made up', async () => {
    const code = app.wechat.newLoginCode('open-late')
    app.clock.forward(6)
    expect((await signIn(code)).code).toBe('wechat_code_invalid')
    expect((await signIn('made-up')).code).toBe('wechat_code_invalid')
  })

  it('says that WeChat is busy when it limits or does not answer', async () => {
    for (let i = 0; i < 100; i += 1)
      expect((await signIn(app.wechat.newLoginCode('open-eager'))).status).toBe(200)
    const limited = await signIn(app.wechat.newLoginCode('open-eager'))
    expect([limited.status, limited.code]).toEqual([503, 'wechat_busy'])
    app.clock.forward(2)
    expect((await signIn(app.wechat.newLoginCode('open-eager'))).status).toBe(200)
    app.wechat.fault('/sns/jscode2session', 'status_500')
    expect((await signIn(app.wechat.newLoginCode('open-ada'))).code).toBe('wechat_busy')
  })

  it('passes on that WeChat blocked somebody', async () => {
    app.wechat.block('open-bad')
    expect((await signIn(app.wechat.newLoginCode('open-bad'))).code).toBe('wechat_blocked')
  })
})

describe('staying signed in', () => {
  it('renews with each refresh token once', async () => {
    const first = await pair()
    app.clock.forward(9)
    const second = await refresh(first.refreshToken)
    expect(second.status).toBe(200)
    expect(second.body.tokens.refreshToken).not.toBe(first.refreshToken)
    expect((await meWith(second.body.tokens.accessToken)).body.displayName).toBe('陈悦')
  })

  it('ends the session when a used refresh token comes back', async () => {
    const first = await pair()
    const second = (await refresh(first.refreshToken)).body.tokens
    app.clock.forward(1)
    expect((await refresh(first.refreshToken)).code).toBe('refresh_token_invalid')
    // The thief and the owner are both out: the access token and the newest refresh token too.
    expect((await meWith(second.accessToken)).code).toBe('not_signed_in')
    expect((await refresh(second.refreshToken)).code).toBe('refresh_token_invalid')
  })

  it('leaves other sessions of the same person alone when one is ended', async () => {
    const stolen = await pair()
    const other = await pair()
    await refresh(stolen.refreshToken)
    app.clock.forward(1)
    await refresh(stolen.refreshToken)
    expect((await meWith(other.accessToken)).status).toBe(200)
  })

  it('gives a fresh pair to a phone whose answer was lost, and only the newest one works', async () => {
    const first = await pair()
    const lost = (await refresh(first.refreshToken)).body.tokens
    const fresh = await refresh(first.refreshToken)
    expect(fresh.status).toBe(200)
    app.clock.forward(1)
    expect((await refresh(lost.refreshToken)).code).toBe('refresh_token_invalid')
    expect((await refresh(fresh.body.tokens.refreshToken)).code).toBe('refresh_token_invalid')
  })

  it('leaves exactly one good token after ten refreshes at once', async () => {
    const first = await pair()
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(first.refreshToken)))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    const { rows } = await app.platform.database.pool.query(
      `select count(*)::int as good from refresh_tokens
        where used_at is null and session_id =
          (select session_id from sessions order by created_at desc, session_id desc limit 1)`,
    )
    expect(rows).toEqual([{ good: 1 }])
  })

  it('forgets whoever stays away longer than thirty days', async () => {
    const { refreshToken } = await pair()
    app.clock.forward(31 * 24 * 60)
    expect((await refresh(refreshToken)).code).toBe('refresh_token_invalid')
    expect((await refresh('a'.repeat(43))).code).toBe('refresh_token_invalid')
  })

  it('ends at once with signing out', async () => {
    const { accessToken, refreshToken } = await pair()
    await clientOf(app.address, accessToken).call(signOut)
    expect((await meWith(accessToken)).code).toBe('not_signed_in')
    expect((await refresh(refreshToken)).code).toBe('refresh_token_invalid')
  })
})

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('an access token', () => {
  const ownKey = (): KeyObject => {
    const [key] = app.platform.settings.signingKeys
    if (!key) throw new Error('no signing key')
    return signingKeyOf(key)
  }
  const claimsOf = (accessToken: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString())
  const forge = (header: object, claims: object, key: KeyObject): string => {
    const said = `${encode(header)}.${encode(claims)}`
    return `${said}.${sign(null, Buffer.from(said), key).toString('base64url')}`
  }
  const eddsa = { alg: 'EdDSA', typ: 'JWT', kid: 'demo' }

  it('is taken when the right key signed it (so that the refusals below mean something)', async () => {
    const { accessToken } = await pair()
    expect((await meWith(forge(eddsa, claimsOf(accessToken), ownKey()))).status).toBe(200)
  })

  it('works for ten minutes', async () => {
    const { accessToken, accessExpiresAt } = await pair()
    app.clock.forward(9)
    expect((await meWith(accessToken)).status).toBe(200)
    app.clock.forward(2)
    expect((await meWith(accessToken)).code).toBe('token_expired')
    expect(app.clock.now().getTime()).toBeGreaterThan(Date.parse(accessExpiresAt))
  })

  it('is refused without a signature or with another key or algorithm', async () => {
    const { accessToken } = await pair()
    const claims = claimsOf(accessToken)
    const foreign = generateKeyPairSync('ed25519').privateKey
    const publicKey = createPublicKey(ownKey()).export({ format: 'pem', type: 'spki' })
    const hs256 = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
    const confused = createHmac('sha256', publicKey).update(hs256).digest('base64url')
    const bad = {
      none: `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`,
      'another key': forge(eddsa, claims, foreign),
      'the public key as a secret': `${hs256}.${confused}`,
      'a changed claim': accessToken.replace(/\.[^.]+\./, `.${encode({ ...claims, sub: 'x' })}.`),
      nonsense: 'a.b.c',
    }
    for (const [what, token] of Object.entries(bad)) {
      const answer = await meWith(token)
      expect([answer.status, answer.code], what).toEqual([401, 'not_signed_in'])
    }
  })

  it('is refused for another audience or issuer, or when a claim is missing', async () => {
    const { accessToken } = await pair()
    const claims = claimsOf(accessToken)
    const without = (name: string) =>
      Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name))
    const bad = {
      audience: { ...claims, aud: 'another-api' },
      issuer: { ...claims, iss: 'somebody' },
      'no exp': without('exp'),
      'no sub': without('sub'),
      'no jti': without('jti'),
      'no aud': without('aud'),
      'no session': without('sid'),
    }
    for (const [what, payload] of Object.entries(bad)) {
      const answer = await meWith(forge(eddsa, payload, ownKey()))
      expect([answer.status, answer.code], what).toEqual([401, 'not_signed_in'])
    }
  })

  it('of one person does not open the session of another', async () => {
    const mine = claimsOf((await pair()).accessToken)
    const theirs = claimsOf((await pair('xia-genfa')).accessToken)
    const crossed = forge(eddsa, { ...mine, sub: theirs.sub }, ownKey())
    expect((await meWith(crossed)).code).toBe('not_signed_in')
  })
})

describe('the demo', () => {
  it('introduces people who can all be signed in as', async () => {
    const { people } = await app.nobody.call(listDemoPeople)
    expect(people.length).toBeGreaterThanOrEqual(10)
    for (const { key, name, who } of people) {
      expect(who.length, key).toBeGreaterThan(5)
      const { me } = await app.nobody.call(signInAsDemoPerson, { body: { key } })
      expect(me.displayName).toBe(name)
    }
    const officer = people.find(({ key }) => key === 'hexing-officer-hexinger')
    expect(officer?.posts).toMatchObject([
      { subdistrictName: '合兴街道', role: 'neighbourhood_officer', unitName: '合兴二居委' },
    ])
  })

  it('knows nobody else', async () => {
    const answer = await app.nobody.ask(signInAsDemoPerson, { body: { key: 'nobody' } })
    expect([answer.status, answer.code]).toEqual([404, 'unknown_person'])
    // 沈阿婆 has neither phone nor WeChat: she is a person without an account.
    expect((await app.nobody.ask(signInAsDemoPerson, { body: { key: 'shen-apo' } })).code).toBe(
      'unknown_person',
    )
  })
})

describe('another server', () => {
  const key = (id: string) => `${id}:${Buffer.alloc(32, id).toString('base64')}`

  it('in production has no demo doors', async () => {
    const production = await startTestApp({
      running: false,
      databaseUrl: app.databaseUrl,
      env: {
        LINLI_MODE: 'production',
        DEFAULT_SUBDISTRICT: 'hexing',
        LINLI_SIGNING_KEYS: key('s'),
        LINLI_PERSONAL_DATA_KEYS: key('p'),
        LINLI_BLIND_INDEX_KEY: key('b'),
      },
    })
    try {
      const listed = await production.nobody.ask(listDemoPeople)
      const entered = await production.nobody.ask(signInAsDemoPerson, { body: { key: 'chen-yue' } })
      expect([listed.status, entered.status]).toEqual([404, 404])
      const code = production.wechat.newLoginCode('open-real')
      expect((await production.nobody.ask(signInWithWechat, { body: { code } })).status).toBe(200)
    } finally {
      await production.stop()
    }
  })

  it('with a wrong secret says that the sign-in is out of order', async () => {
    const wrong = await startTestApp({
      running: false,
      databaseUrl: app.databaseUrl,
      env: { WECHAT_APP_SECRET: 'wrong' },
    })
    try {
      const code = wrong.wechat.newLoginCode('open-wrong')
      const answer = await wrong.nobody.ask(signInWithWechat, { body: { code } })
      expect([answer.status, answer.code]).toEqual([503, 'wechat_misconfigured'])
    } finally {
      await wrong.stop()
    }
  })
})
