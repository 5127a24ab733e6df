import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bindPhone, deleteMe, exportMe } from '#shared/accounts/accounts.contract.ts'
import {
  answerInvite,
  changeMyMeasured,
  endMyCare,
  listLooks,
  listMyElders,
  makeInvite,
  pauseCare,
  readCircle,
  readElder,
  resumeCare,
  useInvite,
  withdrawFollower,
} from '#shared/care/care.contract.ts'
import { enrolElder, readWall } from '#shared/care/care-desk.contract.ts'
import type { CareYes } from '#shared/care/care-shapes.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import { fang, signedInAs } from '#tests/readings/care-scene.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import {
  careScene,
  fangKey,
  inHexing,
  seeSleep,
  seeVitals,
  textVersion,
  toldOfVitals,
} from './care-scene.ts'

let app: TestApp
let nurse: Client
let elder: Client
const { agree, follow, homeUnit, idOf, paperFor, rows, seen } = careScene(() => app)
const key = fangKey

let newcomers = 0
const newcomer = () => {
  newcomers += 1
  return app.newcomer(`open-care-${newcomers}`)
}
/** Everybody signs in again: tokens end within the quarter of an hour. */
const signIn = async () => {
  nurse = await app.as('hexing-care-home-1-1')
  elder = await signedInAs(app, fang)
  await agree(elder)
}

beforeAll(async () => {
  app = await startTestApp()
  await signIn()
  const body = paperFor({ personId: fang, unitId: await homeUnit() })
  await nurse.call(enrolElder, { params: inHexing, body })
})
afterAll(() => app?.stop())

const invite = async (yes: readonly CareYes[], lastDay: string | null = null) =>
  elder.call(makeInvite, {
    params: key,
    body: { yes: [...yes], basis: 'self', textVersion, proofNote: null, lastDay },
  })
const use = (client: Client, code: string) =>
  client.ask(useInvite, { body: { code, relation: 'child' } })
const confirm = (inviteId: Awaited<ReturnType<typeof invite>>['inviteId'], yes: CareYes[]) =>
  elder.ask(answerInvite, {
    params: { ...key, inviteId },
    body: { answer: 'confirm', yes, proofNote: null },
  })

describe('an invite code', () => {
  it('opens nothing until the elder says yes, and then only what he ticks', async () => {
    const { code, inviteId } = await invite([seeVitals, toldOfVitals, seeSleep])
    const daughter = await newcomer()
    const waiting = await use(daughter, code)
    expect(waiting.body.waiting).toMatchObject([{ elderName: '方仲义' }])
    expect(await seen(daughter)).toBe(404)
    expect((await daughter.call(listMyElders)).elders).toEqual([])
    const told = await elder.call(listNotices)
    expect(told.notices[0]?.kind).toBe('care_follow_asked')
    expect((await confirm(inviteId, [seeVitals])).status).toBe(200)
    expect(await seen(daughter)).toEqual(['vitals'])
    const [card] = (await daughter.call(listMyElders)).elders
    expect(card).toMatchObject({ relation: 'child', alertClasses: [], status: { kind: 'quiet' } })
  })

  it('gives no more than it was made for, whatever is confirmed', async () => {
    const { code, inviteId } = await invite([seeVitals])
    const son = await newcomer()
    await use(son, code)
    await confirm(inviteId, [seeVitals, seeSleep])
    expect(await seen(son)).toEqual(['vitals'])
  })

  it('is used once, and the same answer meets a wrong, a used and an expired one', async () => {
    const { code, inviteId } = await invite([seeVitals])
    await use(await newcomer(), code)
    expect((await use(await newcomer(), code)).code).toBe('invite_invalid')
    expect((await use(await newcomer(), '00000000')).code).toBe('invite_invalid')
    expect(
      (
        await elder.ask(answerInvite, {
          params: { ...key, inviteId },
          body: { answer: 'refuse', yes: [], proofNote: null },
        })
      ).status,
    ).toBe(200)
    expect((await confirm(inviteId, [seeVitals])).code).toBe('invite_moved_on')
    const late = await invite([seeVitals])
    app.clock.forward(72 * 60)
    await signIn()
    expect((await use(await newcomer(), late.code)).code).toBe('invite_invalid')
  })

  it('cannot be guessed: after five wrong ones even the right one waits an hour', async () => {
    const { code } = await invite([seeVitals])
    const guesser = await newcomer()
    for (let n = 0; n < 5; n += 1)
      expect((await use(guesser, `0000000${n}`)).code).toBe('invite_invalid')
    expect((await use(guesser, code)).code).toBe('too_many_tries')
    expect((await use(await newcomer(), code)).status).toBe(200)
  })

  it('is not for oneself, and no nurse confirms herself', async () => {
    const mine = await invite([seeVitals])
    expect((await use(elder, mine.code)).code).toBe('relation_to_oneself')
    const { code, inviteId } = await invite([seeVitals])
    expect((await use(nurse, code)).status).toBe(200)
    const own = await nurse.ask(answerInvite, {
      params: { ...key, inviteId },
      body: { answer: 'confirm', yes: [seeVitals], proofNote: '本人签字' },
    })
    expect(own.code).toBe('not_allowed')
  })

  it('of staff needs a proof, and a class that is measured', async () => {
    const ask = (proofNote: string | null, yes: CareYes) =>
      nurse.ask(makeInvite, {
        params: key,
        body: { yes: [yes], basis: 'on_paper', textVersion, proofNote, lastDay: null },
      })
    expect((await ask(' ', seeVitals)).code).toBe('proof_needed')
    expect((await ask('签字', { metricClass: 'activity', purpose: 'view' })).code).toBe(
      'class_not_measured',
    )
    const stale = await elder.ask(makeInvite, {
      params: key,
      body: {
        ...{ yes: [seeVitals], basis: 'self', textVersion, proofNote: null },
        lastDay: '2026-11-01',
      },
    })
    expect(stale.code).toBe('day_is_over')
  })
})

