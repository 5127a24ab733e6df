import { createHash, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signingKeyOf } from '#bff/env.ts'
import {
  endPost,
  givePost,
  listPosts,
  signInAsDemoPerson,
  signOut,
} from '#shared/accounts/accounts.contract.ts'
import {
  acceptCase,
  closeCase,
  fileCase,
  listDeskCases,
  listMyCases,
  logContact,
} from '#shared/cases/cases.contract.ts'
import { contracts } from '#shared/contracts.ts'
import type { PlaceId } from '#shared/ids.ts'
import { subdistrictId } from '#shared/ids.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import { uploadPhoto } from '#shared/photos/photos.contract.ts'
import { listUnits, searchPlaces } from '#shared/places/places.contract.ts'
import type { Client } from '#tests/support/client.ts'
import { clientOf } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import type { Caller, Stage, Target } from './access-oracle.ts'
import { callers, expectedOf, oracle, triedElsewhere } from './access-oracle.ts'
import type { Request, Scene } from './access-requests.ts'
import { requests } from './access-requests.ts'

const hexing = subdistrictId('hexing')
const people: Partial<Record<Caller, string>> = {
  reporter: 'chen-yue',
  stranger: 'xia-genfa',
  officer: 'hexing-officer-hexinger',
  otherOfficer: 'hexing-officer-hexingyi',
  gridHead: 'hexing-grid-head-3',
  otherGridHead: 'hexing-grid-head-1',
  handler: 'hexing-public-works-1',
  colleague: 'hexing-public-works-2',
  unitHead: 'hexing-public-works-0',
  otherHandler: 'hexing-greening-1',
  police: 'hexing-police-1',
  duty: 'hexing-duty-1',
  clerk: 'hexing-hotline-1',
  admin: 'hexing-administrator',
  foreign: 'liuwan-duty-1',
}

let app: TestApp
let clients: Map<Caller, Client>
let place: PlaceId
let unitId: string
let jpeg: Buffer

const client = (caller: Caller): Client => {
  const found = clients.get(caller)
  if (!found) throw new Error(`no client for ${caller}`)
  return found
}

/** A token as ours, but signed by a key that is not. */
const forgedToken = async (token: string): Promise<string> => {
  const [, payload = ''] = token.split('.')
  const { sign } = await import('node:crypto')
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', typ: 'JWT', kid: 'demo' })).toString(
    'base64url',
  )
  const key = signingKeyOf({ id: 'demo', bytes: createHash('sha256').update('another').digest() })
  const signature = sign(null, Buffer.from(`${header}.${payload}`), key).toString('base64url')
  return `${header}.${payload}.${signature}`
}

/** Signed in while on post; then the post is ended. */
const formerOfficer = async (key: string, name: string): Promise<Client> => {
  const officer = await app.as(key)
  const params = { subdistrictId: hexing }
  const { posts } = await client('admin').call(listPosts, { params })
  const post = posts.find(({ personName }) => personName === name)
  if (!post) throw new Error(`${name} has no post to end`)
  await client('admin').call(endPost, { params: { ...params, postId: post.postId } })
  return officer
}

beforeAll(async () => {
  app = await startTestApp({ wechatPay: 'public_key' })
  jpeg = await sharp({ create: { width: 200, height: 150, channels: 3, background: 'grey' } })
    .jpeg()
    .toBuffer()
  // Signed in eleven minutes ago: by now this token is past its end.
  const early = await app.as('tao-liming')
  app.clock.forward(11)
  clients = new Map([['nobody', app.nobody]])
  for (const [caller, key] of Object.entries(people))
    clients.set(callers.find((known) => known === caller) ?? 'nobody', await app.as(key))
  const ended = await app.as('tao-liming')
  await ended.call(signOut)
  clients.set('ended', ended)
  clients.set('expired', early)
  clients.set(
    'forged',
    clientOf(app.address, await forgedToken(client('reporter').accessToken ?? '')),
  )
  clients.set('fresh', await app.newcomer('o-fresh', false))
  clients.set('nobody', app.nobody)

  const { units } = await client('duty').call(listUnits, { params: { subdistrictId: hexing } })
  unitId = units.find(({ name }) => name === '合兴市政养护队')?.unitId ?? ''
  clients.set('former', await formerOfficer('hexing-officer-nandu', '贺春燕'))
  const found = await app.nobody.call(searchPlaces, {
    query: { text: '合兴二村', subdistrictId: hexing },
  })
  const estate = found.places.find(({ estate: at }) => at !== null)?.estate
  if (!estate) throw new Error('no estate to report from')
  place = estate.placeId
})

