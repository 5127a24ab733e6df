import type { FastifyInstance } from 'fastify'
import { serveAccounts } from './accounts/accounts.routes.ts'
import { createAccounts } from './accounts/accounts.service.ts'
import { serveAlerts } from './alerts/alerts.routes.ts'
import { createAlerts } from './alerts/alerts.service.ts'
import { serveBookingDesk } from './bookings/booking-desk.routes.ts'
import { serveBookings } from './bookings/bookings.routes.ts'
import { createBookings } from './bookings/bookings.service.ts'
import { serveCanteen } from './canteen/canteen.routes.ts'
import { createCanteen } from './canteen/canteen.service.ts'
import { serveCare } from './care/care.routes.ts'
import { createCare } from './care/care.service.ts'
import { createCarePages } from './care/care-pages.ts'
import { serveCases } from './cases/cases.routes.ts'
import { createCases } from './cases/cases.service.ts'
import { serveDemand } from './demand/demand.routes.ts'
import { createDemand } from './demand/demand.service.ts'
import { serveDevices } from './devices/devices.routes.ts'
import { createDevices } from './devices/devices.service.ts'
import { createVendorDoor } from './devices/vendor-door.ts'
import { serveGuide, serveMatters } from './guide/guide.routes.ts'
import { createGuide } from './guide/guide.service.ts'
import { registerAccessTokens } from './http/access-token.ts'
import { describeApi } from './http/openapi.ts'
import { kernel } from './http/serve.ts'
import { createServer } from './http/server.ts'
import { serveLive } from './live/live.routes.ts'
import { createLiveHub } from './live/live-hub.ts'
import { serveCalls } from './notices/calls.routes.ts'
import { createCalls } from './notices/calls.service.ts'
import { serveNotices } from './notices/notices.routes.ts'
import { createNotices } from './notices/notices.service.ts'
import { serveOffers } from './offers/offers.routes.ts'
import { createOffers } from './offers/offers.service.ts'
import { servePayments } from './payments/payments.routes.ts'
import { createPayments } from './payments/payments.service.ts'
import { servePhotos } from './photos/photos.routes.ts'
import { createPhotos } from './photos/photos.service.ts'
import { servePlaces } from './places/places.routes.ts'
import { createPlaces } from './places/places.service.ts'
import type { Platform } from './platform/platform.ts'
import { createCareTopics } from './readings/live-topics.ts'
import { serveReadingViews } from './readings/reading-views.routes.ts'
import { createReadingViews } from './readings/reading-views.ts'
import { createReadings } from './readings/readings.service.ts'
import { serveRelatives } from './relatives/relatives.routes.ts'
import { createRelatives } from './relatives/relatives.service.ts'
import { serveRenovations } from './renovations/renovations.routes.ts'
import { createRenovations } from './renovations/renovations.service.ts'
import { serveSystem } from './system/system.routes.ts'
import { serveWebPage } from './system/web-page.ts'

export interface App {
  readonly http: FastifyInstance
  readonly services: ReturnType<typeof createServices>
  /** Starts jobs and the live bus; requests may be served before, events and jobs not. */
  readonly start: () => Promise<void>
  /** Refuses new work, lets running work end, then closes sockets, jobs and the live bus. */
  readonly stop: () => Promise<void>
}