describe('a yes', () => {
  it('ends by itself on its last day', async () => {
    await signIn()
    const guest = await newcomer()
    const today = app.clock.now().toISOString().slice(0, 10)
    const { code, inviteId } = await invite([seeVitals], today)
    await use(guest, code)
    await confirm(inviteId, [seeVitals])
    expect(await seen(guest)).toEqual(['vitals'])
    const view = await guest.call(readCircle, { params: key })
    const until = view.followers.find(({ isMe }) => isMe)?.lines[0]?.expiresAt
    app.clock.set(until ?? '')
    await signIn()
    const [row] = await rows(
      'select count(*)::int as n from care_consents where withdrawn_at is null and expires_at = $1',
      [until],
    )
    expect(row.n).toBe(1)
    const { followers } = await elder.call(readCircle, { params: key })
    expect(followers.map(({ personId }) => personId)).not.toContain(
      view.followers.find(({ isMe }) => isMe)?.personId,
    )
  })

  it('is withdrawn in one tap, one class or all, and works at once', async () => {
    const daughter = await newcomer()
    await follow(elder, daughter, [seeVitals, seeSleep], { basis: 'self' })
    const followerId = await idOf(daughter)
    const params = { ...key, followerId }
    await elder.call(withdrawFollower, { params, query: { metricClass: 'vitals' } })
    expect(await seen(daughter)).toEqual(['sleep'])
    await daughter.call(withdrawFollower, { params })
    expect(await seen(daughter)).toBe(404)
    const again = await elder.ask(withdrawFollower, { params })
    expect(again.status).toBe(200)
    const [kept] = await rows(
      'select count(*)::int as n, count(withdrawn_at)::int as ended from care_consents where follower_id = $1',
      [followerId],
    )
    expect(kept).toEqual({ n: 2, ended: 2 })
  })

  it('for a class ends with the measuring of it', async () => {
    const daughter = await newcomer()
    await follow(elder, daughter, [seeVitals, seeSleep], { basis: 'self' })
    await elder.call(changeMyMeasured, { body: { measured: ['vitals'], textVersion } })
    expect(await seen(daughter)).toEqual(['vitals'])
    await elder.call(changeMyMeasured, { body: { measured: ['vitals', 'sleep'], textVersion } })
    expect(await seen(daughter)).toEqual(['vitals'])
  })

  it('moves along when the newcomer turns out to be on file', async () => {
    const daughter = await newcomer()
    await follow(elder, daughter, [seeVitals], { basis: 'self' })
    const code = app.wechat.newPhoneCode('13912345670')
    expect((await daughter.ask(bindPhone, { body: { code } })).status).toBe(200)
    expect(await seen(daughter)).toEqual(['vitals'])
  })
})