afterAll(() => app?.stop())

const photoOf = async (caller: Caller) => {
  const { body } = await client(caller).upload(uploadPhoto, jpeg)
  return body.photoId
}

/** A new case, brought as far as `stage` by those whose job it is. */
const caseAt = async (stage: Stage, withPhoto = false) => {
  const photoIds = withPhoto ? [await photoOf('reporter')] : []
  const { case: filed } = await client('reporter').call(fileCase, {
    body: {
      subdistrictId: hexing,
      text: '路面坏了一个大洞',
      typeCode: 'road',
      place: { placeId: place },
      photoIds,
      source: 'resident',
    },
  })
  const params = { subdistrictId: hexing, caseId: filed.caseId }
  const handler = client('handler')
  if (stage !== 'assigned') await handler.call(acceptCase, { params, body: {} })
  if (stage === 'contacted' || stage === 'closed')
    await handler.call(logContact, {
      params,
      body: { channel: 'phone', result: 'reached', note: '' },
    })
  if (stage === 'closed')
    await handler.call(closeCase, {
      params,
      body: { outcome: 'solved', publicReply: '修好了', photoIds: [await photoOf('handler')] },
    })
  return { caseId: filed.caseId, photoId: photoIds[0] ?? randomUUID() }
}

const sceneFor = async (
  name: string,
  caller: Caller,
  target: Target,
  stage: Stage,
): Promise<Scene> => {
  const made =
    stage === 'none'
      ? { caseId: randomUUID(), photoId: randomUUID() }
      : await caseAt(stage, name === 'readPhoto')
  const signedIn = clients.get(caller)?.accessToken !== undefined
  const canUpload = signedIn && !['forged', 'expired', 'ended', 'fresh'].includes(caller)
  const spare = await app.nobody.call(signInAsDemoPerson, { body: { key: 'tao-liming' } })
  const post =
    name === 'endPost'
      ? await client('admin').call(givePost, {
          params: { subdistrictId: hexing },
          body: {
            personId: spare.me.personId,
            role: 'volunteer',
            isHead: false,
            unitId: null,
            placeId: null,
          },
        })
      : undefined
  return {
    subdistrictId: target === 'elsewhere' ? 'liuwan' : 'hexing',
    caseId: target === 'missing' ? randomUUID() : made.caseId,
    photoId: made.photoId,
    afterPhotoId: name === 'closeCase' && canUpload ? await photoOf(caller) : randomUUID(),
    unitId,
    placeId: place,
    personId: spare.me.personId,
    postId: post?.postId ?? randomUUID(),
    refreshToken: spare.tokens.refreshToken,
    loginCode: app.wechat.newLoginCode(`o-${randomUUID()}`),
    phoneCode: app.wechat.newPhoneCode(
      `199${String(Date.now()).slice(-4)}${Math.floor(1000 + Math.random() * 8999)}`,
    ),
    noticeId: randomUUID(),
  }
}

