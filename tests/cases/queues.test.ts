import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endPost, givePost, listPosts } from '#shared/accounts/accounts.contract.ts'
import * as contract from '#shared/cases/cases.contract.ts'
import type { QueryOf } from '#shared/http/endpoint.ts'
import { caseId } from '#shared/ids.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { accept, claimedPlace, file, handle, hexing, paramsOf } from './case-story.ts'

let app: TestApp
let resident: Client
let desk: Client
let officer: Client

beforeAll(async () => {
  app = await startTestApp()
  resident = await app.as('chen-yue')
  desk = await app.as('hexing-duty-1')
  officer = await app.as('hexing-officer-hexinger')
})
afterAll(() => app.stop())

type Query = QueryOf<typeof contract.listDeskCases>
const list = (by: Client, query: Query) =>
  by.call(contract.listDeskCases, { params: { subdistrictId: hexing }, query })
const idsIn = async (by: Client, query: Query) =>
  (await list(by, query)).cases.map(({ caseId }) => caseId)

describe('the desk', () => {
  it('shows each of the staff what is theirs and nothing else', async () => {
    const litter = await file(resident)
    const tree = await file(resident, { typeCode: 'greening', text: '树枝' })
    const danger = await file(resident, { typeCode: 'danger', text: '要掉下来' })
    const seenBy = async (key: string) => {
      const all = await idsIn(await app.as(key), { queue: 'all', limit: 100 })
      return [litter, tree, danger].map(({ caseId }) => all.includes(caseId))
    }
    expect(await seenBy('hexing-duty-1')).toEqual([true, true, true])
    expect(await seenBy('hexing-hotline-1')).toEqual([true, true, true])
    // Both lie in 合兴二, so its officer follows them, whoever works on them.
    expect(await seenBy('hexing-officer-hexinger')).toEqual([true, true, true])
    expect(await seenBy('hexing-officer-hexingyi')).toEqual([false, false, false])
    expect(await seenBy('hexing-greening-1')).toEqual([false, true, false])
    expect(await seenBy('hexing-police-1')).toEqual([false, false, false])
    const grids = await Promise.all([1, 2, 3, 4].map((at) => seenBy(`hexing-grid-head-${at}`)))
    expect(grids.filter((grid) => grid.every(Boolean))).toHaveLength(1)
    expect(grids.filter((grid) => grid.some(Boolean))).toHaveLength(1)
  })

  it('answers the same for a case one may not see and one that is not there', async () => {
    const filed = await file(resident)
    const strangers = await Promise.all(
      ['xia-genfa', 'hexing-police-1', 'liuwan-duty-1'].map((key) => app.as(key)),
    )
    const nowhere = { ...paramsOf(filed), caseId: caseId(randomUUID()) }
    for (const stranger of strangers)
      for (const params of [paramsOf(filed), nowhere])
        expect(await stranger.ask(contract.readCase, { params })).toMatchObject({
          status: 404,
          code: 'not_found',
        })
    const other = await app.as('liuwan-duty-1')
    expect(
      (
        await other.ask(contract.listDeskCases, {
          params: { subdistrictId: hexing },
          query: { queue: 'all' },
        })
      ).status,
    ).toBe(403)
  })

  it('pages without losing or repeating any, most severe first, then least time left', async () => {
    for (let at = 0; at < 4; at++) {
      await file(resident, { typeCode: 'danger', text: `要掉下来 ${at}` })
      await file(resident, { typeCode: 'advice', text: `咨询 ${at}` })
      app.clock.forward(0.1)
    }
    const whole = (await list(desk, { queue: 'all', limit: 100 })).cases
    const paged = []
    let cursor: string | null | undefined
    do {
      const page = await list(desk, { queue: 'all', limit: 3, ...(cursor ? { cursor } : {}) })
      paged.push(...page.cases)
      cursor = page.nextCursor
    } while (cursor)
    expect(paged.map(({ caseId }) => caseId)).toEqual(whole.map(({ caseId }) => caseId))
    const order = ['red', 'orange', 'yellow', 'blue', 'green']
    const ranks = whole.map(
      ({ severity, nextDeadline }) => `${order.indexOf(severity)} ${nextDeadline?.dueAt ?? '9'}`,
    )
    expect(ranks).toEqual(ranks.toSorted())
  })

  it('keeps mine, my unit’s, unclear, overdue and closed apart, and counts them', async () => {
    const filed = await file(resident, { typeCode: 'greening', text: '香樟太密' })
    const worker = await app.as('hexing-greening-1')
    expect(await idsIn(worker, { queue: 'mine' })).not.toContain(filed.caseId)
    expect(await idsIn(worker, { queue: 'unit' })).toContain(filed.caseId)
    await accept(worker, filed)
    expect(await idsIn(worker, { queue: 'mine' })).toContain(filed.caseId)
    const unclear = await file(resident, { place: claimedPlace })
    expect(await idsIn(desk, { queue: 'review' })).toEqual([unclear.caseId])
    const counts = await worker.call(contract.countDeskCases, { params: { subdistrictId: hexing } })
    expect(counts.mine).toBe((await idsIn(worker, { queue: 'mine' })).length)
    expect(counts.unit).toBe((await idsIn(worker, { queue: 'unit' })).length)
    const deskCounts = await desk.call(contract.countDeskCases, {
      params: { subdistrictId: hexing },
    })
    expect(deskCounts).toMatchObject({ review: 1, reviewHistory: 0 })
    const done = await file(resident)
    await handle(officer, done)
    expect(await idsIn(officer, { queue: 'mine' })).not.toContain(done.caseId)
    expect(await idsIn(officer, { queue: 'mine', state: 'closed' })).toEqual([done.caseId])
  })

  it('finds by part of the text, by number however typed, by type and by colour', async () => {
    const filed = await file(resident, { text: '百分之百_确定：垃圾桶盖子断了' })
    const found = (search: string) => idsIn(desk, { queue: 'all', search })
    expect(await found('桶盖子断')).toEqual([filed.caseId])
    expect(await found(filed.number.toLowerCase().replaceAll('-', ''))).toEqual([filed.caseId])
    expect(await found('分_百')).toEqual([])
    expect(await found('百_确定')).toEqual([filed.caseId])
    expect(await found('%%%')).toEqual([])
    expect(await idsIn(desk, { queue: 'all', search: '桶盖子断', typeCode: 'advice' })).toEqual([])
    expect(await idsIn(desk, { queue: 'all', search: '桶盖子断', severity: 'blue' })).toEqual([
      filed.caseId,
    ])
  })

  it('refuses a cursor that is none of ours', async () => {
    const ask = (cursor: string) =>
      desk.ask(contract.listDeskCases, {
        params: { subdistrictId: hexing },
        query: { queue: 'all', cursor },
      })
    for (const cursor of ['x', '9_1_2', '3_never_x'])
      expect((await ask(cursor)).code).toBe('invalid_request')
    expect((await resident.ask(contract.listMyCases, { query: { cursor: 'moon' } })).code).toBe(
      'invalid_request',
    )
  })

  it('pages one’s own reports too, newest first', async () => {
    const guest = await app.newcomer('open-many')
    const filed = []
    for (let at = 0; at < 23; at++) filed.unshift((await file(guest)).caseId)
    const first = await guest.call(contract.listMyCases, { query: {} })
    const second = await guest.call(contract.listMyCases, {
      query: { cursor: first.nextCursor ?? '' },
    })
    const all = [...first.cases, ...second.cases].map(({ caseId }) => caseId)
    expect(all).toHaveLength(23)
    expect(new Set(all)).toEqual(new Set(filed))
    expect(second.nextCursor).toBeNull()
  })

  it('opens and closes with the post, at once', async () => {
    const filed = await file(resident)
    const admin = await app.as('hexing-administrator')
    const { posts } = await admin.call(listPosts, { params: { subdistrictId: hexing } })
    const police = posts.find(({ personName }) => personName === '贾安')
    const neighbourhoodUnit = posts.find(
      ({ role, placeId }) =>
        role === 'neighbourhood_officer' && placeId === filed.place?.neighbourhoods[0]?.placeId,
    )
    if (!police || !neighbourhoodUnit) throw new Error('the seed has changed')
    const person = await app.as('hexing-police-2')
    const look = async () =>
      (await person.ask(contract.readCase, { params: paramsOf(filed) })).status
    expect(await look()).toBe(404)
    const given = await admin.call(givePost, {
      params: { subdistrictId: hexing },
      body: {
        personId: police.personId,
        role: 'neighbourhood_officer',
        isHead: false,
        unitId: neighbourhoodUnit.unitId,
        placeId: neighbourhoodUnit.placeId,
      },
    })
    expect(await look()).toBe(200)
    await admin.call(endPost, { params: { subdistrictId: hexing, postId: given.postId } })
    expect(await look()).toBe(404)
  })
})
