import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import * as contract from '#shared/cases/cases.contract.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { accept, contact, file, handle, kindsOf, paramsOf, read, unitAt } from './case-story.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ startsAt: '2026-11-17T02:00:00.000Z' })
})
afterAll(() => app.stop())

const sweep = () => app.app.services.cases.sweepMissedClocks()
const missedIn = (found: CaseView) => kindsOf(found).filter((kind) => kind === 'deadline_missed')
const overdueFor = async (of: Client, { caseId }: CaseView) =>
  (await of.call(listNotices)).notices.filter(
    (notice) => notice.kind === 'case_overdue' && notice.caseId === caseId,
  )

describe('deadlines', () => {
  it('that are missed are written down once and brought before the supervisor', async () => {
    const filed = await file(await app.as('chen-yue'), {
      typeCode: 'street-surface',
      text: '有人占道摆摊',
    })
    app.clock.forward(6)
    await sweep()
    await sweep()
    const head = await app.as('hexing-urban-management-0')
    const seen = await read(head, filed)
    expect(missedIn(seen)).toHaveLength(1)
    expect(await overdueFor(head, filed)).toHaveLength(1)
    expect(seen.nextDeadline).toMatchObject({
      clock: 'first_contact',
      missedAt: expect.any(String),
    })
    const overdue = await head.call(contract.listDeskCases, {
      params: { subdistrictId: filed.subdistrictId },
      query: { queue: 'overdue' },
    })
    expect(overdue.cases.map(({ caseId }) => caseId)).toContain(filed.caseId)
  })

  it('of an officer without a head go to the head of the grid, of a waiting case to the duty desk', async () => {
    const resident = await app.as('chen-yue')
    const atOfficer = await file(resident)
    const waiting = await file(resident, { place: { spokenPlace: '不知道哪里' } })
    app.clock.forward(60 * 24 * 2)
    await sweep()
    const [desk, again] = await Promise.all([app.as('hexing-duty-1'), app.as('chen-yue')])
    expect((await overdueFor(desk, waiting)).length).toBeGreaterThan(0)
    expect(await overdueFor(desk, atOfficer)).toEqual([])
    expect(missedIn(await read(again, atOfficer)).length).toBeGreaterThan(0)
    const heads = await Promise.all([1, 2, 3, 4].map((at) => app.as(`hexing-grid-head-${at}`)))
    const told = await Promise.all(heads.map((head) => overdueFor(head, atOfficer)))
    expect(told.filter((notices) => notices.length > 0)).toHaveLength(1)
  })

  it('that passed while the server was down are found when it starts', async () => {
    const filed = await file(await app.as('chen-yue'), {
      typeCode: 'street-surface',
      text: '有人占道摆摊',
    })
    const later = new Date(app.clock.now().getTime() + 3_600_000).toISOString()
    const second = await startTestApp({ databaseUrl: app.databaseUrl, startsAt: later })
    try {
      const head = await second.as('hexing-urban-management-0')
      const deadline = Date.now() + 15_000
      let seen = await read(head, filed)
      while (missedIn(seen).length < 2 && Date.now() < deadline) {
        await new Promise((wake) => setTimeout(wake, 200))
        seen = await read(head, filed)
      }
      expect(missedIn(seen)).toHaveLength(2)
    } finally {
      await second.stop()
    }
  })

  it('are marked once, however many nodes look at the same time', async () => {
    const resident = await app.as('chen-yue')
    const filed = await Promise.all(
      Array.from({ length: 12 }, () =>
        file(resident, { typeCode: 'street-surface', text: '占道摆摊' }),
      ),
    )
    app.clock.forward(6)
    await Promise.all([sweep(), sweep(), sweep(), sweep()])
    const head = await app.as('hexing-urban-management-0')
    for (const each of filed) expect(missedIn(await read(head, each))).toHaveLength(1)
  })

  it('are met late all the same, and the case leaves the overdue queue when nothing is missed any more', async () => {
    const filed = await file(await app.as('chen-yue'), {
      typeCode: 'street-surface',
      text: '占道摆摊',
    })
    app.clock.forward(6)
    await sweep()
    const worker = await app.as('hexing-urban-management-1')
    await accept(worker, filed)
    const met = await contact(worker, filed)
    const first = met.deadlines.find(({ clock }) => clock === 'first_contact')
    expect(first?.metAt).not.toBeNull()
    expect(first?.missedAt).not.toBeNull()
    const overdue = await worker.call(contract.listDeskCases, {
      params: { subdistrictId: filed.subdistrictId },
      query: { queue: 'overdue' },
    })
    expect(overdue.cases.map(({ caseId }) => caseId)).not.toContain(filed.caseId)
  })

  it('all stop when the case is closed', async () => {
    const filed = await file(await app.as('chen-yue'))
    const closed = await handle(await app.as('hexing-officer-hexinger'), filed)
    expect(closed.nextDeadline).toBeNull()
    app.clock.forward(60 * 24 * 30)
    await sweep()
    expect(missedIn(await read(await app.as('chen-yue'), filed))).toEqual([])
  })

  it('are chosen anew for another type, counted from when the report came in', async () => {
    const filed = await file(await app.as('chen-yue'))
    app.clock.forward(10)
    const desk = await app.as('hexing-duty-1')
    const sent = await desk.call(contract.dispatchCase, {
      params: paramsOf(filed),
      body: { unitId: unitAt('urban-management'), typeCode: 'street-surface', note: '' },
    })
    const minutes = sent.case.deadlines.map(
      ({ dueAt }) => (Date.parse(dueAt) - Date.parse(filed.receivedAt)) / 60_000,
    )
    expect(minutes).toEqual([5, 30])
  })

  it('say that they are provisional when they reach into a year without a calendar', async () => {
    app.clock.set('2026-12-31T08:00:00.000Z')
    const filed = await file(await app.as('chen-yue'))
    expect(filed.deadlines.every(({ provisional }) => provisional)).toBe(true)
  })
})