/** These change or end the one who asks: somebody like the caller stands in, and is gone after. */
const standIn = async (name: string, caller: Caller): Promise<Client | undefined> => {
  const key = people[caller]
  if (name === 'giveConsent' && caller === 'fresh') return app.newcomer(`o-${randomUUID()}`, false)
  if (name === 'signOut' || name === 'withdrawConsent') {
    if (caller === 'fresh' || caller === 'former') return app.newcomer(`o-${randomUUID()}`, false)
    return key === undefined ? undefined : app.as(key)
  }
  if (name !== 'deleteMe') return undefined
  if (caller === 'fresh' || caller === 'stranger')
    return app.newcomer(`o-${randomUUID()}`, caller === 'stranger')
  if (caller === 'reporter') await caseAt('assigned')
  return caller === 'former' ? formerOfficer('hexing-officer-hetang', '薛一鸣') : undefined
}

const send = async (name: string, asking: Client, request: Request): Promise<number> => {
  const contract = contracts[name]
  if (!contract) throw new Error(`no contract ${name}`)
  if (name === 'uploadPhoto') return (await asking.upload(uploadPhoto, jpeg)).status
  const path = contract.path.replaceAll(
    /:([a-zA-Z]+)/g,
    (_, part: string) => request.params?.[part] ?? '',
  )
  const query = new URLSearchParams(request.query).toString()
  const response = await asking.raw(`/api${path}${query === '' ? '' : `?${query}`}`, {
    method: contract.method,
    headers: {
      'idempotency-key': randomUUID(),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  })
  await response.arrayBuffer()
  return response.status
}

test('every endpoint has its rows in the oracle, and the oracle names no other', () => {
  expect([...Object.keys(oracle), ...triedElsewhere].sort()).toEqual(Object.keys(contracts).sort())
  expect(Object.keys(requests).sort()).toEqual(Object.keys(oracle).sort())
})

/** Statuses that change nothing, so that one scene serves all the callers that get them. */
const refusals = [401, 403, 404]

describe.each(Object.entries(oracle))('%s', (name, rows) => {
  test.each(rows)('$target ($stage)', async (row) => {
    const expected = expectedOf(row)
    const got: Partial<Record<Caller, number>> = {}
    let untouched: Scene | undefined
    for (const caller of callers) {
      const scene = untouched ?? (await sceneFor(name, caller, row.target, row.stage))
      const makeRequest = requests[name]
      if (!makeRequest) throw new Error(`no request for ${name}`)
      const asking = (await standIn(name, caller)) ?? client(caller)
      const status = await send(name, asking, makeRequest(scene))
      got[caller] = status
      untouched = refusals.includes(status) && name !== 'closeCase' ? scene : undefined
    }
    if (name === 'withdrawConsent') for (const key of Object.values(people)) await app.as(key)
    expect(got).toEqual(expected)
  })
})

test('a list shows each caller exactly the cases that he may open', async () => {
  const { caseId } = await caseAt('assigned')
  const [row] = oracle.readCase ?? []
  if (!row) throw new Error('no row')
  const mayOpen = expectedOf(row)
  for (const caller of callers) {
    const answer = await client(caller).ask(listDeskCases, {
      params: { subdistrictId: hexing },
      query: { queue: 'all', limit: 100 },
    })
    const listed = answer.status === 200 && answer.body.cases.some((one) => one.caseId === caseId)
    expect([caller, listed]).toEqual([caller, mayOpen[caller] === 200 && caller !== 'reporter'])
  }
})

test('my cases and my notices are mine alone', async () => {
  // Newer than all before, so that it stands on the first page.
  app.clock.forward(1)
  const { caseId } = await caseAt('assigned')
  for (const caller of callers) {
    const mine = await client(caller).ask(listMyCases)
    const listed = mine.status === 200 && mine.body.cases.some((one) => one.caseId === caseId)
    expect([caller, listed]).toEqual([caller, caller === 'reporter'])
  }
  const told = await client('duty').call(listNotices)
  const own = await client('stranger').call(listNotices)
  const ids = new Set(told.notices.map(({ noticeId }) => noticeId))
  expect(own.notices.filter(({ noticeId }) => ids.has(noticeId))).toEqual([])
})
