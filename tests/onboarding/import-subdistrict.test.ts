import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importSubdistrict } from '#bff/onboarding/onboarding.service.ts'
import { reportWords } from '#bff/onboarding/report-words.ts'
import { bindPhone, endPost, listPosts, readMe } from '#shared/accounts/accounts.contract.ts'
import { fileCase, listCaseTypes } from '#shared/cases/cases.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { listUnits, searchPlaces } from '#shared/places/places.contract.ts'
import type { Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { freshDatabase } from '#tests/support/test-database.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'linli onboarding '))
const key = (fill: number) => `k1:${Buffer.alloc(32, fill).toString('base64')}`
const production = {
  LINLI_MODE: 'production',
  DEFAULT_SUBDISTRICT: 'xinyuan',
  LINLI_SIGNING_KEYS: key(1),
  LINLI_PERSONAL_DATA_KEYS: key(2),
  LINLI_BLIND_INDEX_KEY: key(3),
}
let database: Awaited<ReturnType<typeof freshDatabase>>
let app: TestApp
let administrator: Client

/** The real command, as npm runs it once everything is set up. */
const command = (args: string[]) => {
  const file = path.join(root, 'bff/onboarding/import-subdistrict.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: root,
    env: {
      ...process.env,
      ...production,
      DATABASE_URL: database.url,
      FILES_DIRECTORY: path.join(folder, 'files'),
      WECHAT_APP_ID: 'wx-test',
      WECHAT_APP_SECRET: 'wx-secret',
      WECHAT_CASE_STEP_TEMPLATE: 'case-step-template',
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
  return new Promise<{ code: number | null; out: string; errors: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, out, errors }))
  })
}

interface Plan {
  [field: string]: unknown
  places: Record<string, unknown>[]
  people: Record<string, unknown>[]
  posts: Record<string, unknown>[]
  addressRanges: Record<string, unknown>[]
}
let example: string
const changed = (change: (plan: Plan) => void): string => {
  const plan: Plan = JSON.parse(example)
  change(plan)
  return JSON.stringify(plan)
}
const byCommand = (text: string) => {
  const file = path.join(folder, 'plan.json')
  writeFileSync(file, text)
  return command([file])
}
/** As the command, without the seconds that a process takes to start. */
const imported = async (text: string): Promise<string> =>
  reportWords(await importSubdistrict(app.app.services, app.platform, text))
const faultsOf = (text: string): Promise<string> =>
  imported(text).then(
    () => '',
    (error: Error) => error.message,
  )
const countOf = async (table: string): Promise<number> =>
  (await app.platform.database.pool.query(`select count(*)::int as n from ${table}`)).rows[0].n

beforeAll(async () => {
  database = await freshDatabase()
  app = await startTestApp({ databaseUrl: database.url, env: production })
  example = (await command(['--example'])).out
})
afterAll(async () => {
  await app?.stop()
  await database?.drop()
  rmSync(folder, { recursive: true, force: true })
})

const xinyuan = subdistrictId('xinyuan')
const params = { subdistrictId: xinyuan }
const bind = (client: Client, phone: string) =>
  client.ask(bindPhone, { body: { code: app.wechat.newPhoneCode(phone) } })

test.each<[string, (plan: Plan) => void, string[]]>([
  [
    'values of the wrong shape, all at once',
    (plan) => {
      plan.code = 'xy'
      delete plan.name
      Object.assign(plan.places[1] ?? {}, { nmae: '馨苑', outline: [[31.23, 121.47]] })
      Object.assign(plan.posts[0] ?? {}, { role: 'boss', from: 'soon' })
    },
    [
      'code must be two capital letters; they open every case number',
      'name is missing',
      'places[1].nmae is a field nobody knows',
      'places[1].outline must be a list of at least 3',
      'places[1].outline[0][0] must be a longitude such as 121.47',
      'posts[0].from must be a day such as 2026-11-01',
      'posts[0].role must be one of resident, elder,',
    ],
  ],
  [
    'rows that do not fit together',
    (plan) => {
      Object.assign(plan.places[3] ?? {}, { parentKey: 'grid-1' })
      Object.assign(plan.people[1] ?? {}, { phone: '199 0000 0001' })
      Object.assign(plan.people[2] ?? {}, { phone: '021-55550700' })
      Object.assign(plan.posts[2] ?? {}, { personKey: 'nobody', from: '2026-02-30' })
      Object.assign(plan.addressRanges[0] ?? {}, { roadKey: 'no-road', to: 1, from: 2 })
      plan.posts.shift()
    },
    [
      'places[3].parentKey: what is above must be neighbourhood',
      'people[1].phone is that of people[0] already',
      'people[2].phone must be a mobile',
      'posts[1].personKey: there is no person nobody',
      'posts[1].from is no day of the calendar',
      'addressRanges[0].roadKey: there is no road no-road',
      'addressRanges[0].to is below from',
      'posts: somebody with a phone must be administrator',
    ],
  ],
])('a plan with %s is refused in plain words, and nothing is written', async (_, change, words) => {
  const faults = await faultsOf(changed(change))
  for (const one of words) expect(faults).toContain(one)
  expect(await countOf('subdistricts')).toBe(0)
})

