import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeDemoBookings } from '#bff/demo/demo-bookings.ts'
import { listDeskBookings } from '#shared/bookings/desk.contract.ts'
import { subdistrictId } from '#shared/ids.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await makeDemoBookings(app.app.services, app.clock.now())
})
afterAll(() => app.stop())

it('the demo has bookings asked for, agreed, booked by phone, and served', async () => {
  const desk = await app.as('hexing-duty-1')
  const queue = async (name: 'new' | 'coming' | 'ended') => {
    const { bookings } = await desk.call(listDeskBookings, {
      params: { subdistrictId: subdistrictId('hexing') },
      query: { queue: name },
    })
    return bookings.map(({ serviceName, status }) => `${serviceName} ${status}`).sort()
  }
  expect(await queue('new')).toEqual(['上门照护 requested', '交谊舞 requested'])
  expect(await queue('coming')).toEqual([
    '上门理发 confirmed',
    '法律咨询 confirmed',
    '量血压 confirmed',
  ])
  expect(await queue('ended')).toEqual(['理发 served'])
})