/** Every service of the product, made from the outside world alone. */
export const createServices = (platform: Platform) => {
  const places = createPlaces(platform)
  const accounts = createAccounts(platform, { places })
  const relatives = createRelatives(platform, { accounts, places })
  const offers = createOffers(platform, { accounts, places, relatives })
  const demand = createDemand(platform, { offers })
  const calls = createCalls(platform, { accounts, places })
  const notices = createNotices(platform, { accounts, calls })
  const readings = createReadings(platform)
  const care = createCare(platform, { accounts, notices, places, readings, relatives })
  const photos = createPhotos(platform)
  const payments = createPayments(platform, { accounts })
  const cases = createCases(platform, { accounts, places, photos, notices })
  const bookings = createBookings(platform, {
    ...{ accounts, cases, notices, offers, payments, photos, places, relatives },
  })
  const renovations = createRenovations(platform, {
    ...{ accounts, bookings, cases, notices, offers, payments, places, relatives },
  })
  const canteen = createCanteen(platform, { bookings, offers })
  const devices = createDevices(platform, { care, places })
  const guide = createGuide(platform, { accounts, notices, photos, places, relatives })
  const alerts = createAlerts(platform, {
    ...{ accounts, care, cases, devices, notices, places, readings },
  })
  const carePages = createCarePages(
    care,
    {
      latestOf: readings.latestOf,
      openAlertsOf: alerts.openOf,
      devicesOf: devices.ofElders,
      isPlatformAway: alerts.isPlatformAway,
    },
    readings,
  )
  const readingViews = createReadingViews(platform, { care, devicesOf: devices.ofElders })
  return {
    ...{ places, accounts, relatives, offers, demand, notices, calls, photos, payments, cases },
    ...{ bookings, canteen, renovations, readings, readingViews, care, carePages, devices, alerts },
    guide,
  }
}

/** The whole server on one screen. */
export const createApp = async (platform: Platform): Promise<App> => {
  const { settings, clock } = platform
  const http = await createServer(settings, platform.log)
  if (settings.mode === 'demo') await describeApi(http)
  const tokens = await registerAccessTokens(http, settings.signingKeys)
  const services = createServices(platform)
  const { accounts, cases, notices, photos, places } = services

  const serve = kernel(http, {
    mode: settings.mode,
    rateLimitScale: settings.rateLimitScale,
    findActor: (token) => accounts.findActor(tokens.verify(token, clock.now())),
  })
  const hub = createLiveHub(platform, {
    mayFollow: async (actor, topic) =>
      topic === `person/${actor.personId}` ||
      services.calls.mayFollow(actor, topic) ||
      services.bookings.mayFollow(actor, topic) ||
      (await services.offers.mayFollow(topic)) ||
      (await cases.mayFollow(actor, topic)),
    findActor: accounts.findActor,
    ownersOf: accounts.ownersOf,
    proven: createCareTopics(platform, { accounts, care: services.care }),
  })
  const health = serveSystem(serve, platform)
  serveAccounts(serve, accounts, tokens)
  serveRelatives(serve, services.relatives)
  servePlaces(serve, places)
  serveOffers(serve, services.offers)
  serveDemand(serve, services.demand)
  servePhotos(serve, photos, {
    atCase: cases.mayReadPhoto,
    atBooking: services.bookings.mayReadPhoto,
    atMatter: services.guide.matters.mayReadPhoto,
  })
  serveCases(serve, cases)
  serveBookings(serve, services.bookings)
  serveBookingDesk(serve, services.bookings.desk)
  serveRenovations(serve, services.renovations)
  serveCanteen(serve, services.canteen)
  serveGuide(serve, services.guide)
  serveMatters(serve, services.guide)
  serveAlerts(serve, services.alerts)
  serveCare(serve, services.care, services.carePages)
  serveDevices(
    serve,
    services.devices,
    createVendorDoor(platform, { vendors: services.devices.vendors, readings: services.readings }),
  )
  serveNotices(serve, notices)
  serveCalls(serve, services.calls)
  servePayments(serve, services.payments)
  serveReadingViews(serve, services.readingViews)
  serveLive(serve, hub, platform)
  await serveWebPage(http, settings.h5Directory)

  return {
    http,
    services,
    start: async () => {
      await platform.liveBus.start()
      await platform.jobs.start()
      hub.start()
      health.ready()
    },
    stop: async () => {
      await health.leaving()
      hub.close()
      await http.close()
      await platform.jobs.stop()
      await platform.liveBus.stop()
      await platform.database.close()
    },
  }
}