test('what is no JSON and what is no file is said, without a stack', async () => {
  const broken = await byCommand('{ "id": ')
  expect(broken.code).toBe(1)
  expect(broken.errors).toContain('the file is not JSON')
  expect(broken.errors).toContain('nothing was changed')
  const missing = await command([path.join(folder, 'nowhere.json')])
  expect([missing.code, missing.errors.includes('ENOENT')]).toEqual([1, true])
  expect(missing.errors).not.toMatch(/\n\s+at /)
})

test('an empty production database becomes a subdistrict that works', async () => {
  // As npm writes it when the example is redirected into a file.
  const npm = '\n> linli@0.1.0 import:subdistrict\n> node bff/start/with-set-up.mjs\n\n'
  const { code, out, errors } = await byCommand(`${npm}${example}`)
  expect([code, errors]).toEqual([0, ''])
  expect(out).toContain('馨苑街道 (xinyuan)')
  expect(out).toContain('places: 8 added, 0 changed, 0 unchanged')
  expect(out).toContain('people: 5 added, 0 changed, 0 unchanged')
  expect(out).toContain('case types: 12 added, 0 changed, 0 unchanged')

  administrator = await app.newcomer('open-administrator')
  expect((await administrator.ask(listPosts, { params })).code).toBe('not_allowed')
  expect((await bind(administrator, '19900000001')).body.displayName).toBe('管理员姓名')
  const { posts } = await administrator.call(listPosts, { params })
  expect(posts.map(({ role }) => role)).toContain('neighbourhood_officer')
  const { units } = await administrator.call(listUnits, { params })
  const repairers = units.find(({ name }) => name === '馨苑市政养护队')
  expect(repairers?.staff).toMatchObject([{ name: '养护队长姓名', isHead: true }])

  for (const text of ['玉兰路120弄3号', 'yll120n3h']) {
    const [found] = (await app.nobody.call(searchPlaces, { query: { text } })).places
    expect(found, text).toMatchObject({
      certainty: 'exact',
      neighbourhoods: [{ name: '馨苑二居委' }],
      estate: { name: '馨苑二村' },
    })
  }
  const byInitials = await app.nobody.call(searchPlaces, { query: { text: 'yly' } })
  expect(byInitials.places[0]?.estate?.name).toBe('玉兰园')
  expect((await app.nobody.call(listCaseTypes, { params })).types).toHaveLength(12)

  const resident = await app.newcomer('open-resident')
  const { case: filed } = await resident.call(fileCase, {
    body: {
      subdistrictId: xinyuan,
      text: '玉兰路10号门口的路面坏了，井盖响',
      typeCode: 'road',
      place: { spokenPlace: '玉兰路10号' },
      photoIds: [],
      source: 'resident',
    },
  })
  expect(filed.number).toMatch(/^XY/)
  expect(filed.place?.neighbourhoods).toMatchObject([{ name: '馨苑一居委' }])
})

test('the same plan again changes nothing, and a person who signed in stays who he is', async () => {
  const before = await administrator.call(readMe)
  const out = await imported(example)
  expect(out.match(/\d+ added, \d+ changed/g)?.every((said) => said === '0 added, 0 changed')).toBe(
    true,
  )
  expect(out).not.toContain('!')
  expect(await administrator.call(readMe)).toEqual(before)
})

