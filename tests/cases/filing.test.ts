import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteMe, exportMe } from '#shared/accounts/accounts.contract.ts'
import { parseCaseNumber } from '#shared/cases/case-number.ts'
import * as contract from '#shared/cases/cases.contract.ts'
import { photoId, subdistrictId } from '#shared/ids.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import {
  accept,
  claimedPlace,
  clearPlace,
  file,
  filing,
  hexing,
  kindsOf,
  liuwan,
  paramsOf,
  photoFrom,
  read,
  unitAt,
} from './case-story.ts'

let app: TestApp
let resident: Client
let officer: Client
let desk: Client

beforeAll(async () => {
  app = await startTestApp()
  resident = await app.as('chen-yue')
  officer = await app.as('hexing-officer-hexinger')
  desk = await app.as('hexing-duty-1')
})
afterAll(() => app.stop())

/** The clock stands still; what a test is told must be newer than what came before. */
beforeEach(() => app.clock.set(new Date(app.clock.now().getTime() + 5000).toISOString()))

const newestNotice = async (of: Client) => (await of.call(listNotices)).notices[0]

describe('filing', () => {
  it('gives a number one can say, deadlines, and a place in “my cases”', async () => {
    const filed = await file(resident, { photoIds: [await photoFrom(resident)] })
    expect(parseCaseNumber(filed.number)).toMatchObject({ code: 'HX', day: '261117' })
    expect(filed.deadlines.map(({ clock }) => clock)).toEqual(['first_contact', 'resolve'])
    expect(filed.submittedAt).toBe(filed.receivedAt)
    const mine = await resident.call(contract.listMyCases)
    expect(mine.cases[0]).toMatchObject({
      caseId: filed.caseId,
      thumbnail: filed.photos[0]?.photoId,
    })
  })

  it('makes one case of twenty parallel tries with one key', async () => {
    const key = randomUUID()
    const body = filing({ text: '同一份上报，只能有一件' })
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => resident.ask(contract.fileCase, { body, key })),
    )
    const made = answers.filter(({ status }) => status === 201)
    expect(made).toHaveLength(20)
    expect(new Set(made.map((answer) => answer.body.case.caseId)).size).toBe(1)
    const stored = await app.platform.database.pool.query(
      'select count(*)::int as n from cases where text = $1',
      [body.text],
    )
    expect(stored.rows).toEqual([{ n: 1 }])
  })

  it('never gives two cases one number', async () => {
    const filed = await Promise.all(Array.from({ length: 60 }, () => file(resident)))
    expect(new Set(filed.map(({ number }) => number)).size).toBe(60)
  })

  it('goes straight to the one officer of the 居委, who is told', async () => {
    const filed = await file(resident)
    expect(filed).toMatchObject({
      status: 'assigned',
      neighbourhoodName: '合兴二居委',
      reviewReasons: [],
    })
    expect(filed.handlerName).toBe((await read(officer, filed)).handlerName)
    expect(await newestNotice(officer)).toMatchObject({
      kind: 'case_new_for_you',
      caseId: filed.caseId,
    })
  })

  it('goes to the queue of a unit where several could take it', async () => {
    const filed = await file(resident, { typeCode: 'greening', text: '香樟树枝挡住了窗户' })
    expect(filed).toMatchObject({ status: 'assigned', handlerName: null })
    expect(filed.unitName).toContain('绿化')
    const member = await app.as('hexing-greening-2')
    expect(await newestNotice(member)).toMatchObject({ caseId: filed.caseId })
  })

  it('finds the type in the words when they are clear', async () => {
    const { typeCode: _, ...untyped } = filing({ text: '楼下路灯不亮了，晚上看不见' })
    const filed = (await resident.call(contract.fileCase, { body: untyped })).case
    expect(filed).toMatchObject({ typeCode: 'road', status: 'assigned' })
  })

  it('waits for the duty desk, with candidates and why, when the words name no type', async () => {
    const { typeCode: _, ...untyped } = filing({ text: '我家这边有点事情' })
    const filed = (await resident.call(contract.fileCase, { body: untyped })).case
    expect(filed).toMatchObject({ status: 'review', reviewReasons: ['no_type'], unitName: null })
    expect((await newestNotice(desk))?.caseId).toBe(filed.caseId)
    const candidates = (await read(desk, filed)).staff?.candidates ?? []
    expect(candidates.map(({ unitName, why }) => `${unitName}：${why}`)).toEqual([
      '合兴二居委：地点在合兴二居委',
    ])
  })

  it('asks a person where two 居委 claim the door, naming both', async () => {
    const filed = await file(resident, { place: claimedPlace })
    expect(filed).toMatchObject({
      status: 'review',
      reviewReasons: ['two_neighbourhoods_claim'],
      neighbourhoodName: null,
    })
    const candidates = (await read(desk, filed)).staff?.candidates ?? []
    expect(candidates.map(({ unitName }) => unitName).sort()).toEqual(['合兴一居委', '合兴二居委'])
    expect(candidates.every(({ why }) => why.includes('认这个地址'))).toBe(true)
    const sent = await desk.call(contract.dispatchCase, {
      params: paramsOf(filed),
      body: { unitId: unitAt('hexinger'), typeCode: 'litter', note: '' },
    })
    expect(sent.case).toMatchObject({ neighbourhoodName: '合兴二居委', status: 'assigned' })
    expect((await read(desk, filed)).staff?.candidates).toEqual([])
  })

  it('keeps the 居委 the desk chose with a handling unit, and takes no other place for one', async () => {
    const filed = await file(resident, { place: claimedPlace, typeCode: 'road' })
    const candidates = (await read(desk, filed)).staff?.candidates ?? []
    const chosen = candidates.find(
      ({ unitName, neighbourhood }) =>
        unitName === '合兴市政养护队' && neighbourhood?.name === '合兴二居委',
    )
    const send = (neighbourhoodId = chosen?.neighbourhood?.placeId) =>
      desk.ask(contract.dispatchCase, {
        params: paramsOf(filed),
        body: { unitId: unitAt('public-works'), typeCode: 'road', note: '', neighbourhoodId },
      })
    expect((await send(claimedPlace.placeId)).code).toBe('place_unknown')
    expect((await send()).body.case).toMatchObject({
      unitName: '合兴市政养护队',
      neighbourhoodName: '合兴二居委',
    })
  })

  it('waits for the duty desk when nobody said where', async () => {
    const { place: _, ...placeless } = filing()
    const filed = (await resident.call(contract.fileCase, { body: placeless })).case
    expect(filed).toMatchObject({
      status: 'review',
      reviewReasons: ['no_place'],
      placeLabel: '地点待核实',
    })
  })

  it('keeps words about the place that lead nowhere for a person to read', async () => {
    const filed = await file(resident, { place: { spokenPlace: '老虎灶旁边' } })
    expect(filed).toMatchObject({
      status: 'review',
      placeLabel: '老虎灶旁边',
      spokenPlace: '老虎灶旁边',
    })
  })

  it('says so where a subdistrict has no unit for a type', async () => {
    const stranger = await app.as('tao-liming')
    const place = { spokenPlace: '', longitude: 0, latitude: 0 }
    const refused = await stranger.ask(contract.fileCase, {
      body: filing({ subdistrictId: liuwan, place }),
    })
    expect(refused.code).toBe('place_elsewhere')
  })

  it('counts an emergency in natural minutes, also at night', async () => {
    const filed = await file(resident, { typeCode: 'danger', text: '外墙的砖要掉下来' })
    const due = filed.deadlines.map(({ dueAt }) => Date.parse(dueAt) - Date.parse(filed.receivedAt))
    expect(due.map((milliseconds) => milliseconds / 60_000)).toEqual([5, 120])
    expect(filed.severity).toBe('red')
  })

  it('lets staff report from patrol, who need not contact themselves, and nobody else', async () => {
    const refused = await resident.ask(contract.fileCase, {
      body: filing({ source: 'staff_patrol' }),
    })
    expect(refused).toMatchObject({ status: 403, code: 'not_allowed' })
    const found = await file(officer, { source: 'staff_patrol', typeCode: 'advice' })
    expect(found.deadlines.map(({ clock }) => clock)).toEqual(['resolve'])
    await accept(officer, found)
    const body = { outcome: 'solved' as const, publicReply: '当场处理', photoIds: [] }
    const closed = await officer.call(contract.closeCase, { params: paramsOf(found), body })
    expect(closed.case.may).not.toContain('rate')
  })

  it('refuses types, places and subdistricts that are not there', async () => {
    const ask = (differs: Parameters<typeof filing>[0]) =>
      resident.ask(contract.fileCase, { body: filing(differs) })
    expect((await ask({ typeCode: 'moon' })).code).toBe('case_type_unknown')
    expect((await ask({ subdistrictId: subdistrictId('nowhere') })).code).toBe('not_found')
    expect((await ask({ subdistrictId: liuwan, place: clearPlace })).code).toBe('place_elsewhere')
    expect((await ask({ photoIds: [photoId((await file(resident)).caseId)] })).code).toBe(
      'photo_unavailable',
    )
  })

  it('keeps phone numbers in the text from the staff’s eyes, and shows the writer his own words', async () => {
    const text = '垃圾没人收，请打我电话13912345678'
    const filed = await file(resident, { text })
    expect(filed.text).toBe(text)
    expect(JSON.stringify(await read(officer, filed))).not.toContain('13912345678')
  })

  it('lists the types of today, most severe first, with who looks after them', async () => {
    const { types } = await app.nobody.call(contract.listCaseTypes, {
      params: { subdistrictId: hexing },
    })
    expect(types).toHaveLength(12)
    expect(types[0]).toMatchObject({ code: 'danger', ownerName: '所在网格' })
    expect(types.find(({ code }) => code === 'greening')?.ownerName).toBe('合兴绿化市容所')
  })
})

