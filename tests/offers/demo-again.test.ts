import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemo } from '#bff/demo/seed-demo.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ running: false })
})
afterAll(() => app?.stop())

test('a demo of an older version gets its new people and keeps what it has', async () => {
  const { services } = app.app
  const counted = async () => {
    const { rows } = await app.platform.database.pool.query(
      `select (select count(*)::int from persons) as people,
        (select count(*)::int from relationships) as relationships,
        (select count(*)::int from occurrences) as dates`,
    )
    return rows[0]
  }
  const before = await counted()
  // As where somebody of a newer version is not there yet.
  const accounts = { ...services.accounts, demoIsThere: async () => false }
  expect(await seedDemo({ ...services, accounts }, app.platform)).toBe(true)
  expect(await counted()).toEqual(before)
})
