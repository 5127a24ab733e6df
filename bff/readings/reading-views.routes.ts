import * as contract from '#shared/readings/readings.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { ReadingViews } from './reading-views.ts'

export const serveReadingViews = (serve: Kernel, views: ReadingViews): void => {
  serve.json(contract.readReadingsSnapshot, ({ actor, params }) => views.snapshot(actor, params))
  serve.json(contract.readRecentReadings, ({ actor, params, query }) =>
    views.recent(actor, params, query.minutes),
  )
  serve.json(contract.readChart, ({ actor, params, query }) => views.chart(actor, params, query))
  serve.json(contract.readPressurePairs, ({ actor, params, query }) =>
    views.pressure(actor, params, query),
  )
  serve.json(contract.readSleepNight, ({ actor, params: { day, ...elder } }) =>
    views.night(actor, elder, day),
  )
}
