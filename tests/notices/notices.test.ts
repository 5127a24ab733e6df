import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMe } from '#shared/accounts/accounts.contract.ts'
import { caseId, noticeId, subdistrictId } from '#shared/ids.ts'
import type { NoticeKind } from '#shared/notices/notices.contract.ts'
import {
  listNotices,
  markNoticesRead,
  noticeKinds,
  saveSubscriptions,
} from '#shared/notices/notices.contract.ts'
import { noticeWords } from '#shared/notices/notices.words.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'

const template = 'case-step-template'
const sendPath = '/cgi-bin/message/subscribe/send'
const someCase = caseId('01890000-0000-7000-8000-000000000001')
let app: TestApp
let people = 0

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

interface Person {
  readonly client: Client
  readonly openId: string
}

const someone = async (): Promise<Person> => {
  people += 1
  const openId = `oPerson${String(people).padStart(21, '0')}`
  return { client: await app.newcomer(openId), openId }
}

/** The person taps 允许 once, and the app says so. */
const agree = async ({ client, openId }: Person, times = 1): Promise<void> => {
  for (let tap = 0; tap < times; tap += 1) {
    app.wechat.grant(openId, template)
    await client.call(saveSubscriptions, {
      body: { answers: [{ templateId: template, answer: 'accept' }] },
    })
  }
}

const tell = async (
  { client }: Person,
  said: { title?: string; body?: string; kind?: NoticeKind; urgency?: 'normal' | 'urgent' } = {},
): Promise<void> => {
  const { personId } = await client.call(readMe)
  const {
    title = '楼道灯不亮',
    body = '师傅明天上午来修',
    kind = 'case_step',
    urgency = 'urgent',
  } = said
  await app.platform.database.inTransaction((tx) =>
    app.app.services.notices.tell(tx, {
      personIds: [personId, personId],
      kind,
      subdistrictId: subdistrictId('hexing'),
      matter: { caseId: someCase },
      title,
      body,
      urgency,
    }),
  )
}

const noticesOf = ({ client }: Person) => client.call(listNotices, { query: {} })

/** How the subscribe message ended for each of the person's notices, oldest first. */
const attemptsOf = async ({ client }: Person): Promise<string[]> => {
  const { personId } = await client.call(readMe)
  const { rows } = await app.platform.database.pool.query<{ said: string }>(
    `select concat_ws(': ', a.state, a.why) as said
     from notice_attempts a join notices n using (notice_id) where n.person_id = $1
      and a.rung = 'subscribe_message' order by a.at`,
    [personId],
  )
  return rows.map((row) => row.said)
}

/** Jobs that wait for one of the person's notices. */
const jobsFor = async ({ client }: Person): Promise<number> => {
  const { personId } = await client.call(readMe)
  const { rows } = await app.platform.database.pool.query<{ jobs: number }>(
    `select count(*)::int as jobs from jobs.job j
       join notices n on n.notice_id::text = j.data ->> 'noticeId'
      where j.name = 'notice.climb' and j.state = 'created' and n.person_id = $1`,
    [personId],
  )
  return rows[0]?.jobs ?? 0
}

const sentTo = ({ openId }: Person) => app.wechat.sent.filter((one) => one.openId === openId)

/** Waits until `look` answers `wanted`; jobs are looked for twice a second. */
const eventually = async <T>(look: () => Promise<T> | T, wanted: T): Promise<void> => {
  const until = Date.now() + 20_000
  let last = await look()
  while (JSON.stringify(last) !== JSON.stringify(wanted) && Date.now() < until) {
    await sleep(100)
    last = await look()
  }
  expect(last).toEqual(wanted)
}

/** Longer than a job needs that is due now. */
const aWhile = () => sleep(2500)

test('what one is told stands in the app, once, and to nobody else', async () => {
  const person = await someone()
  await tell(person)
  const { notices, unread } = await noticesOf(person)
  expect(notices).toHaveLength(1)
  expect(unread).toBe(1)
  expect(notices[0]).toMatchObject({
    kind: 'case_step',
    title: '楼道灯不亮',
    caseId: someCase,
    readAt: null,
  })
  expect((await noticesOf(await someone())).notices).toEqual([])
  expect((await app.nobody.ask(listNotices, { query: {} })).status).toBe(401)
})

