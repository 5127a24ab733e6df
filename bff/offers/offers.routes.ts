import {
  changeOccurrence,
  closeDay,
  countClosure,
  endSchedule,
  listMySites,
  listProviders,
  listSchedules,
  listServices,
  listSites,
  listTimes,
  previewSchedule,
  readOfferFor,
  readService,
  reopenDay,
  saveSchedule,
} from '#shared/offers/offers.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Offers } from './offers.service.ts'

export const serveOffers = (serve: Kernel, offers: Offers): void => {
  serve.json(listSites, async ({ params }) => ({
    sites: await offers.listSites(params.subdistrictId),
  }))
  serve.json(listServices, async ({ params, query }) => ({
    services: await offers.listServices(params.subdistrictId, query.search),
  }))
  serve.json(readService, ({ params }) => offers.readService(params.subdistrictId, params.code))
  serve.json(listTimes, ({ params, query }) =>
    offers.listTimes(params.subdistrictId, params.code, query),
  )
  serve.json(readOfferFor, ({ actor, params }) =>
    offers.readOfferFor(actor, params.subdistrictId, params.offerId, params.personId),
  )

  serve.json(listMySites, async ({ actor, params }) => ({
    sites: await offers.listMySites(actor, params.subdistrictId),
  }))
  serve.json(listProviders, async ({ params }) => ({
    providers: await offers.listProviders(params.subdistrictId),
  }))
  serve.json(listSchedules, ({ actor, params }) =>
    offers.listSchedules(actor, params.subdistrictId, params.siteId),
  )
  serve.json(previewSchedule, ({ actor, params, body }) =>
    offers.previewSchedule(actor, params.subdistrictId, params.siteId, body),
  )
  serve.json(saveSchedule, async ({ actor, params, body, once }) => ({
    schedule: await offers.saveSchedule(actor, params.subdistrictId, params.siteId, body, once),
  }))
  serve.json(endSchedule, ({ actor, params, body, once }) =>
    offers.endSchedule(actor, params.subdistrictId, params.scheduleId, body, once),
  )
  serve.json(countClosure, ({ actor, params, query }) =>
    offers.countClosure(actor, params.subdistrictId, params.siteId, query),
  )
  serve.json(closeDay, ({ actor, params, body, once }) =>
    offers.closeDay(actor, params.subdistrictId, params.siteId, body, once),
  )
  serve.json(reopenDay, async ({ actor, params }) => {
    await offers.reopenDay(actor, params.subdistrictId, params.closureId)
    return {}
  })
  serve.json(changeOccurrence, ({ actor, params, body }) =>
    offers.changeOccurrence(actor, params.subdistrictId, params.occurrenceId, body.capacity),
  )
}
