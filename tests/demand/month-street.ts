import {
  answerProposal,
  cancelBooking,
  confirmBooking,
  holdTime,
  joinWaits,
  moveBooking,
  rateBooking,
  readBooking,
  recordWish,
} from '#shared/bookings/bookings.contract.ts'
import {
  acceptBooking,
  checkInBooking,
  declineBooking,
  markNoShow,
  proposeTime,
  serveBooking,
} from '#shared/bookings/desk.contract.ts'
import type { BookingId, PersonId } from '#shared/ids.ts'
import { paymentId } from '#shared/ids.ts'
import type { OfferKind } from '#shared/offers/offer-kinds.ts'
import { collectAtCounter } from '#shared/payments/payments.contract.ts'
import type { Answer, Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import { atHome, hexing } from '../bookings/booking-scene.ts'
import type { Dice } from './dice.ts'
import type { PlannedDate } from './month-dates.ts'
import type { Known, Memory } from './month-model.ts'
import type { Elder } from './month-people.ts'

const minute = 60_000

/** What one may hear who asks for a time; everything else is a fault. */
const refusals = new Set([
  'time_taken',
  'time_not_offered',
  'already_booked',
  'not_for_this_person',
  'too_many_coming',
  'too_many_missed',
  'too_late_to_book',
  'too_late_to_cancel',
])

/** What people and staff do in a month, through HTTP; each answer is remembered, faults are kept. */
export const createStreet = (
  app: TestApp,
  dice: Dice,
  memory: Memory,
  dates: readonly PlannedDate[],
) => {
  const faults: string[] = []
  const counts: Record<string, number> = {}
  const clients = new Map<string, Promise<Client>>()
  let asked = 0
  const now = () => app.clock.now()
  const count = (what: string): void => {
    counts[what] = (counts[what] ?? 0) + 1
  }

  /** Signed in anew at each moment: a session ends as in life. */
  const as = (key: string): Promise<Client> => {
    const found = clients.get(key) ?? app.as(key)
    clients.set(key, found)
    return found
  }
  const hotline = () => as('hexing-hotline-1')
  const duty = () => as('hexing-duty-1')
  /** At the counter of elsewhere: what he writes down is still to be accepted. */
  const officer = () => as('hexing-officer-hexinger')

  const expectOk = <B>(what: string, answer: Answer<B>): boolean => {
    asked += 1
    if (answer.status < 300) return true
    if (answer.code !== undefined && refusals.has(answer.code)) count(`${what}: ${answer.code}`)
    else faults.push(`${what}: ${answer.status} ${answer.code} ${JSON.stringify(answer.detail)}`)
    return false
  }
  const paramsOf = ({ bookingId }: { readonly bookingId: BookingId }) => ({ ...hexing, bookingId })

  const pick = (within: readonly PlannedDate[]) => {
    const date = dice.of(within)
    const takesTime = date.kind === 'time' || date.kind === 'visit'
    const room = (date.endsAt.getTime() - date.startsAt.getTime()) / minute - date.minutes
    const steps = takesTime ? Math.floor(room / date.stepMinutes) + 1 : 1
    const later = dice.below(Math.max(steps, 1)) * date.stepMinutes * minute
    return { date, startsAt: new Date(date.startsAt.getTime() + later).toISOString() }
  }
  /** What begins in so many hours to so many days from now. */
  const coming = (hours: number, days: number): PlannedDate[] => {
    const [from, to] = [hours * 60 * minute, days * 1440 * minute].map((ms) => now().getTime() + ms)
    return dates.filter(
      ({ startsAt }) => startsAt.getTime() > (from ?? 0) && startsAt.getTime() < (to ?? 0),
    )
  }

  const confirm = async (client: Client, one: Known, kind: OfferKind): Promise<void> => {
    const ask = (despiteClash: boolean) =>
      client.ask(confirmBooking, {
        params: paramsOf(one),
        body: {
          payBy: one.priceFen === 0 ? 'free' : 'counter',
          note: '',
          ...(kind === 'visit' || kind === 'haulage' ? { place: atHome } : {}),
          ...(kind === 'meal' ? { menuSet: '大荤套餐' } : {}),
          despiteClash,
        },
      })
    let answer = await ask(false)
    if (answer.code === 'clash') answer = await ask(true)
    if (!expectOk('confirm', answer)) return
    const { status, paymentId: toPay } = answer.body.booking
    one.paymentId = toPay
    memory.becomes(one, status, now())
    count(`made ${status}`)
  }

  /** A place that is gone: he waits for it, or says that he wanted it. */
  const missOut = async (
    client: Client,
    date: PlannedDate,
    personId: PersonId,
    byStaff: boolean,
  ) => {
    if (date.capacity !== null && dice.percent(60)) {
      const answer = await client.ask(joinWaits, {
        params: hexing,
        body: {
          occurrenceId: date.occurrenceId,
          personId,
          party: 1,
          ...(byStaff ? { channel: 'phone' as const } : {}),
        },
      })
      const isOk = answer.code === 'already_waiting' || answer.code === 'not_full'
      if (!isOk && expectOk('wait', answer)) count('waits')
      return
    }
    const { serviceCode, siteId } = date
    const body = { kind: 'full' as const, serviceCode, siteId, words: '' }
    if (expectOk('wish', await app.nobody.ask(recordWish, { params: hexing, body })))
      count('wishes')
  }

  /** Asks for one of these times, at random. */
  const book = async (elder: Elder, within: readonly PlannedDate[]): Promise<void> => {
    const { date, startsAt } = pick(within)
    const { accountKey, personId } = elder
    const byStaff = accountKey === null
    const client = byStaff ? await (dice.percent(80) ? hotline() : officer()) : await as(accountKey)
    const leaves = dice.percent(3)
    const { occurrenceId, offerId } = date
    const answer = await client.ask(holdTime, {
      params: hexing,
      body: {
        ...{ offerId, occurrenceId, startsAt, personId, party: 1 },
        ...(byStaff
          ? { channel: dice.percent(50) ? ('phone' as const) : ('counter' as const) }
          : {}),
      },
    })
    if (!expectOk('hold', answer)) {
      if (answer.code === 'time_taken') await missOut(client, date, personId, byStaff)
      return
    }
    const one = memory.learn(answer.body.booking, accountKey)
    if (!leaves) await confirm(client, one, date.kind)
  }

  const clientFor = ({ accountKey }: Known) => (accountKey === null ? hotline() : as(accountKey))

  const cancel = async (one: Known): Promise<void> => {
    const answer = await (await clientFor(one)).ask(cancelBooking, {
      params: paramsOf(one),
      body: { reason: '有事' },
    })
    if (expectOk('cancel', answer)) memory.becomes(one, answer.body.booking.status, now())
  }

  const otherTime = (one: Known) => {
    const others = coming(6, 10).filter(({ offerId }) => offerId === one.offerId)
    if (others.length === 0) return undefined
    const { date, startsAt } = pick(others)
    return { occurrenceId: date.occurrenceId, startsAt }
  }

  const move = async (one: Known): Promise<void> => {
    const body = otherTime(one)
    if (!body) return
    one.hasMoved = true
    const answer = await (await clientFor(one)).ask(moveBooking, { params: paramsOf(one), body })
    if (!expectOk('move', answer)) return
    const { status, startsAt } = answer.body.booking
    memory.becomes(one, status, now(), new Date(startsAt))
    count('moved')
  }

  /** Most are accepted; some are declined or get another time, which is agreed to or not. */
  const answerRequest = async (one: Known): Promise<void> => {
    const desk = await duty()
    const params = paramsOf(one)
    if (dice.percent(80)) {
      const answer = await desk.ask(acceptBooking, { params, body: {} })
      if (expectOk('accept', answer)) memory.becomes(one, answer.body.booking.status, now())
      return
    }
    const other = dice.percent(50) ? otherTime(one) : undefined
    if (!other) {
      const answer = await desk.ask(declineBooking, { params, body: { reason: '人手不够' } })
      if (expectOk('decline', answer)) memory.becomes(one, answer.body.booking.status, now())
      return
    }
    one.hasMoved = true
    const proposed = await desk.ask(proposeTime, { params, body: { ...other, note: '' } })
    if (!expectOk('propose', proposed)) return
    const { status, startsAt } = proposed.body.booking
    memory.becomes(one, status, now(), new Date(startsAt))
    const said = await (await clientFor(one)).ask(answerProposal, {
      params,
      body: { answer: dice.percent(70) ? 'agree' : 'decline' },
    })
    if (expectOk('agree', said)) memory.becomes(one, said.body.booking.status, now())
  }

  /** Somebody does not come; the others are let in, served, pay, and some of them rate it. */
  const serve = async (one: Known): Promise<void> => {
    const desk = await duty()
    const params = paramsOf(one)
    if (dice.percent(6)) {
      const answer = await desk.ask(markNoShow, { params, body: {} })
      if (expectOk('no-show', answer)) memory.becomes(one, answer.body.booking.status, now())
      return
    }
    const arrived = await desk.ask(checkInBooking, { params, body: {} })
    if (!expectOk('check-in', arrived)) return
    memory.becomes(one, arrived.body.booking.status, now())
    if (one.priceFen > 0 && one.paymentId !== null) {
      const key = { ...hexing, paymentId: paymentId(one.paymentId) }
      const paid = await desk.ask(collectAtCounter, { params: key, body: { way: 'cash' } })
      one.hasPaid = expectOk('collect', paid)
    }
    if (one.status === 'checked_in') {
      const answer = await desk.ask(serveBooking, { params, body: { note: '', photoIds: [] } })
      if (!expectOk('serve', answer)) return
      memory.becomes(one, answer.body.booking.status, now())
    }
    if (one.accountKey === null || !dice.percent(80)) return
    const said = {
      onTime: 'yes',
      solved: 'yes',
      grade: 1 + dice.below(5),
      words: '还可以',
    } as const
    const rated = await (await as(one.accountKey)).ask(rateBooking, { params, body: said })
    one.hasRated = expectOk('rate', rated)
  }

  return {
    faults,
    counts,
    asked: () => asked,
    signInAnew: () => clients.clear(),
    ...{ as, coming, book, cancel, move, answerRequest, serve },

    /** A place came free and was offered to whoever waited: most take it, some never hear of it. */
    takeOffer: async (bookingId: BookingId, kind: OfferKind): Promise<void> => {
      const client = await hotline()
      const { booking } = await client.call(readBooking, { params: { ...hexing, bookingId } })
      const one = memory.learn(booking, null)
      count('offered')
      if (dice.percent(70)) await confirm(client, one, kind)
    },
  }
}
export type Street = ReturnType<typeof createStreet>
