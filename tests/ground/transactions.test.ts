import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#db/database.ts'
import { connectDatabase } from '#db/database.ts'
import { freshDatabase } from '#tests/support/test-database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let database: Database

beforeAll(async () => {
  fresh = await freshDatabase()
  database = connectDatabase({ url: fresh.url })
  await database.pool.query('create table counters (id int primary key, n int not null)')
  await database.pool.query('insert into counters values (1, 0), (2, 0)')
})

afterAll(async () => {
  await database.close()
  await fresh.drop()
})

const countOf = async (id: number): Promise<number> =>
  (await database.pool.query('select n from counters where id = $1', [id])).rows[0].n

test('what is to be announced after the commit is not announced after a rollback', async () => {
  const announced: string[] = []
  const failing = database.inTransaction(async (tx) => {
    tx.afterCommit(() => void announced.push('never'))
    await tx.client.query('update counters set n = 99 where id = 1')
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  await database.inTransaction(async (tx) => tx.afterCommit(() => void announced.push('once')))
  expect(announced).toEqual(['once'])
  expect(await countOf(1)).toBe(0)
})

test('what is announced can be read by others already', async () => {
  let seen: Promise<number> | undefined
  await database.inTransaction(async (tx) => {
    await tx.client.query('update counters set n = 7 where id = 2')
    tx.afterCommit(() => {
      seen = countOf(2)
    })
  })
  expect(await seen).toBe(7)
})

test('an announcement that fails does not have committed work done again', async () => {
  let times = 0
  const announcing = database.inTransaction(async (tx) => {
    times += 1
    tx.afterCommit(() => {
      throw Object.assign(new Error('announcing'), { code: '40001' })
    })
  })
  await expect(announcing).rejects.toThrow('announcing')
  expect(times).toBe(1)
})

test.each(['40001', '40P01'])(
  'PostgreSQL’s %s is tried again, up to three times in all',
  async (code) => {
    const failing = (failures: number) => {
      let times = 0
      const announced: number[] = []
      const outcome = database.inTransaction(async (tx) => {
        times += 1
        const mine = times
        tx.afterCommit(() => void announced.push(mine))
        if (times <= failures)
          await tx.client.query(`do $$ begin raise exception using errcode = '${code}'; end $$`)
        return times
      })
      return { outcome, times: () => times, announced }
    }
    const twice = failing(2)
    expect(await twice.outcome).toBe(3)
    expect(twice.announced).toEqual([3])
    const always = failing(9)
    await expect(always.outcome).rejects.toMatchObject({ code })
    expect([always.times(), always.announced]).toEqual([3, []])
  },
)

test('another error is not tried again', async () => {
  let times = 0
  const failing = database.inTransaction(async (tx) => {
    times += 1
    await tx.client.query('insert into counters values (1, 0)')
  })
  await expect(failing).rejects.toMatchObject({ code: '23505' })
  expect(times).toBe(1)
})

test('two who lock each other out both come through', async () => {
  const add = (first: number, second: number) =>
    database.inTransaction(async (tx) => {
      await tx.client.query('update counters set n = n + 1 where id = $1', [first])
      await new Promise((resolve) => setTimeout(resolve, 100))
      await tx.client.query('update counters set n = n + 1 where id = $1', [second])
    })
  const before = [await countOf(1), await countOf(2)]
  await Promise.all([add(1, 2), add(2, 1)])
  expect([await countOf(1), await countOf(2)]).toEqual(before.map((n) => n + 2))
})

test('an error that the work swallows cannot pass for success', async () => {
  const announced: string[] = []
  const swallowing = database.inTransaction(async (tx) => {
    await tx.client.query('update counters set n = 1000 where id = 1')
    await tx.client.query('select nonsense').catch(() => undefined)
    tx.afterCommit(() => void announced.push('never'))
  })
  await expect(swallowing).rejects.toThrow('had already failed')
  expect(announced).toEqual([])
  expect(await countOf(1)).not.toBe(1000)
})
