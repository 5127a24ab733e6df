import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '#shared/cases/cases.contract.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import {
  accept,
  close,
  contact,
  file,
  handle,
  kindsOf,
  paramsOf,
  photoFrom,
  read,
  unitAt,
} from './case-story.ts'

let app: TestApp
let resident: Client
let officer: Client
let desk: Client
let head: Client
let worker: Client

beforeAll(async () => {
  app = await startTestApp()
  resident = await app.as('chen-yue')
  officer = await app.as('hexing-officer-hexinger')
  desk = await app.as('hexing-duty-1')
  head = await app.as('hexing-greening-0')
  worker = await app.as('hexing-greening-1')
})
afterAll(() => app.stop())

describe('handling a case', () => {
  it('leads from the report over contact and arrival to closing, and the resident sees each step', async () => {
    const filed = await file(resident)
    expect(filed).toMatchObject({
      status: 'assigned',
      typeName: '垃圾脏乱',
      handlerName: expect.any(String),
    })
    await accept(officer, filed)
    await contact(officer, filed)
    const photoId = await photoFrom(officer)
    await officer.call(contract.arriveAtCase, {
      params: paramsOf(filed),
      body: { photoIds: [photoId] },
    })
    app.clock.forward(1)
    const closed = await close(officer, filed)
    expect(closed.status).toBe('closed')
    expect(closed.nextDeadline).toBeNull()
    const seen = await read(resident, filed)
    expect(kindsOf(seen)).toEqual([
      'filed',
      'dispatched',
      'accepted',
      'contact_attempted',
      'arrived',
      'closed',
    ])
    expect(seen.photos.map(({ stage }) => stage)).toEqual(['before', 'after'])
    expect(seen.timeline.find(({ kind }) => kind === 'accepted')?.actor).toMatch(
      /合兴二.*社区专管员/,
    )
    expect(seen.staff).toBeNull()
  })

  it('refuses to close before the reporter was contacted', async () => {
    const filed = await file(resident, { typeCode: 'advice' })
    await accept(officer, filed)
    const body = { outcome: 'solved' as const, publicReply: '好了', photoIds: [] }
    const refused = await officer.ask(contract.closeCase, { params: paramsOf(filed), body })
    expect(refused).toMatchObject({ status: 409, code: 'contact_needed_first' })
    await contact(officer, filed)
    await officer.call(contract.closeCase, { params: paramsOf(filed), body })
  })

  it('refuses to close without a photo of the result where the type asks for one', async () => {
    const filed = await file(resident)
    await accept(officer, filed)
    await contact(officer, filed)
    const body = { outcome: 'solved' as const, publicReply: '好了', photoIds: [] }
    const params = paramsOf(filed)
    expect(await officer.ask(contract.closeCase, { params, body })).toMatchObject({
      code: 'photo_needed',
    })
    const shown = { publicReply: '', internalNote: '', photoIds: [await photoFrom(officer)] }
    await officer.call(contract.reportProgress, { params, body: { ...shown, photoStage: 'after' } })
    await officer.call(contract.closeCase, { params, body })
  })

  it('takes two attempts without an answer as the duty done, and one not', async () => {
    const filed = await file(resident)
    await accept(officer, filed)
    const once = await contact(officer, filed, 'no_answer')
    expect(once.staff?.firstContactLogged).toBe(false)
    const twice = await contact(officer, filed, 'no_answer')
    expect(twice.staff?.firstContactLogged).toBe(true)
    expect(twice.deadlines.find(({ clock }) => clock === 'first_contact')?.metAt).not.toBeNull()
  })

  it('keeps words among staff from the reporter', async () => {
    const filed = await file(resident)
    await accept(officer, filed)
    await contact(officer, filed, 'reached', '家里老人耳背')
    const photoId = await photoFrom(officer)
    const body = {
      publicReply: '',
      internalNote: '此户有纠纷',
      photoIds: [photoId],
      photoStage: 'before' as const,
    }
    const inside = (await officer.call(contract.reportProgress, { params: paramsOf(filed), body }))
      .case
    expect(JSON.stringify(inside)).toContain('此户有纠纷')
    expect(inside.photos).toHaveLength(1)
    const seen = await read(resident, filed)
    expect(JSON.stringify(seen)).not.toMatch(/此户有纠纷|耳背/)
    expect(seen.photos).toEqual([])
    const picture = (by: Client) => by.raw(`/api/photos/${photoId}/thumbnail`)
    expect((await picture(officer)).status).toBe(200)
    expect((await picture(resident)).status).toBe(404)
  })

  it('asks for something to be said or shown', async () => {
    const filed = await file(resident)
    await accept(officer, filed)
    const body = { publicReply: ' ', internalNote: '', photoIds: [], photoStage: 'before' as const }
    const refused = await officer.ask(contract.reportProgress, { params: paramsOf(filed), body })
    expect(refused.code).toBe('reason_needed')
  })

  it('goes back to the duty desk with a reason that stays among staff, its clocks running on', async () => {
    const filed = await file(resident)
    const back = await officer.call(contract.giveBackCase, {
      params: paramsOf(filed),
      body: { reason: '不属于本居委' },
    })
    expect(back.case).toMatchObject({
      status: 'review',
      reviewReasons: ['given_back'],
      unitName: null,
    })
    expect(back.case.nextDeadline).toEqual(filed.nextDeadline)
    expect(JSON.stringify(await read(resident, filed))).not.toContain('不属于本居委')
    const waiting = await desk.call(contract.listDeskCases, {
      params: { subdistrictId: filed.subdistrictId },
      query: { queue: 'review' },
    })
    expect(waiting.cases.map(({ caseId }) => caseId)).toContain(filed.caseId)
  })

  it('is sent on by the duty desk with another type, whose deadlines then hold', async () => {
    const filed = await file(resident)
    const sent = await desk.call(contract.dispatchCase, {
      params: paramsOf(filed),
      body: { unitId: unitAt('greening'), typeCode: 'greening', note: '树的事' },
    })
    expect(sent.case).toMatchObject({
      status: 'assigned',
      typeCode: 'greening',
      handlerName: null,
      reviewReasons: [],
    })
    const due = (found: typeof filed) =>
      found.deadlines.find(({ clock }) => clock === 'resolve')?.dueAt ?? ''
    expect(due(sent.case) > due(filed)).toBe(true)
    expect(
      (await officer.ask(contract.acceptCase, { params: paramsOf(filed), body: {} })).code,
    ).toBe('not_allowed')
    expect((await accept(worker, filed)).handlerName).toBe('唐荷')
    expect(JSON.stringify(await read(resident, filed))).not.toContain('树的事')
  })

  it('is refused to a unit, a person or a type that is not there', async () => {
    const filed = await file(resident)
    const send = (body: Record<string, unknown>) =>
      desk.ask(contract.dispatchCase, {
        params: paramsOf(filed),
        body: { unitId: unitAt('greening'), typeCode: 'greening', note: '', ...body },
      })
    const nobody = '0197f0a0-0000-7000-8000-000000000000'
    expect(await send({ unitId: nobody })).toMatchObject({ code: 'unit_unknown' })
    expect(await send({ handlerPostId: nobody })).toMatchObject({ code: 'handler_unknown' })
    expect(await send({ typeCode: 'moon' })).toMatchObject({ code: 'case_type_unknown' })
  })

  it('shows the reporter’s phone only after the look is written into history and audit', async () => {
    const filed = await file(resident)
    await accept(officer, filed)
    const masked = (await read(officer, filed)).staff?.reporterPhoneMasked
    expect(masked).toMatch(/\*/)
    const { phone } = await officer.call(contract.revealReporterPhone, {
      params: paramsOf(filed),
      body: { reason: '联系反映人' },
    })
    expect(phone).toBe('19900000902')
    expect(kindsOf(await read(officer, filed))).toContain('phone_revealed')
    expect(kindsOf(await read(resident, filed))).not.toContain('phone_revealed')
    const audit = await app.platform.database.pool.query(
      `select 1 from audit_entries where action = 'case.phone_revealed' and object_id = $1`,
      [filed.caseId],
    )
    expect(audit.rowCount).toBe(1)
  })

  it('may be worked on by the one who took it or his head, not by colleagues', async () => {
    const filed = await file(resident, { typeCode: 'greening', text: '树枝挡住了窗户' })
    await accept(worker, filed)
    const body = { channel: 'visit' as const, result: 'reached' as const, note: '' }
    const colleague = await app.as('hexing-greening-2')
    const params = paramsOf(filed)
    expect((await colleague.ask(contract.logContact, { params, body })).code).toBe('not_allowed')
    await head.call(contract.logContact, { params, body })
  })

  it('cannot be closed twice', async () => {
    const filed = await file(resident)
    await handle(officer, filed)
    const body = { outcome: 'solved' as const, publicReply: '再关一次', photoIds: [] }
    const again = await officer.ask(contract.closeCase, { params: paramsOf(filed), body })
    expect(again).toMatchObject({
      status: 409,
      code: 'case_moved_on',
      detail: { status: 'closed' },
    })
  })
})
