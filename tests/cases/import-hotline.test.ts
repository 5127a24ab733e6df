import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listDeskCases, readCase } from '#shared/cases/cases.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { listNotices } from '#shared/notices/notices.contract.ts'
import { intensity } from '../intensity.ts'
import type { Client } from '../support/client.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const hexing = subdistrictId('hexing')
const folder = mkdtempSync(path.join(tmpdir(), 'linli import '))
let app: TestApp
let duty: Client

beforeAll(async () => {
  app = await startTestApp()
  duty = await app.as('hexing-duty-1')
})
afterAll(async () => {
  await app.stop()
  rmSync(folder, { recursive: true, force: true })
})

interface Message {
  id: string
  title: string
  text: string
  submittedAt: string
  reply?: string
  repliedAt?: string
}

let files = 0
const fileOf = (lines: readonly (Message | string)[]): string => {
  files += 1
  const file = path.join(folder, `messages ${files}.jsonl`)
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
  writeFileSync(file, `${text.join('\n')}\n`)
  return file
}

const message = (id: string, changes: Partial<Message> = {}): Message => ({
  id,
  title: `关于第${id}件事`,
  text: `这是第${id}件事，请看看`,
  submittedAt: '2019-06-08T17:31:20+08:00',
  ...changes,
})

/** The real command, as `npm run import:hotline -- …` runs it once everything is set up. */
const start = (args: string[]) => {
  const command = path.join(root, 'bff/cases/import/import-hotline.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', command, ...args], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: app.databaseUrl,
      FILES_DIRECTORY: path.join(folder, 'files'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const ended = new Promise<{ code: number | null; out: string; errors: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, out, errors }))
  })
  return { child, ended }
}

const imported = async (args: string[]) => {
  const { code, out, errors } = await start(args).ended
  expect([code, errors.includes('✗')], errors).toEqual([0, false])
  return out
}

const query = async <T extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  (await app.platform.database.pool.query<T>(text, values)).rows

/** How many cases stand under each id that begins so. */
const countsOf = (prefix: string) =>
  query<{ id: string; times: number }>(
    `select external_id as id, count(*)::int as times from case_external_ids
     where source = 'hotline_12345' and external_id like $1 || '%' group by 1`,
    [prefix],
  )

const caseOf = async (externalId: string) => {
  const [row] = await query<{ case_id: string }>(
    `select case_id from case_external_ids where source = 'hotline_12345' and external_id = $1`,
    [externalId],
  )
  const { cases } = await duty.call(listDeskCases, {
    params: { subdistrictId: hexing },
    query: { queue: 'all', state: 'any', history: 'with', search: externalId, limit: 100 },
  })
  const found = cases.find((each) => each.caseId === row?.case_id)
  if (!found) throw new Error(`${externalId} is not on the desk`)
  const params = { subdistrictId: hexing, caseId: found.caseId }
  return (await duty.call(readCase, { params })).case
}

test('a hotline message becomes one case with its own words, time and reply', async () => {
  const file = fileOf([
    message('story-1', { reply: '已经修好', repliedAt: '2019-06-12T10:00:00+08:00' }),
    message('story-2'),
  ])
  expect(await imported([file])).toContain('read 2, added 2, already there 0, refused 0')
  const answered = await caseOf('story-1')
  expect(answered).toMatchObject({
    title: '关于第story-1件事',
    text: '这是第story-1件事，请看看',
    submittedAt: '2019-06-08T09:31:20.000Z',
    source: 'hotline_12345',
    isHistory: true,
    nextDeadline: null,
    deadlines: [],
  })
  const reply = answered.timeline.find((entry) => entry.kind === 'historic_reply')
  expect(reply?.at).toBe('2019-06-12T02:00:00.000Z')
  expect(JSON.stringify(reply?.data)).toContain('已经修好')
  expect(await imported([file])).toContain('read 2, added 0, already there 2, refused 0')
})

test('a message without type or place waits in the review queue of history', async () => {
  await imported([fileOf([message('unclear-1', { title: '嗯', text: '你们好 unclear-1' })])])
  const { cases } = await duty.call(listDeskCases, {
    params: { subdistrictId: hexing },
    query: { queue: 'review', history: 'only', search: 'unclear-1' },
  })
  expect(cases).toHaveLength(1)
  expect(cases[0]?.reviewReasons).toEqual(expect.arrayContaining(['no_type', 'no_place']))
})

test('nobody is told of old messages, and no clock of theirs starts', async () => {
  const before = await duty.call(listNotices, { query: {} })
  const [jobsBefore] = await query<{ jobs: number }>('select count(*)::int as jobs from jobs.job')
  await imported([fileOf([message('quiet-1'), message('quiet-2')])])
  expect((await duty.call(listNotices, { query: {} })).unread).toBe(before.unread)
  expect(await query('select count(*)::int as jobs from jobs.job')).toEqual([jobsBefore])
  const clocks = await query(
    `select 1 from case_clocks join case_external_ids using (subdistrict_id, case_id)
     where external_id like 'quiet-%'`,
  )
  expect(clocks).toEqual([])
})

