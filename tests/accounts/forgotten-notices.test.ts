import { afterAll, beforeAll, expect, test } from 'vitest'
import { deleteMe, readMe } from '#shared/accounts/accounts.contract.ts'
import { fileCase, withdrawCase } from '#shared/cases/cases.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { listNotices, saveSubscriptions } from '#shared/notices/notices.contract.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

const leftOf = async (personId: string) => {
  const { rows } = await app.platform.database.pool.query(
    `select (select count(*)::int from notices where person_id = $1) as notices,
            (select count(*)::int from notice_attempts join notices using (notice_id)
              where person_id = $1) as attempts,
            (select count(*)::int from subscription_grants where person_id = $1) as grants`,
    [personId],
  )
  return rows[0]
}

test('with the account goes everything its owner was told and had agreed to be sent', async () => {
  const me = await app.newcomer('open-leaver')
  const { personId } = await me.call(readMe)
  const other = await app.as('chen-yue')
  const answers = [{ templateId: 'case-step-template', answer: 'accept' as const }]
  await me.call(saveSubscriptions, { body: { answers } })
  const body = { subdistrictId: subdistrictId('hexing'), photoIds: [], source: 'resident' as const }
  const { case: filed } = await me.call(fileCase, { body: { ...body, text: '路灯不亮' } })
  await other.call(fileCase, { body: { ...body, text: '路灯也不亮' } })
  await app.platform.database.inTransaction((tx) =>
    app.app.services.notices.tell(tx, {
      personIds: [personId],
      kind: 'case_step',
      subdistrictId: body.subdistrictId,
      matter: { caseId: filed.caseId },
      title: '路灯不亮',
      body: '有人去看了',
      urgency: 'normal',
    }),
  )
  await app.platform.database.pool.query(
    `insert into notice_attempts (notice_id, rung, state, why, at)
     select notice_id, 'subscribe_message', 'failed', 'a reason', now() from notices
      where person_id = $1 on conflict do nothing`,
    [personId],
  )
  const before = await leftOf(personId)
  expect(before.notices).toBeGreaterThan(0)
  expect(before.attempts).toBeGreaterThan(0)
  expect(before.grants).toBe(1)
  const told = (await other.call(listNotices, { query: {} })).notices.length
  const params = { subdistrictId: filed.subdistrictId, caseId: filed.caseId }
  await me.call(withdrawCase, { params, body: { reason: '' } })
  await me.call(deleteMe)
  expect(await leftOf(personId)).toEqual({ notices: 0, attempts: 0, grants: 0 })
  expect((await other.call(listNotices, { query: {} })).notices).toHaveLength(told)
})