test('only what differs is changed; a post that is missing is named and goes on', async () => {
  const { out } = await byCommand(
    changed((plan) => {
      Object.assign(plan.places[4] ?? {}, { name: '白玉兰园' })
      Object.assign(plan.people[4] ?? {}, { name: '新队长', phone: '19900000015' })
      Object.assign(plan.addressRanges[0] ?? {}, { to: 79 })
      plan.posts = plan.posts.filter(({ personKey }) => personKey !== 'duty')
    }),
  )
  expect(out).toContain('places: 0 added, 1 changed, 7 unchanged\n    changed: 白玉兰园')
  expect(out).toContain('people: 0 added, 1 changed, 4 unchanged\n    changed: 新队长')
  expect(out).toContain('address ranges: 1 added, 0 changed, 1 unchanged')
  expect(out).toContain('! house numbers 玉兰路1–99号: no longer in the file; removed')
  expect(out).toContain('! 值班长姓名 duty_officer: still on post though not in the file')
  const { posts } = await administrator.call(listPosts, { params })
  expect(posts.find(({ role }) => role === 'duty_officer')?.endsAt).toBeNull()
  const find = async () =>
    (await app.nobody.call(searchPlaces, { query: { text: '白玉兰园' } })).places[0]?.estate?.name
  await expect.poll(find, { timeout: 3000 }).toBe('白玉兰园')
  const repairer = await app.newcomer('open-repairer')
  expect((await bind(repairer, '19900000015')).body.displayName).toBe('新队长')
})

test('a post that was ended in the app does not come back by the plan', async () => {
  const { posts } = await administrator.call(listPosts, { params })
  const officer = posts.find(({ role }) => role === 'neighbourhood_officer')
  if (!officer) throw new Error('no officer')
  await administrator.call(endPost, { params: { ...params, postId: officer.postId } })
  const out = await imported(example)
  expect(out).toContain('this post was ended in the app and stays so')
  const after = (await administrator.call(listPosts, { params })).posts
  expect(after.find(({ postId }) => postId === officer.postId)?.endsAt).not.toBeNull()
})

test('the plan says who somebody is in 政务微信, and nobody is that twice', async () => {
  const named = changed((plan) => {
    Object.assign(plan.people[3] ?? {}, { wecom: 'Officer.Two' })
  })
  expect(await imported(named)).toContain('people: 0 added, ')
  const found = await app.platform.database.pool.query(
    `select display_name from persons where wecom_user_id = 'officer.two'`,
  )
  expect(found.rows).toEqual([{ display_name: '二居委专管员姓名' }])
  expect(await imported(named)).toContain('people: 0 added, 0 changed')

  const twice = changed((plan) => {
    Object.assign(plan.people[2] ?? {}, { wecom: 'officer.two' })
    Object.assign(plan.people[3] ?? {}, { wecom: 'Officer.Two' })
  })
  expect(await faultsOf(twice)).toContain('people[3].wecom is that of people[2] already')
  const another = changed((plan) => {
    Object.assign(plan.people[2] ?? {}, { wecom: 'officer.two' })
  })
  expect(await faultsOf(another)).toContain(
    'people[2] has a 政务微信 that is on file for somebody else',
  )
})

test('whoever bound his phone before the plan named him gets the post', async () => {
  const early = await app.newcomer('open-early')
  const { body: me } = await bind(early, '19900000099')
  const out = await imported(
    changed((plan) => {
      plan.people.push({ key: 'early', name: '早来的人', phone: '199 0000 0099' })
      plan.posts.push({ personKey: 'early', role: 'hotline_clerk', from: '2026-01-01' })
    }),
  )
  expect(out).toContain('changed: 早来的人')
  expect(await early.call(readMe)).toMatchObject({
    personId: me.personId,
    displayName: '早来的人',
    posts: [{ role: 'hotline_clerk', subdistrictName: '馨苑街道' }],
  })
})

test('a fault that only the database can find undoes the whole plan', async () => {
  const before = [await countOf('subdistricts'), await countOf('places'), await countOf('persons')]
  const other = changed((plan) => {
    plan.id = 'another'
    plan.code = 'AN'
    for (const [at, person] of plan.people.entries()) person.phone = `1880000000${at}`
  })
  expect(await faultsOf(other.replace('"AN"', '"XY"'))).toContain(
    'code is that of another subdistrict here',
  )
  // The number of somebody else who is on file under another key of the same plan.
  const swapped = changed((plan) => {
    Object.assign(plan.people[2] ?? {}, { phone: '19900000004' })
    Object.assign(plan.people[3] ?? {}, { phone: '19900000003' })
    plan.places.push({
      key: 'late',
      parentKey: 'xinyuan-1',
      kind: 'estate',
      name: '晚村',
      centre: [121.4711, 31.2311],
    })
  })
  expect(await faultsOf(swapped)).toContain(
    'people[2] has a phone that is on file for somebody else',
  )
  expect([
    await countOf('subdistricts'),
    await countOf('places'),
    await countOf('persons'),
  ]).toEqual(before)
})