test('phone and ID numbers of a message are in no text of its case', async () => {
  const phone = `139${String(Math.floor(1e8 / 7)).padStart(8, '2')}`
  const id = '11010519491231002X'
  await imported([
    fileOf([
      message('numbers-1', {
        title: `请打${phone} numbers-1`,
        text: `我的电话${phone}，身份证${id}`,
        reply: `已回电${phone}`,
        repliedAt: '2019-06-12T10:00:00+08:00',
      }),
    ]),
  ])
  const stored = await query(
    `select c::text, e::text as entries from cases c
     join case_external_ids x using (subdistrict_id, case_id)
     join case_events e using (subdistrict_id, case_id) where external_id = 'numbers-1'`,
  )
  const all = JSON.stringify(stored)
  expect(stored.length).toBeGreaterThan(1)
  expect(all).toContain('电话已隐去')
  for (const secret of [phone, id]) expect(all).not.toContain(secret)
})

test('what cannot be taken is reported with its line and reason, the rest is taken', async () => {
  const report = path.join(folder, 'refused.txt')
  const file = fileOf([
    message('mixed-1'),
    '{"id": "mixed-2", ',
    message('mixed-3', { text: '灯'.repeat(5001) }),
    '',
    message('mixed-4', { submittedAt: '2019-02-30T00:00:00+08:00' }),
    message('mixed-5', { text: '第一\u0000行' }),
    message('mixed-1', { text: '同一个编号，另一件事' }),
    message('mixed-1'),
  ])
  await imported([file, '--report', report])
  expect(readFileSync(report, 'utf8').split('\n')).toEqual([
    'line 2: is not a JSON object',
    'line 3 (id mixed-3): text has 5001 characters; 5000 at most',
    'line 5 (id mixed-4): submittedAt is no date and time: 2019-02-30T00:00:00+08:00',
    'line 7 (id mixed-1): another message was imported under this id',
    'read 7, added 2, already there 1, refused 4',
    '',
  ])
  expect((await countsOf('mixed-')).map(({ id }) => id).sort()).toEqual(['mixed-1', 'mixed-5'])
})

test('a message of these days is a living case: its clock runs', async () => {
  const recent = new Date(Date.now() - 3_600_000).toISOString()
  const file = fileOf([
    message('alive-1', { submittedAt: recent, text: '楼道里漏水 alive-1' }),
    message('alive-2', { submittedAt: '2026-01-05T10:00:00+08:00' }),
    message('alive-3', { submittedAt: '2025-12-31T10:00:00+08:00' }),
  ])
  await imported([file, '--live-after', '2026-01-01'])
  expect((await caseOf('alive-1')).isHistory).toBe(false)
  expect((await caseOf('alive-1')).deadlines).not.toEqual([])
  expect((await caseOf('alive-2')).isHistory).toBe(false)
  expect((await caseOf('alive-3')).isHistory).toBe(true)
})

test('an import killed half-way and run again brings every message once', async () => {
  const many = Array.from({ length: 6000 }, (_, index) => message(`killed-${index}`))
  const file = fileOf(many)
  const addedSoFar = async () => (await countsOf('killed-')).length
  let before = 0
  for (let kill = 0; kill < Math.min(intensity.killNine, 5); kill += 1) {
    const { child, ended } = start([file])
    while ((await addedSoFar()) <= before && child.exitCode === null) await sleep(20)
    child.kill('SIGKILL')
    await ended
    before = await addedSoFar()
    expect(before).toBeLessThan(many.length)
  }
  expect(await imported([file])).toContain(
    `read 6000, added ${many.length - before}, already there ${before}, refused 0`,
  )
  const counts = await countsOf('killed-')
  expect(counts).toHaveLength(many.length)
  expect(counts.filter(({ times }) => times !== 1)).toEqual([])
})

test('two imports of one file at the same time bring every message once', async () => {
  const file = fileOf(Array.from({ length: 1000 }, (_, index) => message(`twin-${index}`)))
  const outs = await Promise.all([imported([file]), imported([file])])
  const added = outs.map((out) => Number(/added (\d+)/.exec(out)?.[1]))
  expect((added[0] ?? 0) + (added[1] ?? 0)).toBe(1000)
  expect(await countsOf('twin-')).toHaveLength(1000)
})

test('a wrong call is answered in plain words', async () => {
  const wrong: [string[], string][] = [
    [[], 'Name one file.'],
    [[path.join(folder, 'absent.jsonl')], 'no such file'],
    [[fileOf([]), '--live-after', 'soon'], '--live-after wants a day'],
    [[fileOf([]), '--subdistrict', 'nowhere'], 'There is no subdistrict nowhere.'],
  ]
  for (const [args, words] of wrong) {
    const { code, errors } = await start(args).ended
    expect(code).toBe(1)
    expect(errors).toContain(words)
    expect(errors).not.toMatch(/\n\s+at /)
  }
})
