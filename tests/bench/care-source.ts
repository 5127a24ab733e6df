import { readSettings } from '#bff/env.ts'
import { connectPlatform } from '#bff/platform/connect-platform.ts'
import { createReadings } from '#bff/readings/readings.service.ts'
import { deviceId } from '#shared/ids.ts'
import { careKinds, careTopic, liveReadings } from '#shared/readings/live-readings.ts'
import { metrics } from '#shared/readings/metrics.ts'
import { paced } from './paced.ts'

/**
 * In the place of the doors: a process of its own that takes readings in through the product's own
 * ingest and announces them over the bus, as fast as it is told.
 */
type Order =
  | {
      readonly do: 'ingest'
      readonly devices: readonly string[]
      readonly perSecond: number
      readonly seconds: number
    }
  | {
      readonly do: 'announce'
      readonly personId: string
      readonly perSecond: number
      readonly seconds: number
    }

const isOrder = (value: unknown): value is Order =>
  typeof value === 'object' && value !== null && 'do' in value
const batchMilliseconds = 20

const platform = await connectPlatform(readSettings(process.env))
const { ingestAll, makeWeeksAhead } = createReadings(platform)
await makeWeeksAhead()
await platform.liveBus.start()

const perform = async (order: Order): Promise<number> => {
  const { perSecond, seconds } = order
  if (order.do === 'announce')
    return paced({ perSecond, seconds, everyMilliseconds: 5 }, async (from, to) => {
      for (let i = from; i < to; i++)
        platform.liveBus.publish({
          topic: careTopic('hexing', order.personId, metrics.heart_rate.class),
          kind: careKinds.readings,
          data: liveReadings([
            { metric: 'heart_rate', value: 60 + (i % 50), quality: 'good', measuredAt: Date.now() },
          ]),
        })
    })
  const { devices } = order
  return paced({ perSecond, seconds, everyMilliseconds: batchMilliseconds }, async (from, to) => {
    const now = new Date()
    const arrivals = []
    for (let i = from; i < to; i++)
      arrivals.push({
        from: { deviceId: deviceId(devices[i % devices.length] ?? '') },
        receivedAt: now,
        readings: [{ metric: 'heart_rate', value: 60 + (i % 50), measuredAt: now }],
      })
    await ingestAll(arrivals)
  })
}

process.on('message', (order: unknown) => {
  if (isOrder(order)) void perform(order).then((done) => process.send?.({ done }))
})
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
