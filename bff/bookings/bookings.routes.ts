import * as contract from '#shared/bookings/bookings.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Bookings } from './bookings.service.ts'

export const serveBookings = (serve: Kernel, bookings: Bookings): void => {
  serve.json(contract.holdTime, ({ actor, params, body, once }) =>
    bookings.hold(actor, params.subdistrictId, body, once),
  )
  serve.json(contract.confirmBooking, async ({ actor, params, body, once }) => ({
    booking: await bookings.confirm(actor, params, once, body),
  }))
  serve.json(contract.readBooking, async ({ actor, params }) => ({
    booking: await bookings.read(actor, params),
  }))
}
