import { expect } from 'vitest'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import {
  answerProposal,
  cancelBooking,
  confirmBooking,
  holdTime,
  joinWaits,
  leaveWaits,
  moveBooking,
} from '#shared/bookings/bookings.contract.ts'
import {
  acceptBooking,
  checkInBooking,
  declineBooking,
  proposeTime,
} from '#shared/bookings/desk.contract.ts'
import type { BookingId, PersonId, WaitId } from '#shared/ids.ts'
import { paymentId } from '#shared/ids.ts'
import { closeDay } from '#shared/offers/offers.contract.ts'
import { payInDemo, preparePayment } from '#shared/payments/payments.contract.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { offerIdOf, siteIdOf } from '#tests/bookings/booking-catalogue.ts'
import type { bookingScene } from '#tests/bookings/booking-scene.ts'
import { hexing, sceneStaff } from '#tests/bookings/booking-scene.ts'
import type { Answer, Client } from '#tests/support/client.ts'
import type { TestApp } from '#tests/support/test-app.ts'
import type { Product } from './booking-commands.ts'
import type { BookingModel, ModelBooking, Place } from './booking-model.ts'
import { placesOf } from './booking-places.ts'

const start = '2026-11-17T02:00:00.000Z'

const home = ['m-0', 'm-1', 'm-2', 'm-3']

