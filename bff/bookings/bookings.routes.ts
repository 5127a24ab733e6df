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
  serve.json(contract.listMyBookings, ({ actor, query }) => bookings.mine(actor, query))
  serve.json(contract.readBooking, async ({ actor, params }) => ({
    booking: await bookings.read(actor, params),
  }))
  serve.json(contract.cancelBooking, async ({ actor, params, body, once }) => ({
    booking: await bookings.cancel(actor, params, once, body),
  }))
  serve.json(contract.moveBooking, async ({ actor, params, body, once }) => ({
    booking: await bookings.move(actor, params, once, body),
  }))
  serve.json(contract.answerProposal, async ({ actor, params, body, once }) => ({
    booking: await bookings.answerProposal(actor, params, once, body.answer),
  }))
  serve.json(contract.rateBooking, async ({ actor, params, body, once }) => ({
    booking: await bookings.rate(actor, params, once, body),
  }))
  serve.json(contract.complainAboutBooking, async ({ actor, params, body, once }) => ({
    booking: await bookings.complain(actor, params, once, body),
  }))
  serve.json(contract.joinWaits, async ({ actor, params, body, once }) => ({
    wait: await bookings.waits.join(actor, params.subdistrictId, body, once),
  }))
  serve.json(contract.listMyWaits, async ({ actor }) => ({
    waits: await bookings.waits.mine(actor),
  }))
  serve.json(contract.leaveWaits, async ({ actor, params }) => {
    await bookings.waits.leave(actor, params)
    return {}
  })
  serve.json(contract.recordWish, async ({ params, body }) => {
    await bookings.wish(params.subdistrictId, body)
    return {}
  })
}
