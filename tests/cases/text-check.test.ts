import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseView } from '#shared/cases/cases.contract.ts'
import * as contract from '#shared/cases/cases.contract.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { file, hexing, kindsOf, paramsOf, read, unitAt } from './case-story.ts'

let app: TestApp
let desk: Client
let officer: Client
let guest: Client

beforeAll(async () => {
  app = await startTestApp()
  desk = await app.as('hexing-duty-1')
  officer = await app.as('hexing-officer-hexinger')
  guest = await app.newcomer('open-text')
})
afterAll(() => app.stop())

/** The check runs as a job, some moments after filing. */
const checked = async (by: Client, found: CaseView): Promise<CaseView> => {
  for (let tries = 0; tries < 100; tries++) {
    const now = await read(by, found)
    if (now.staff?.textCheck !== 'pending') return now
    await new Promise((wake) => setTimeout(wake, 100))
  }
  throw new Error('the text was never checked')
}

describe('the check of a text', () => {
  it('passes harmless words without a trace in the timeline', async () => {
    const filed = await file(guest)
    expect(filed.status).toBe('assigned')
    const seen = await checked(officer, filed)
    expect(seen.staff?.textCheck).toBe('passed')
    expect(kindsOf(seen)).not.toContain('text_checked')
  })

  it('hides risky words from all but their writer and the duty desk, until the desk sends them on', async () => {
    const filed = await file(guest, { text: '垃圾没人收，违禁词' })
    const seen = await checked(desk, filed)
    expect(seen.staff?.textCheck).toBe('risky')
    expect(seen.reviewReasons).toContain('text_risky')
    expect(seen.text).toContain('违禁词')
    const hidden = await read(officer, filed)
    expect(JSON.stringify(hidden)).not.toContain('违禁词')
    const search = async (by: Client) =>
      (
        await by.call(contract.listDeskCases, {
          params: { subdistrictId: hexing },
          query: { queue: 'all', search: '违禁词' },
        })
      ).cases.length
    expect([await search(desk), await search(officer)]).toEqual([1, 0])
    const own = await read(guest, filed)
    expect(own.text).toContain('违禁词')
    expect(kindsOf(own)).not.toContain('text_checked')
    await desk.call(contract.dispatchCase, {
      params: paramsOf(filed),
      body: { unitId: unitAt('hexinger'), typeCode: 'litter', note: '' },
    })
    expect((await read(officer, filed)).text).toContain('违禁词')
  })

  it('leaves doubtful words readable and says so among staff', async () => {
    const filed = await file(guest, { text: '垃圾没人收，可疑词' })
    const seen = await checked(officer, filed)
    expect(seen.staff?.textCheck).toBe('review')
    expect(kindsOf(seen)).toContain('text_checked')
    expect(seen.text).toContain('可疑词')
  })

  it('covers what the reporter adds later', async () => {
    const filed = await file(guest)
    await checked(officer, filed)
    await guest.call(contract.supplementCase, {
      params: paramsOf(filed),
      body: { text: '补充违禁词', photoIds: [] },
    })
    expect((await checked(desk, filed)).staff?.textCheck).toBe('risky')
    expect(JSON.stringify(await read(officer, filed))).not.toContain('违禁词')
  })

  it('stays pending, without complaint, for a reporter whom WeChat does not know', async () => {
    const filed = await file(await app.as('chen-yue'))
    await app.app.services.cases.checkText(paramsOf(filed))
    expect((await read(officer, filed)).staff?.textCheck).toBe('pending')
  })
})
