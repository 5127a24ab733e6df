import { afterAll, beforeAll, expect, it } from 'vitest'
import * as contract from '#shared/cases/cases.contract.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { hexing, kindsOf, unitAt } from './case-story.ts'

let app: TestApp
let desk: Client
beforeAll(async () => {
  app = await startTestApp()
  desk = await app.as('hexing-duty-1')
})
afterAll(() => app.stop())

const message = (externalId: string, differs: Record<string, unknown> = {}) => ({
  source: 'hotline_12345' as const,
  externalId,
  subdistrictId: hexing,
  title: `来信${externalId}`,
  text: `来信${externalId}的内容`,
  submittedAt: new Date('2019-06-08T09:00:00Z'),
  receivedAt: app.clock.now(),
  isHistory: true,
  ...differs,
})
const bring = (...items: ReturnType<typeof message>[]) =>
  app.platform.database.inTransaction((tx) => app.app.services.cases.importCases(tx, items))
const reply = { reply: '已答复', repliedAt: new Date('2019-06-20T09:00:00Z') }

const historyOf = async (search: string) => {
  const query = { queue: 'all' as const, state: 'any' as const, history: 'only' as const, search }
  const { cases } = await desk.call(contract.listDeskCases, {
    params: { subdistrictId: hexing },
    query,
  })
  const [row] = cases
  if (!row) throw new Error(`nothing found for ${search}`)
  const { subdistrictId, caseId } = row
  return (await desk.call(contract.readCase, { params: { subdistrictId, caseId } })).case
}

it('a message of the past is added once, however often and however parallel it is brought', async () => {
  expect(await bring(message('A1'), message('A2'))).toEqual(['added', 'added'])
  expect(await bring(message('A2'), message('A3'))).toEqual(['already', 'added'])
  const both = await Promise.all([bring(message('A4')), bring(message('A4'))])
  expect(both.flat().sort()).toEqual(['added', 'already'])
})

it('history keeps its own date, starts no clock and tells nobody', async () => {
  await bring(message('B1'), message('B2', reply))
  const open = await historyOf('来信B1')
  expect(open).toMatchObject({
    status: 'review',
    isHistory: true,
    deadlines: [],
    nextDeadline: null,
  })
  expect(open.submittedAt).toBe('2019-06-08T09:00:00.000Z')
  expect(open.reviewReasons).toEqual(['no_type', 'no_place'])
  const answered = await historyOf('来信B2')
  expect(answered.status).toBe('closed')
  expect(kindsOf(answered)).toEqual(['imported', 'historic_reply'])
  expect((await desk.call(listNotices)).notices).toEqual([])
  app.clock.forward(5)
  expect(await app.app.services.cases.sweepMissedClocks()).toBe(0)
})

it('the duty desk sorts an answered message without opening it again', async () => {
  await bring(message('C1', reply))
  const found = await historyOf('来信C1')
  expect(found.may).toContain('dispatch')
  const { subdistrictId, caseId } = found
  const sorted = await desk.call(contract.dispatchCase, {
    params: { subdistrictId, caseId },
    body: { unitId: unitAt('greening'), typeCode: 'greening', note: '' },
  })
  expect(sorted.case).toMatchObject({
    status: 'closed',
    typeCode: 'greening',
    reviewReasons: [],
    deadlines: [],
  })
  expect(sorted.case.may).not.toContain('dispatch')
  expect((await (await app.as('hexing-greening-1')).call(listNotices)).notices).toEqual([])
})

it('an unanswered message of the past that is sorted in starts no clock and tells nobody', async () => {
  await bring(message('E1'))
  const { subdistrictId, caseId } = await historyOf('来信E1')
  const sorted = await desk.call(contract.dispatchCase, {
    params: { subdistrictId, caseId },
    body: { unitId: unitAt('greening'), typeCode: 'greening', note: '' },
  })
  expect(sorted.case).toMatchObject({
    unitName: '合兴绿化市容所',
    reviewReasons: [],
    deadlines: [],
  })
  expect((await (await app.as('hexing-greening-1')).call(listNotices)).notices).toEqual([])
})

it('a message of today is a living case: it has deadlines, and the duty desk is told', async () => {
  await bring(message('D1', { isHistory: false, submittedAt: app.clock.now() }))
  const told = (await desk.call(listNotices)).notices
  expect(told).toMatchObject([{ kind: 'case_for_review' }])
})
