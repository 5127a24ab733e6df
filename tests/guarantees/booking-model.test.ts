import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bookingScene } from '#tests/bookings/booking-scene.ts'
import { noFaults, seatFaults } from '#tests/bookings/seats-oracle.ts'
import { intensity, seed } from '#tests/intensity.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { startTestApp } from '#tests/support/test-app.ts'
import { bookingCommands } from './booking-commands.ts'
import { createBookingModel } from './booking-model.ts'
import { offersOf } from './booking-places.ts'
import { productOf } from './booking-product.ts'

const { histories, longest } = intensity.bookingHistories
let app: TestApp
const scene = bookingScene(() => app)

beforeAll(async () => {
  app = await startTestApp({ wechatPay: 'public_key' })
  const all = Array.from({ length: histories }, (_, history) => offersOf(history))
  await scene.open(Object.assign({}, ...all))
}, 240_000)
afterAll(() => app?.stop())

test(`the product keeps the book as one would on paper, through ${histories} histories (seed ${seed})`, {
  timeout: 60_000 + histories * 20_000,
}, async () => {
  let history = 0
  let steps = 0
  /** Not refused. */
  let done = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(...bookingCommands), { minLength: 15, maxLength: longest, size: 'max' }),
      async (commands) => {
        const model = createBookingModel()
        const product = await productOf(app, scene, history)
        history += 1
        await fc.asyncModelRun(() => ({ model, real: product }), commands)
        // Each step compares its own places; all that there are are counted once a history.
        expect(await seatFaults(app.platform.database.pool)).toEqual(noFaults)
        steps += commands.length
        done += product.done()
      },
    ),
    { seed, numRuns: histories, endOnFailure: true },
  )
  process.stdout.write(
    `booking model: ${histories} histories, ${steps} steps, ${done} of them done, seed ${seed}\n`,
  )
  expect(done).toBeGreaterThan(histories * 5)
})