describe('who looked', () => {
  it('is one line a sitting, which the elder reads and the nurse for him', async () => {
    const daughter = await newcomer()
    await follow(elder, daughter, [seeVitals], { basis: 'self' })
    const before = (await elder.call(listLooks, { params: key })).looks.length
    await daughter.call(readElder, { params: key })
    app.clock.forward(9)
    await daughter.call(readElder, { params: key })
    const { looks } = await elder.call(listLooks, { params: key })
    expect(looks.length).toBe(before + 1)
    expect(looks[0]).toMatchObject({ as: 'follower', scope: 'live' })
    expect(Date.parse(looks[0]?.lastAt ?? '') - Date.parse(looks[0]?.startedAt ?? '')).toBe(540_000)
    app.clock.forward(1)
    await signIn()
    await nurse.call(readWall, { params: inHexing })
    const after = (await nurse.call(listLooks, { params: key })).looks
    expect(after[0]).toMatchObject({
      as: 'care_staff',
      scope: 'wall',
      viewerName: expect.stringContaining('合兴敬老院'),
    })
    await elder.call(readElder, { params: key })
    expect((await elder.call(listLooks, { params: key })).looks.length).toBe(after.length)
  })
})

describe('a pause', () => {
  it('has an end, shows as what he is, and ends when he is back', async () => {
    await signIn()
    const ask = (untilAt: string) =>
      nurse.ask(pauseCare, {
        params: key,
        body: { reason: 'hospital', note: '', fromAt: null, untilAt },
      })
    const inDays = (days: number) =>
      new Date(app.clock.now().getTime() + days * 86_400_000).toISOString()
    expect((await ask(inDays(-1))).code).toBe('pause_times')
    expect((await ask(inDays(61))).code).toBe('pause_times')
    const [pause] = (await ask(inDays(3))).body.pauses
    const paused = await elder.call(readElder, { params: key })
    expect(paused.status).toMatchObject({ kind: 'paused', words: expect.stringContaining('住院') })
    if (!pause) throw new Error('no pause')
    const params = { ...key, pauseId: pause.pauseId }
    expect((await nurse.call(resumeCare, { params, body: {} })).pauses).toEqual([])
    expect((await elder.call(readElder, { params: key })).status.kind).toBe('quiet')
  })
})

describe('leaving', () => {
  it('takes a follower’s yes with his account', async () => {
    const guest = await newcomer()
    await follow(elder, guest, [seeVitals], { basis: 'self' })
    const id = await idOf(guest)
    const taken = JSON.parse(await (await guest.raw(`/api${exportMe.path}`)).text())
    expect(taken.care.consents).toMatchObject([{ iAm: 'follower', proofNote: null }])
    await guest.call(deleteMe)
    const left = await rows('select 1 from care_consents where follower_id = $1', [id])
    expect(left).toEqual([])
  })

  it('ends every yes when the elder stops, and starting again brings none of them back', async () => {
    await signIn()
    const daughter = await newcomer()
    await follow(elder, daughter, [seeVitals], { basis: 'self' })
    const { code } = await invite([seeVitals])
    expect((await elder.call(endMyCare, { body: {} })).elders).toEqual([])
    expect(await seen(daughter)).toBe(404)
    expect((await use(await newcomer(), code)).code).toBe('invite_invalid')
    const body = paperFor({ personId: fang, unitId: await homeUnit() })
    expect((await nurse.ask(enrolElder, { params: inHexing, body })).status).toBe(201)
    expect(await seen(daughter)).toBe(404)
    expect(await seen(nurse)).toEqual(['vitals', 'sleep'])
  })
})
