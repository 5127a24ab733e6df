import * as contract from '#shared/bookings/desk.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Desk } from './desk.ts'

export const serveBookingDesk = (serve: Kernel, desk: Desk): void => {
  const { answering, checkIn, dayList, lists, serving } = desk
  serve.json(contract.listDeskBookings, ({ actor, params, query }) =>
    lists.list(actor, params.subdistrictId, query),
  )
  serve.json(contract.countDeskBookings, ({ actor, params }) =>
    lists.counts(actor, params.subdistrictId),
  )
  serve.json(contract.acceptBooking, async ({ actor, params, once }) => ({
    booking: await answering.accept(actor, params, once),
  }))
  serve.json(contract.declineBooking, async ({ actor, params, body, once }) => ({
    booking: await answering.declineBy(actor, params, once, body),
  }))
  serve.json(contract.proposeTime, async ({ actor, params, body, once }) => ({
    booking: await answering.propose(actor, params, once, body),
  }))
  serve.json(contract.cancelBookingForSite, async ({ actor, params, body, once }) => ({
    booking: await answering.cancelForSite(actor, params, once, body),
  }))
  serve.json(contract.readDayList, ({ actor, params }) => dayList.read(actor, params))
  serve.json(contract.checkIn, ({ actor, params, body, once }) =>
    checkIn.atSite(actor, params, body, once),
  )
  serve.json(contract.checkInBooking, async ({ actor, params, body, once }) => ({
    booking: await checkIn.byStaff(actor, params, once, body),
  }))
  serve.json(contract.undoCheckIn, async ({ actor, params, once }) => ({
    booking: await checkIn.undo(actor, params, once),
  }))
  serve.json(contract.serveBooking, async ({ actor, params, body, once }) => ({
    booking: await serving.serve(actor, params, once, body),
  }))
  serve.json(contract.markNoShow, async ({ actor, params, once }) => ({
    booking: await serving.noShow(actor, params, once),
  }))
  serve.json(contract.revealBookingPhone, async ({ actor, params, body, once }) => ({
    phone: await serving.revealPhone(actor, params, once, body),
  }))
}
