import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '#bff/accounts/actor.ts'
import type { LiveChange } from '#bff/platform/live-bus.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { accept, file } from './case-story.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

it('every step is announced to the followers of the case and of the desk, with its version', async () => {
  const heard: LiveChange[] = []
  app.platform.liveBus.subscribe(
    (change) => heard.push(change),
    () => undefined,
  )
  const filed = await file(await app.as('chen-yue'))
  const taken = await accept(await app.as('hexing-officer-hexinger'), filed)
  const topics = [`case/hexing/${filed.caseId}`, 'desk/hexing']
  const versions = (topic: string) =>
    heard.filter((change) => change.topic === topic).map(({ data }) => data.version)
  for (let tries = 0; tries < 50 && versions('desk/hexing').length < 2; tries++)
    await new Promise((wake) => setTimeout(wake, 50))
  for (const topic of topics) expect(versions(topic)).toEqual([filed.version, taken.version])
  expect(taken.version).toBeGreaterThan(filed.version)
})

it('only those who may see a case may follow it', async () => {
  const filed = await file(await app.as('chen-yue'))
  const { cases, accounts } = app.app.services
  const mayFollow = async (key: string, topic: string) => {
    const { accessToken = '' } = await app.as(key)
    const [, payload = ''] = accessToken.split('.')
    const { sub, sid } = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const actor: Actor = await accounts.findActor({ accountId: sub, sessionId: sid })
    return cases.mayFollow(actor, topic)
  }
  const topic = `case/hexing/${filed.caseId}`
  expect(await mayFollow('chen-yue', topic)).toBe(true)
  expect(await mayFollow('hexing-duty-1', topic)).toBe(true)
  expect(await mayFollow('xia-genfa', topic)).toBe(false)
  expect(await mayFollow('liuwan-duty-1', topic)).toBe(false)
  expect(await mayFollow('liuwan-duty-1', 'desk/hexing')).toBe(false)
  expect(await mayFollow('chen-yue', 'desk/hexing')).toBe(false)
  expect(await mayFollow('hexing-duty-1', 'desk/hexing')).toBe(true)
  for (const strange of ['case/hexing/not-an-id', 'case/moon/x', 'desk/hexing/more', 'other'])
    expect(await mayFollow('hexing-duty-1', strange)).toBe(false)
})