/** The product through its doors, and what it says in its own rows. */
export const productOf = async (
  app: TestApp,
  scene: ReturnType<typeof bookingScene>,
  history: number,
): Promise<Product & { readonly done: () => number }> => {
  let done = 0

  app.clock.set(start)
  const known = placesOf(history)
  const slots = new Map(
    await Promise.all(
      known.map(async ({ place, when }) => {
        return [place.name, await scene.slotOf(place.offer, when)] as const
      }),
    ),
  )
  const slotOf = ({ name }: Place) => {
    const slot = slots.get(name)
    if (!slot) throw new Error(`no ${name}`)
    return slot
  }
  const timeOf = (place: Place) => {
    const { occurrenceId, startsAt } = slotOf(place)
    return { occurrenceId, startsAt }
  }
  let clients = new Map<string, Promise<Client>>()
  const signedIn = (key: string, how: () => Promise<Client>) => {
    const client = clients.get(key) ?? how()
    clients.set(key, client)
    return client
  }
  const client = (person: number) => {
    const openId = home[person] ?? ''
    return signedIn(openId, () => app.newcomer(openId))
  }
  const clerk = () => signedIn('clerk', () => app.as(sceneStaff.clerk))
  const people: PersonId[] = []
  for (const person of home.keys()) people.push(await scene.whoIs(await client(person)))
  const idOf = (person: number): PersonId => {
    const id = people[person]
    if (!id) throw new Error('nobody')
    return id
  }
  const ids = new Map<ModelBooking, BookingId>()
  const payments = new Map<ModelBooking, string>()
  const waits = new Map<string, WaitId>()
  const paramsOf = (one: ModelBooking) => {
    const bookingId = ids.get(one)
    if (!bookingId) throw new Error('a booking without its id')
    return { ...hexing, bookingId }
  }
  /** '' when it was done. */
  const saidBy = (answer: Answer<unknown>): string =>
    answer.status < 300 ? '' : `${answer.status} ${answer.code}`
  const filled = (payBy: 'free' | 'wechat' | 'counter') => ({ payBy, note: '', despiteClash: true })
  const holdAs = (by: Client, person: number, place: Place, channel?: 'walk_in') =>
    by.ask(holdTime, {
      params: hexing,
      body: { ...slotOf(place), personId: idOf(person), party: 1, ...(channel ? { channel } : {}) },
    })

  /** The model's bookings that the product made by itself get their ids here. */
  const rowsOf = async (model: BookingModel) => {
    const { rows } = await app.platform.database.pool.query<{
      id: BookingId
      person: PersonId
      at: Date
      occurrence: string
      status: string
      until: Date | null
      toPay: boolean
      paid: boolean
      refunded: boolean
    }>(
      `select b.booking_id as id, b.person_id as person, b.starts_at as at,
          b.occurrence_id as occurrence, b.status, b.hold_until as until,
          b.awaits_payment as "toPay", b.paid_fen > 0 as paid,
          b.paid_fen > 0 and p.refunded_fen = b.paid_fen as refunded
        from bookings b left join payments p on p.payment_id = b.payment_id
        where b.offer_id = any($1::uuid[]) order by b.serial`,
      [[...new Set(known.map(({ place }) => offerIdOf(place.offer)))]],
    )
    const heard = new Set(ids.values())
    for (const row of rows.filter(({ id }) => !heard.has(id))) {
      const made = model.bookings.find(
        (one) =>
          !ids.has(one) &&
          idOf(one.person) === row.person &&
          slotOf(one.place).occurrenceId === row.occurrence,
      )
      if (made) ids.set(made, row.id)
    }
    return rows
  }

  return {
    done: () => done,
    places: known.map(({ place }) => place),
    says: (answer, expected) => {
      if (answer === '') done += 1
      if (expected === 'refused') expect(answer).toMatch(/^4(09|22) /)
      else expect(answer.replace(/^\d+ /, '')).toBe(expected)
    },
    hold: async (person, place, one) => {
      const answer = await holdAs(await client(person), person, place)
      if (one && answer.status === 201) ids.set(one, answer.body.booking.bookingId)
      return saidBy(answer)
    },
    walkIn: async (person, place) => {
      const held = await holdAs(await clerk(), person, place, 'walk_in')
      if (held.status !== 201) return saidBy(held)
      const params = scene.keyOf(held.body.booking)
      const body = filled(place.isPaid ? 'counter' : 'free')
      return saidBy(await (await clerk()).ask(confirmBooking, { params, body }))
    },
    confirm: async (one) => {
      const body = filled(one.place.isPaid ? 'wechat' : 'free')
      const answer = await (await client(one.person)).ask(confirmBooking, {
        params: paramsOf(one),
        body,
      })
      const booking: BookingView | undefined =
        answer.status === 200 ? answer.body.booking : undefined
      if (booking?.paymentId) payments.set(one, booking.paymentId)
      return saidBy(answer)
    },
    pay: async (one) => {
      const id = payments.get(one)
      if (id === undefined) return '409 nothing to pay'
      const params = { ...hexing, paymentId: paymentId(id) }
      const payer = await client(one.person)
      const prepared = await payer.ask(preparePayment, { params })
      if (prepared.status !== 200) return saidBy(prepared)
      const body = { package: prepared.body.parameters.package }
      const answer = await payer.ask(payInDemo, { params, body })
      await app.payDouble?.settled()
      return saidBy(answer)
    },
    cancel: async (one) =>
      saidBy(
        await (await client(one.person)).ask(cancelBooking, {
          params: paramsOf(one),
          body: { reason: '' },
        }),
      ),
    answer: async (one, how) => {
      const params = paramsOf(one)
      const by = await clerk()
      return saidBy(
        how === 'accept'
          ? await by.ask(acceptBooking, { params, body: {} })
          : await by.ask(declineBooking, { params, body: { reason: '人手不够' } }),
      )
    },
    propose: async (one, to) =>
      saidBy(
        await (await clerk()).ask(proposeTime, {
          params: paramsOf(one),
          body: { ...timeOf(to), note: '' },
        }),
      ),
    agree: async (one, said) =>
      saidBy(
        await (await client(one.person)).ask(answerProposal, {
          params: paramsOf(one),
          body: { answer: said },
        }),
      ),
    move: async (one, to) =>
      saidBy(
        await (await client(one.person)).ask(moveBooking, {
          params: paramsOf(one),
          body: timeOf(to),
        }),
      ),
    checkIn: async (one) =>
      saidBy(await (await clerk()).ask(checkInBooking, { params: paramsOf(one), body: {} })),
    join: async (person, place) => {
      const { occurrenceId } = slotOf(place)
      const answer = await (await client(person)).ask(joinWaits, {
        params: hexing,
        body: { occurrenceId, personId: idOf(person), party: 1 },
      })
      if (answer.status === 201) waits.set(`${person} ${place.name}`, answer.body.wait.waitId)
      return saidBy(answer)
    },
    leave: async (person, place) => {
      const waitId = waits.get(`${person} ${place.name}`)
      if (!waitId) throw new Error('he never waited')
      return saidBy(await (await client(person)).ask(leaveWaits, { params: { ...hexing, waitId } }))
    },
    closeDay: async (place) => {
      const answer = await (await clerk()).ask(closeDay, {
        params: { ...hexing, siteId: siteIdOf('one') },
        body: {
          day: shanghaiDay(new Date(slotOf(place).startsAt)),
          offerId: offerIdOf(place.offer),
          reason: '老师病了',
        },
      })
      await app.app.services.bookings.sweep()
      return saidBy(answer)
    },
    forward: (minutes) => {
      app.clock.forward(minutes)
      // A session ends as well.
      clients = new Map()
    },
    sweep: async () => {
      await app.app.services.bookings.sweep()
      await app.app.services.payments.sweep()
      await app.payDouble?.settled()
    },
    compare: async (model) => {
      const rows = await rowsOf(model)
      const minutesOf = (until: Date | null) =>
        until === null ? null : (until.getTime() - Date.parse(start)) / 60_000
      const told = (one: ModelBooking) => {
        const { person, place, status, until, toPay, paid, refunded } = one
        const seat = { person: idOf(person), at: slotOf(place).startsAt }
        const kept = status === 'held' ? { until } : {}
        return { id: ids.get(one), ...seat, status, toPay, paid, refunded, ...kept }
      }
      expect(
        rows.map(({ id, person, at, status, until, toPay, paid, refunded }) => {
          const kept = status === 'held' ? { until: minutesOf(until) } : {}
          return {
            id,
            person,
            at: at.toISOString(),
            status,
            toPay,
            paid,
            refunded: !!refunded,
            ...kept,
          }
        }),
      ).toEqual(expect.arrayContaining(model.bookings.map(told)))
      expect(rows.length).toBe(model.bookings.length)
      const { rows: listed } = await app.platform.database.pool.query<{
        occurrence: string
        left: number | null
        waiting: PersonId[]
      }>(
        `select o.occurrence_id as occurrence, o.capacity - o.taken as left,
            array(select w.person_id::text from waits w where w.occurrence_id = o.occurrence_id
              and w.state = 'waiting' order by w.serial) as waiting
          from occurrences o where o.occurrence_id = any($1::uuid[])`,
        [[...slots.values()].map(({ occurrenceId }) => occurrenceId)],
      )
      for (const { place } of known.filter(({ when }) => when.at === undefined)) {
        const row = listed.find(({ occurrence }) => occurrence === slotOf(place).occurrenceId)
        expect(row).toMatchObject({
          left: place.seats - model.taken(place),
          waiting: model.waitingFor(place).map(({ person }) => idOf(person)),
        })
      }
    },
  }
}
