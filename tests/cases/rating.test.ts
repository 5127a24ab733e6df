import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '#shared/cases/cases.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { file, handle, kindsOf, paramsOf, read } from './case-story.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

const closedCase = async () => {
  const filed = await file(await app.as('chen-yue'))
  return handle(await app.as('hexing-officer-hexinger'), filed)
}

type Rating = BodyOf<typeof contract.rateCase>
const rate = (by: Client, found: Parameters<typeof paramsOf>[0], rating: Partial<Rating>) =>
  by.ask(contract.rateCase, {
    params: paramsOf(found),
    body: { contacted: null, solved: null, grade: null, words: '', ...rating },
  })

describe('a rating', () => {
  it('keeps contacted, solved and satisfied apart, and leaves unanswered what was not answered', async () => {
    const closed = await closedCase()
    const resident = await app.as('chen-yue')
    expect((await read(resident, closed)).may).toContain('rate')
    const rated = await rate(resident, closed, { contacted: 'no' })
    expect(rated.body.case.ratings).toMatchObject([{ contacted: 'no', solved: null, grade: null }])
    expect(rated.body.case.status).toBe('closed')
    expect(rated.body.case.may).not.toContain('rate')
  })

  it('is never there by default', async () => {
    const closed = await closedCase()
    app.clock.forward(60 * 24 * 40)
    expect((await read(await app.as('chen-yue'), closed)).ratings).toEqual([])
  })

  it('needs an answer, and a reason when it is bad', async () => {
    const closed = await closedCase()
    const resident = await app.as('chen-yue')
    expect((await rate(resident, closed, {})).code).toBe('invalid_request')
    expect((await rate(resident, closed, { grade: 2 })).code).toBe('reason_needed')
    expect((await rate(resident, closed, { solved: 'no' })).code).toBe('reason_needed')
    expect((await rate(resident, closed, { grade: 3 })).status).toBe(200)
    expect((await rate(resident, closed, { grade: 5 })).code).toBe('already_rated')
  })

  it('is not open before the case is closed, and only to the reporter', async () => {
    const filed = await file(await app.as('chen-yue'))
    expect((await rate(await app.as('chen-yue'), filed, { grade: 5 })).code).toBe('rating_not_open')
    const closed = await closedCase()
    const officer = await app.as('hexing-officer-hexinger')
    expect((await rate(officer, closed, { grade: 5 })).code).toBe('not_allowed')
    expect((await rate(await app.as('xia-genfa'), closed, { grade: 5 })).code).toBe('not_found')
  })

  it('“not solved” reopens to the same handler with new clocks, and tells him and his supervisor', async () => {
    const closed = await closedCase()
    app.clock.forward(60)
    const rated = await rate(await app.as('chen-yue'), closed, { solved: 'no', words: '还是臭' })
    const reopened = rated.body.case
    expect(reopened).toMatchObject({
      status: 'accepted',
      round: 2,
      handlerName: closed.handlerName,
    })
    expect(reopened.deadlines.map(({ metAt }) => metAt)).toEqual([null, null])
    expect(kindsOf(reopened).slice(-2)).toEqual(['rated', 'reopened'])
    const officer = await app.as('hexing-officer-hexinger')
    const told = (await officer.call(listNotices)).notices
    expect(told[0]).toMatchObject({ kind: 'case_reopened', caseId: closed.caseId })
    const heads = await Promise.all([1, 2, 3, 4].map((at) => app.as(`hexing-grid-head-${at}`)))
    const heard = await Promise.all(
      heads.map(async (head) => (await head.call(listNotices)).notices),
    )
    expect(heard.flat().filter(({ caseId }) => caseId === closed.caseId)).toHaveLength(1)
  })

  it('opens again in the next round, which needs its own contact and photo', async () => {
    const closed = await closedCase()
    app.clock.forward(1)
    await rate(await app.as('chen-yue'), closed, { solved: 'no', words: '还是臭' })
    const officer = await app.as('hexing-officer-hexinger')
    const body = { outcome: 'solved' as const, publicReply: '再次清运', photoIds: [] }
    const params = paramsOf(closed)
    expect((await officer.ask(contract.closeCase, { params, body })).code).toBe(
      'contact_needed_first',
    )
    await officer.call(contract.logContact, {
      params,
      body: { channel: 'visit', result: 'reached', note: '' },
    })
    app.clock.forward(1)
    expect((await officer.ask(contract.closeCase, { params, body })).code).toBe('photo_needed')
  })

  it('comes too late to reopen after fifteen days, but may still be given', async () => {
    const closed = await closedCase()
    app.clock.forward(60 * 24 * 15 + 1)
    const resident = await app.as('chen-yue')
    const late = await rate(resident, closed, { solved: 'no', words: '又坏了' })
    expect(late).toMatchObject({ status: 409, code: 'reopen_too_late' })
    expect((await rate(resident, closed, { grade: 1, words: '慢' })).status).toBe(200)
  })
})