test('who agreed to it gets one subscribe message that leads to the case', async () => {
  const person = await someone()
  await agree(person)
  await tell(person, { title: '合欢路口的路灯已经三个星期不亮了没有人来修', body: '师傅\n明天来' })
  await eventually(() => attemptsOf(person), ['sent'])
  expect(sentTo(person)).toEqual([
    {
      openId: person.openId,
      templateId: template,
      page: `features/cases/pages/case/index?subdistrict=hexing&case=${someCase}`,
      data: {
        thing1: '合欢路口的路灯已经三个星期不亮了没有人…',
        phrase2: '有新进展',
        time3: '2026年11月17日 10:00',
        thing4: '师傅 明天来',
      },
      state: 'formal',
    },
  ])
  await tell(person)
  expect(await jobsFor(person)).toBe(0)
  expect(sentTo(person)).toHaveLength(1)
})

test('every kind of notice fits what WeChat takes', async () => {
  const person = await someone()
  await agree(person, noticeKinds.length)
  for (const kind of noticeKinds)
    await tell(person, { kind, title: noticeWords[kind].title, body: `🏮${'灯'.repeat(17)}🏮灯🏮` })
  await eventually(
    () => attemptsOf(person),
    noticeKinds.map(() => 'sent'),
  )
})

test('who never agreed gets no message, and no job is written for it', async () => {
  const person = await someone()
  await tell(person)
  const webOnly = { client: await app.as('chen-yue'), openId: '' }
  await agree({ ...webOnly, openId: 'oNobody' })
  await tell(webOnly)
  for (const one of [person, webOnly]) {
    expect((await noticesOf(one)).unread).toBeGreaterThan(0)
    expect(await jobsFor(one)).toBe(0)
  }
})

test('an agreement that was used up meanwhile is not counted on', async () => {
  const person = await someone()
  await agree(person)
  await tell(person, { urgency: 'normal' })
  await tell(person, { urgency: 'normal' })
  app.clock.forward(1)
  await dueNow()
  await eventually(
    () => attemptsOf(person).then((all) => all.sort()),
    ['not_needed: nothing agreed to', 'sent'],
  )
})

test('when the person took the permission back, WeChat’s refusal is kept and no more is tried', async () => {
  const person = await someone()
  await agree(person, 3)
  app.wechat.revoke(person.openId, template)
  await tell(person)
  await eventually(() => attemptsOf(person), ['refused'])
  const calls = app.wechat.callsTo(sendPath)
  await tell(person)
  expect(await jobsFor(person)).toBe(0)
  expect(app.wechat.callsTo(sendPath)).toBe(calls)
})

test('a notice that was read climbs no further', async () => {
  const person = await someone()
  await agree(person)
  await tell(person, { urgency: 'normal' })
  const { notices } = await noticesOf(person)
  const mine = notices.map((notice) => notice.noticeId)
  await person.client.call(markNoticesRead, { body: { noticeIds: mine } })
  expect((await noticesOf(person)).unread).toBe(0)
  await dueNow()
  await eventually(() => attemptsOf(person), ['not_needed: read'])
  expect(sentTo(person)).toEqual([])
})

test('an unread notice that is not urgent waits a minute before it buzzes', async () => {
  const person = await someone()
  await agree(person)
  await tell(person, { urgency: 'normal' })
  await dueNow()
  await aWhile()
  expect(sentTo(person)).toEqual([])
  app.clock.forward(1)
  await dueNow()
  await eventually(() => attemptsOf(person), ['sent'])
})

/** Jobs wait by the database's clock, which tests cannot move: the waiting ones become due. */
const dueNow = async (): Promise<void> => {
  const { rowCount } = await app.platform.database.pool.query(
    `update jobs.job set start_after = now() where name = 'notice.climb' and state = 'created'
     and start_after between now() + interval '1 second' and now() + interval '61 seconds'`,
  )
  expect(rowCount).toBeGreaterThan(0)
}