describe('after filing', () => {
  it('the reporter adds words, and the handler is told', async () => {
    const filed = await file(resident)
    app.clock.forward(1)
    const added = await resident.call(contract.supplementCase, {
      params: paramsOf(filed),
      body: { text: '今天更臭了', photoIds: [] },
    })
    expect(kindsOf(added.case)).toContain('supplemented')
    expect(await newestNotice(officer)).toMatchObject({
      kind: 'case_supplemented',
      caseId: filed.caseId,
    })
    const empty = await resident.ask(contract.supplementCase, {
      params: paramsOf(filed),
      body: { text: ' ', photoIds: [] },
    })
    expect(empty.code).toBe('reason_needed')
  })

  it('the reporter takes it back until somebody has accepted it, and its clocks stop', async () => {
    const [early, late] = [await file(resident), await file(resident)]
    const back = await resident.call(contract.withdrawCase, {
      params: paramsOf(early),
      body: { reason: '' },
    })
    expect(back.case).toMatchObject({ status: 'withdrawn', nextDeadline: null })
    await accept(officer, late)
    const refused = await resident.ask(contract.withdrawCase, {
      params: paramsOf(late),
      body: { reason: '' },
    })
    expect(refused).toMatchObject({ code: 'case_moved_on', detail: { status: 'accepted' } })
  })

  it('nobody leaves while his cases are open', async () => {
    const guest = await app.newcomer('open-leaving')
    const filed = await file(guest)
    const leave = () => guest.ask(deleteMe)
    expect(await leave()).toMatchObject({ status: 409, code: 'has_open_cases' })
    await guest.call(contract.withdrawCase, { params: paramsOf(filed), body: { reason: '' } })
    expect((await leave()).status).toBe(200)
  })

  it('a person’s copy of his data holds his reports and what he was told, without words among staff', async () => {
    const guest = await app.newcomer('open-export')
    const filed = await file(guest)
    await accept(officer, filed)
    const body = {
      publicReply: '',
      internalNote: '内部的话',
      photoIds: [],
      photoStage: 'before' as const,
    }
    await officer.call(contract.reportProgress, { params: paramsOf(filed), body })
    const copy = JSON.stringify(await guest.call(exportMe))
    expect(copy).toContain(filed.number)
    expect(copy).toContain('accepted')
    expect(copy).not.toContain('内部的话')
  })
})
