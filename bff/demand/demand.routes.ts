import { exportDemand, readDemand } from '#shared/bookings/demand.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Demand } from './demand.service.ts'

export const serveDemand = (serve: Kernel, demand: Demand): void => {
  serve.json(readDemand, async ({ actor, params, query }) => ({
    rows: await demand.read(actor, params.subdistrictId, query),
  }))
  serve.download(exportDemand, async ({ actor, params, query }) => ({
    contentType: 'text/csv; charset=utf-8',
    content: await demand.csv(actor, params.subdistrictId, query),
    fileName: `linli-demand-${query.from}-${query.to}.csv`,
  }))
}
