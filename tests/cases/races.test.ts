import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '#shared/cases/cases.contract.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { accept, contact, file, handle, kindsOf, paramsOf, read, unitAt } from './case-story.ts'

let app: TestApp
let resident: Client
let team: Client[]

beforeAll(async () => {
  app = await startTestApp()
  resident = await app.as('chen-yue')
  team = await Promise.all([0, 1, 2, 3].map((at) => app.as(`hexing-public-works-${at}`)))
})
afterAll(() => app.stop())

const road = () => file(resident, { typeCode: 'road', text: '路灯不亮' })

describe('when several act at once', () => {
  it('one of fifty takes the case and every other is told who and when', async () => {
    const filed = await road()
    const tries = Array.from({ length: 50 }, (_, at) =>
      team[at % team.length]?.ask(contract.acceptCase, { params: paramsOf(filed), body: {} }),
    )
    const answers = (await Promise.all(tries)).filter((answer) => answer !== undefined)
    const won = answers.filter(({ status }) => status === 200)
    const lost = answers.filter(({ status }) => status === 409)
    expect([won.length, lost.length]).toEqual([1, 49])
    const winner = won[0]?.body.case.handlerName ?? 'nobody'
    for (const { code, detail } of lost) {
      expect(code).toBe('case_already_taken')
      expect(detail.by).toContain(winner)
      expect(detail.at).toBe(app.clock.now().toISOString())
    }
    const entries = kindsOf(await read(resident, filed)).filter((kind) => kind === 'accepted')
    expect(entries).toHaveLength(1)
  })

  it('a case is closed once, whoever closes', async () => {
    const filed = await file(resident, { typeCode: 'elder-care', text: '想申请助餐' })
    const [head, worker] = await Promise.all(
      ['hexing-community-services-0', 'hexing-community-services-1'].map((key) => app.as(key)),
    )
    if (!head || !worker) throw new Error('nobody there')
    await accept(worker, filed)
    await contact(worker, filed)
    const body = { outcome: 'solved' as const, publicReply: '办好了', photoIds: [] }
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        (at % 2 ? head : worker).ask(contract.closeCase, { params: paramsOf(filed), body }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ code }) => code === 'case_moved_on')).toHaveLength(9)
  })

  it('a rating counts once', async () => {
    const filed = await file(resident)
    await handle(await app.as('hexing-officer-hexinger'), filed)
    const body = { contacted: 'yes' as const, solved: 'yes' as const, grade: 5, words: '' }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        resident.ask(contract.rateCase, { params: paramsOf(filed), body }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ code }) => code === 'already_rated')).toHaveLength(9)
  })

  it('what two duty officers decide at once is never overwritten unseen: each decision that won is in the history', async () => {
    const filed = await road()
    const [one, other] = await Promise.all([app.as('hexing-duty-1'), app.as('hexing-duty-2')])
    const send = (by: Client, unit: string, typeCode: string) =>
      by.ask(contract.dispatchCase, {
        params: paramsOf(filed),
        body: { unitId: unitAt(unit), typeCode, note: '' },
      })
    const answers = await Promise.all([
      send(one, 'greening', 'greening'),
      send(other, 'housing', 'housing'),
    ])
    // Both may also win, one after the other; never both at the same standing.
    const dispatched = kindsOf(await read(resident, filed)).filter((kind) => kind === 'dispatched')
    const won = answers.filter(({ status }) => status === 200)
    expect(dispatched).toHaveLength(1 + won.length)
    expect(won.length).toBeGreaterThan(0)
  })

  it('a step repeated with its key happens once', async () => {
    const filed = await road()
    const key = randomUUID()
    const [worker] = team
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        worker?.ask(contract.acceptCase, { params: paramsOf(filed), body: {}, key }),
      ),
    )
    expect(answers.map((answer) => answer?.status)).toEqual(Array(8).fill(200))
    expect(kindsOf(await read(resident, filed)).filter((kind) => kind === 'accepted')).toHaveLength(
      1,
    )
  })
})
