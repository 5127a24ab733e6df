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
  | { readonly do: 'announce'; readonly personId: string; readonly count: number }

const isOrder = (value: unknown): value is Order =>
  typeof value === 'object' && value !== null && 'do' in value
const batchMilliseconds = 20

const platform = await connectPlatform(readSettings(process.env))
const { ingestAll, makeWeeksAhead } = createReadings(platform)
await makeWeeksAhead()
await platform.liveBus.start()

const perform = async (order: Order): Promise<number> => {
  if (order.do === 'announce') {
    for (let n = 0; n < order.count; n++)
      platform.liveBus.publish({
        topic: careTopic('hexing', order.personId, metrics.heart_rate.class),
        kind: careKinds.readings,
        data: liveReadings([
          { metric: 'heart_rate', value: 60 + (n % 50), quality: 'good', measuredAt: Date.now() },
        ]),
      })
    return order.count
  }
  const { devices, perSecond, seconds } = order
  const last = new Float64Array(devices.length)
  return paced({ perSecond, seconds, everyMilliseconds: batchMilliseconds }, async (from, to) => {
    const now = Date.now()
    const arrivals = Array.from({ length: to - from }, (_, n) => {
      const device = (from + n) % devices.length
      // A device measures each thing once a millisecond at most.
      const at = Math.max(now, (last[device] ?? 0) + 1)
      last[device] = at
      return {
        from: { deviceId: deviceId(devices[device] ?? '') },
        readings: [{ metric: 'heart_rate', value: 60 + (n % 50), measuredAt: new Date(at) }],
      }
    })
    await ingestAll(arrivals)
  })
}

process.on('message', (order: unknown) => {
  if (isOrder(order)) void perform(order).then((done) => process.send?.({ done }))
})
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
