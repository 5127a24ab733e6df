import * as contract from '#shared/renovations/renovations.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Renovations } from './renovations.service.ts'

export const serveRenovations = (serve: Kernel, renovations: Renovations): void => {
  serve.json(contract.registerRenovation, async ({ actor, params, body, once }) => ({
    renovation: await renovations.register(actor, params.subdistrictId, once, body),
  }))
  serve.json(contract.listMyRenovations, async ({ actor }) => ({
    renovations: await renovations.mine(actor),
  }))
  serve.json(contract.readRenovation, async ({ actor, params }) => ({
    renovation: await renovations.read(actor, params),
  }))
  serve.json(contract.listRenovations, async ({ actor, params }) => ({
    renovations: await renovations.list(actor, params.subdistrictId),
  }))
  serve.json(contract.acknowledgeRenovation, async ({ actor, params, body, once }) => ({
    renovation: await renovations.acknowledge(actor, params, once, body),
  }))
  serve.json(contract.readRound, ({ actor, params }) =>
    renovations.round(actor, params.subdistrictId, params.day),
  )
  serve.json(contract.readHaulageHours, ({ params, query }) =>
    renovations.hours(params.subdistrictId, query),
  )
}
