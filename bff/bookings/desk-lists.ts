import type { Reader } from '#db/database.ts'
import type { countDeskBookings, listDeskBookings } from '#shared/bookings/desk.contract.ts'
import type { QueryOf, ResponseOf } from '#shared/http/endpoint.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { BookingContext } from './booking-context.ts'
import { bookingRowOf } from './booking-view.ts'
import type { Workplaces } from './desk.policy.ts'
import { asLead, deskCursorOf, deskPositionOf } from './desk.policy.ts'
import type { DeskFilter } from './desk-lists.store.ts'
import { answersBetween, countBetween, countWaiting, listForDesk } from './desk-lists.store.ts'

const pageLength = 30

/** What waits at a desk, what comes and what is over, and how fast it answers. */
export const createDeskLists = ({ clock, database, offers }: BookingContext) => {
  const { reader } = database

  const filterOf = (
    subdistrictId: SubdistrictId,
    places: Workplaces,
    siteId?: DeskFilter['siteId'],
  ): DeskFilter => {
    const now = clock.now()
    return { subdistrictId, places, siteId, now, today: shanghaiInstant(shanghaiDay(now)) }
  }

  const ledBy = (tx: Reader, actor: Actor, subdistrictId: SubdistrictId) =>
    offers.workplacesOf(tx, asLead(actor), subdistrictId)

  return {
    /** @throws Refusal invalid_request for a cursor that is none of ours. */
    list: async (
      actor: Actor,
      subdistrictId: SubdistrictId,
      { queue, siteId, cursor }: QueryOf<typeof listDeskBookings>,
    ): Promise<ResponseOf<typeof listDeskBookings>> => {
      const places =
        queue === 'unanswered'
          ? await ledBy(reader, actor, subdistrictId)
          : await offers.workplacesOf(reader, actor, subdistrictId)
      const after = cursor === undefined ? undefined : deskPositionOf(cursor)
      const filter = filterOf(subdistrictId, places, siteId)
      const found = await listForDesk(reader, queue, filter, after, pageLength + 1)
      const page = found.slice(0, pageLength)
      const last = found.length > pageLength ? page.at(-1) : undefined
      return {
        bookings: page.map((summary) => bookingRowOf(summary, actor.personId)),
        nextCursor: last ? deskCursorOf({ at: last.position, bookingId: last.bookingId }) : null,
      }
    },

    counts: async (
      actor: Actor,
      subdistrictId: SubdistrictId,
    ): Promise<ResponseOf<typeof countDeskBookings>> => {
      const places = await offers.workplacesOf(reader, actor, subdistrictId)
      const filter = filterOf(subdistrictId, places)
      const tomorrow = shanghaiInstant(addDays(shanghaiDay(filter.now), 1))
      const led = await ledBy(reader, actor, subdistrictId)
      const { waiting, unanswered, oldestMinutes } = await countWaiting(reader, filter, led)
      return {
        new: waiting,
        unanswered,
        today: await countBetween(reader, filter, filter.today, tomorrow),
        answerTimes: {
          ...(await answersBetween(reader, filter, filter.today, tomorrow)),
          waiting,
          oldestMinutes,
        },
      }
    },
  }
}
