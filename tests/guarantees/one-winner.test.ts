import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptCase, fileCase } from '#shared/cases/cases.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import { clearPlace } from '#tests/cases/case-story.ts'
import { intensity } from '#tests/intensity.ts'
import type { Client } from '#tests/support/client.ts'
import { startServerProcess, temporaryFolder } from '#tests/support/server-process.ts'
import { freshDatabase } from '#tests/support/test-database.ts'
import { signInAt } from './filing-load.ts'

/** Each case is fought over by this many requests at once, half of them at each server. */
const attemptsPerCase = 20
const timeout = 60_000 + intensity.contendedAttempts * 30

const body = {
  subdistrictId: subdistrictId('hexing'),
  text: '路面坏了一个大洞',
  typeCode: 'road',
  place: clearPlace,
  photoIds: [],
  source: 'resident' as const,
}

let database: Awaited<ReturnType<typeof freshDatabase>>
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let servers: Awaited<ReturnType<typeof startServerProcess>>[]
let residents: Client[]
let team: Client[]

beforeAll(async () => {
  folder = await temporaryFolder()
  database = await freshDatabase()
  const first = await startServerProcess({
    databaseUrl: database.url,
    filesDirectory: folder.path,
  })
  const second = await startServerProcess({
    databaseUrl: database.url,
    filesDirectory: folder.path,
  })
  servers = [first, second]
  residents = await Promise.all(servers.map(({ address }) => signInAt(address, 'chen-yue')))
  team = await Promise.all(
    [0, 1, 2, 3].map((at) => signInAt(servers[at % 2]?.address ?? '', `hexing-public-works-${at}`)),
  )
})

afterAll(async () => {
  await Promise.all((servers ?? []).map((server) => server.terminate()))
  await database?.drop()
  await folder?.remove()
})

/** Looked up beside the product. */
const countOf = async (sql: string): Promise<number> => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const { rows } = await client.query<{ count: number }>(sql)
  await client.end()
  return rows[0]?.count ?? -1
}

const oneOf = <T>(list: readonly T[], at: number): T => {
  const found = list[at % list.length]
  if (found === undefined) throw new Error('an empty list')
  return found
}

test('of all who take a case at two servers, one wins, every time', { timeout }, async () => {
  const resident = oneOf(residents, 0)
  const rounds = intensity.contendedAttempts / attemptsPerCase
  for (let round = 0; round < rounds; round++) {
    const { case: filed } = await resident.call(fileCase, { body })
    const params = { subdistrictId: filed.subdistrictId, caseId: filed.caseId }
    const answers = await Promise.all(
      Array.from({ length: attemptsPerCase }, (_, at) =>
        oneOf(team, at).ask(acceptCase, { params, body: {} }),
      ),
    )
    const statuses = answers.map(({ status, code }) => `${status} ${code ?? ''}`).sort()
    expect(statuses).toEqual(['200 ', ...Array(attemptsPerCase - 1).fill('409 case_already_taken')])
  }
  const twice = 'select count(*)::int as count from (select 1 from case_events where kind = '
  expect(await countOf(`${twice}'accepted' group by case_id having count(*) <> 1) as twice`)).toBe(
    0,
  )
  expect(
    await countOf("select count(*)::int as count from case_events where kind = 'accepted'"),
  ).toBe(rounds)
})

test('one report sent many times to two servers is one case, with one number', {
  timeout,
}, async () => {
  const before = await countOf('select count(*)::int as count from cases')
  const rounds = intensity.contendedAttempts / attemptsPerCase / 4
  for (let round = 0; round < rounds; round++) {
    const key = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: attemptsPerCase }, (_, at) =>
        oneOf(residents, at).ask(fileCase, { key, body }),
      ),
    )
    const numbers = new Set(
      answers.map(({ status, body: said }) => `${status} ${said.case.number}`),
    )
    expect(numbers.size).toBe(1)
  }
  expect(await countOf('select count(*)::int as count from cases')).toBe(before + rounds)
  const repeated = 'select count(*)::int as count from (select 1 from cases group by number'
  expect(await countOf(`${repeated} having count(*) > 1) as repeated`)).toBe(0)
})