test('nobody marks the notices of another', async () => {
  const person = await someone()
  await tell(person)
  const { notices } = await noticesOf(person)
  const theirs = notices.map((notice) => notice.noticeId)
  const other = await someone()
  const ghost = noticeId('01890000-0000-7000-8000-00000000dead')
  await other.client.call(markNoticesRead, { body: { noticeIds: [...theirs, ghost] } })
  expect((await noticesOf(person)).unread).toBe(1)
})

test('after a fault of WeChat the message is sent, and sent once', async () => {
  const failed = await someone()
  await agree(failed)
  app.wechat.fault(sendPath, 'status_500')
  await tell(failed)
  await eventually(() => attemptsOf(failed), ['sent'])
  expect(sentTo(failed)).toHaveLength(1)

  const answerLost = await someone()
  await agree(answerLost)
  app.wechat.fault(sendPath, 'drop_after_work')
  await tell(answerLost)
  await eventually(() => attemptsOf(answerLost), ['sent: the answer was lost'])
  expect(sentTo(answerLost)).toHaveLength(1)
})

test('an old notice is given up instead of being sent when it says nothing new', async () => {
  const own = await startTestApp()
  const before = app
  try {
    app = own
    const person = await someone()
    await agree(person)
    own.wechat.fault(sendPath, 'status_500', 2)
    await tell(person)
    await eventually(() => attemptsOf(person), ['sending'])
    own.clock.forward(61)
    const again = { ...person, client: await own.newcomer(person.openId) }
    await eventually(() => attemptsOf(again), ['failed: unavailable, given up'])
  } finally {
    app = before
    await own.stop()
  }
})

test('a list of many notices is read page by page, each once, newest first', async () => {
  const person = await someone()
  for (let told = 0; told < 45; told += 1) {
    if (told % 3 === 0) app.clock.forward(0.001)
    await tell(person, { title: `第${told}件`, urgency: 'normal' })
  }
  const seen: string[] = []
  const times: string[] = []
  let cursor: string | null | undefined
  do {
    const query = cursor ? { cursor } : {}
    const page = await person.client.call(listNotices, { query })
    seen.push(...page.notices.map((notice) => notice.title))
    times.push(...page.notices.map((notice) => notice.at))
    cursor = page.nextCursor
  } while (cursor)
  expect(seen).toHaveLength(45)
  expect(new Set(seen).size).toBe(45)
  expect(times).toEqual([...times].sort().reverse())
})

test('a position in the list that is none of ours is refused', async () => {
  const person = await someone()
  for (const cursor of ['x', '99999999999999_x', '1_01890000-0000-7000-8000-00000000000g'])
    expect((await person.client.ask(listNotices, { query: { cursor } })).status).toBe(400)
})

test('an agreement to a template that is not ours counts for nothing', async () => {
  const person = await someone()
  await person.client.call(saveSubscriptions, {
    body: {
      answers: [
        { templateId: 'another', answer: 'accept' },
        { templateId: template, answer: 'reject' },
      ],
    },
  })
  await tell(person)
  expect(await jobsFor(person)).toBe(0)
})

test('what one was told is part of one’s own data', async () => {
  const person = await someone()
  await tell(person, { title: '只对我说的' })
  const mine = await (await person.client.raw('/api/me/export')).text()
  expect(mine).toContain('只对我说的')
  expect(await (await (await someone()).client.raw('/api/me/export')).text()).not.toContain(
    '只对我',
  )
})

test('what was never committed is told to nobody', async () => {
  const person = await someone()
  const { personId } = await person.client.call(readMe)
  const halfway = app.platform.database.inTransaction(async (tx) => {
    await app.app.services.notices.tell(tx, {
      personIds: [personId],
      kind: 'case_step',
      subdistrictId: subdistrictId('hexing'),
      matter: { caseId: someCase },
      title: '从未发生',
      body: '从未发生',
      urgency: 'urgent',
    })
    throw new Error('halfway')
  })
  await expect(halfway).rejects.toThrow('halfway')
  await aWhile()
  expect((await noticesOf(person)).notices).toEqual([])
  expect(await attemptsOf(person)).toEqual([])
  expect(await jobsFor(person)).toBe(0)
})
