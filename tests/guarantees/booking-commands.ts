import fc from 'fast-check'
import type { BookingModel, ModelBooking, Place } from './booking-model.ts'
import { endable } from './booking-model.ts'

/** The product, as the commands drive it; answers are a status and the code of a refusal. */
export interface Product {
  readonly places: readonly Place[]
  readonly hold: (person: number, place: Place, one?: ModelBooking) => Promise<string>
  readonly walkIn: (person: number, place: Place) => Promise<string>
  readonly confirm: (one: ModelBooking) => Promise<string>
  readonly pay: (one: ModelBooking) => Promise<string>
  readonly cancel: (one: ModelBooking) => Promise<string>
  readonly answer: (one: ModelBooking, how: 'accept' | 'decline') => Promise<string>
  readonly propose: (one: ModelBooking, to: Place) => Promise<string>
  readonly agree: (one: ModelBooking, said: 'agree' | 'decline') => Promise<string>
  readonly move: (one: ModelBooking, to: Place) => Promise<string>
  readonly checkIn: (one: ModelBooking) => Promise<string>
  readonly join: (person: number, place: Place) => Promise<string>
  readonly leave: (person: number, place: Place) => Promise<string>
  readonly closeDay: (place: Place) => Promise<string>
  readonly forward: (minutes: number) => void
  readonly sweep: () => Promise<void>
  /** Throws where the product and the model differ. */
  readonly compare: (model: BookingModel) => Promise<void>
  readonly says: (answer: string, expected: string) => void
}

type Command = fc.AsyncCommand<BookingModel, Product>

/** A history that goes on past the evening would meet rules of the night, which have their own tests. */
const longest = 5 * 60
const holdMinutes = 10
const payMinutes = 15

const command = (
  name: string,
  run: (model: BookingModel, product: Product) => Promise<void>,
  check: (model: BookingModel) => boolean = () => true,
): Command => ({
  check,
  toString: () => name,
  run: async (model, product) => {
    await run(model, product)
    await product.compare(model)
  },
})

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length]
  if (found === undefined) throw new Error('an empty list')
  return found
}

/** What stands against holding a seat, in the words of the API. */
const refusalOf = (model: BookingModel, person: number, place: Place): string => {
  if (model.isClosed(place)) return 'time_not_offered'
  if (model.hasIn(person, place)) return 'already_booked'
  return model.isFull(place) ? 'time_taken' : ''
}

const holding = async (model: BookingModel, product: Product, person: number, place: Place) => {
  const refusal = refusalOf(model, person, place)
  const one = refusal === '' ? model.seat(person, place, holdMinutes) : undefined
  product.says(await product.hold(person, place, one), refusal)
}

/** Another place of the same offer; its own when there is none. */
const otherOf = ({ places }: Product, { place }: ModelBooking, index: number): Place => {
  const others = places.filter(({ offer, name }) => offer === place.offer && name !== place.name)
  return others.length === 0 ? place : at(others, index)
}

const mayMove = (model: BookingModel, one: ModelBooking, to: Place): boolean =>
  ['requested', 'confirmed'].includes(one.status) &&
  to !== one.place &&
  !model.isClosed(to) &&
  !model.isFull(to) &&
  (to.occurrence === one.place.occurrence || !model.hasIn(one.person, to))

const place = fc.nat(5)
const person = fc.nat(3)
const which = fc.nat(11)

/** A step on one of the bookings there are. `work` says whether it may be, and what it does then. */
const onBooking = (
  name: string,
  ask: (product: Product, one: ModelBooking, index: number) => Promise<string>,
  may: (model: BookingModel, one: ModelBooking, product: Product, index: number) => boolean,
  then: (model: BookingModel, one: ModelBooking, product: Product, index: number) => void,
): fc.Arbitrary<Command> =>
  which.map((index) =>
    command(
      `${name} ${index}`,
      async (model, product) => {
        // Three of four steps are meant to succeed, where one can.
        const fit = model.bookings.filter((one) => may(model, one, product, index))
        const one = at(fit.length > 0 && index < 9 ? fit : model.bookings, index)
        const isAllowed = may(model, one, product, index)
        product.says(await ask(product, one, index), isAllowed ? '' : 'refused')
        if (isAllowed) then(model, one, product, index)
      },
      (model) => model.bookings.length > 0,
    ),
  )

const stands =
  (...statuses: readonly string[]) =>
  (_: BookingModel, { status }: ModelBooking) =>
    statuses.includes(status)

const hold = fc
  .tuple(person, place)
  .map(([who, where]) =>
    command(`hold ${who} ${where}`, (model, product) =>
      holding(model, product, who, at(product.places, where)),
    ),
  )

const confirm = onBooking(
  'confirm',
  (product, one) => product.confirm(one),
  (_, { status, toPay }) => status === 'held' && !toPay,
  (model, one) => {
    if (!one.place.isPaid)
      return model.become(one, one.place.how === 'auto' ? 'confirmed' : 'requested')
    one.toPay = true
    one.until = model.now() + payMinutes
  },
)

const pay = onBooking(
  'pay',
  (product, one) => product.pay(one),
  (_, { toPay }) => toPay,
  (model, one) => {
    model.become(one, 'confirmed')
    one.paid = true
  },
)

/** Without holds nothing happens: they come more often than the rest. */
export const bookingCommands: readonly fc.Arbitrary<Command>[] = [
  ...[hold, hold, hold, hold],
  fc.tuple(person, place).map(([who, where]) =>
    command(`walk in ${who} ${where}`, async (model, product) => {
      const wanted = at(product.places, where)
      const refusal = refusalOf(model, who, wanted)
      product.says(await product.walkIn(who, wanted), refusal)
      if (refusal === '') model.become(model.seat(who, wanted, holdMinutes), 'confirmed')
    }),
  ),
  ...[confirm, confirm, confirm, pay, pay],
  onBooking(
    'cancel',
    ({ cancel }, one) => cancel(one),
    stands(...endable),
    (model, one) => model.end(one, 'cancelled'),
  ),
  onBooking(
    'accept',
    ({ answer }, one) => answer(one, 'accept'),
    stands('requested'),
    (model, one) => model.become(one, 'confirmed'),
  ),
  onBooking(
    'decline',
    ({ answer }, one) => answer(one, 'decline'),
    stands('requested'),
    (model, one) => model.end(one, 'declined'),
  ),
  onBooking(
    'propose',
    (product, one, index) => product.propose(one, otherOf(product, one, index)),
    (model, one, product, index) => mayMove(model, one, otherOf(product, one, index)),
    (model, one, product, index) => {
      model.become(one, 'proposed')
      model.move(one, otherOf(product, one, index))
    },
  ),
  onBooking(
    'agree',
    ({ agree }, one) => agree(one, 'agree'),
    stands('proposed'),
    (model, one) => model.become(one, 'confirmed'),
  ),
  onBooking(
    'do not agree',
    ({ agree }, one) => agree(one, 'decline'),
    stands('proposed'),
    (model, one) => model.end(one, 'cancelled'),
  ),
  onBooking(
    'move',
    (product, one, index) => product.move(one, otherOf(product, one, index)),
    (model, one, product, index) => mayMove(model, one, otherOf(product, one, index)),
    (model, one, product, index) => {
      model.become(one, one.place.how === 'auto' ? 'confirmed' : 'requested')
      model.move(one, otherOf(product, one, index))
    },
  ),
  onBooking(
    'check in',
    ({ checkIn }, one) => checkIn(one),
    (_, one) => one.place.isToday && one.status === 'confirmed',
    (model, one) => model.become(one, 'checked_in'),
  ),
  fc.tuple(person, fc.nat(3)).map(([who, where]) =>
    command(`wait ${who} ${where}`, async (model, product) => {
      const wanted = at(product.places, where % 4)
      const isWaiting = model.waitingFor(wanted).some(({ person: known }) => known === who)
      const wrong = refusalOf(model, who, wanted)
      const refusal =
        wrong === ''
          ? 'not_full'
          : wrong === 'time_taken'
            ? isWaiting
              ? 'already_waiting'
              : ''
            : wrong
      product.says(await product.join(who, wanted), refusal)
      if (refusal === '') model.wait(who, wanted)
    }),
  ),
  fc.nat(3).map((where) =>
    command(`wait no longer ${where}`, async (model, product) => {
      const wanted = at(product.places, where)
      const [first] = model.waitingFor(wanted)
      if (!first) return
      product.says(await product.leave(first.person, wanted), '')
      model.leave(first.person, wanted)
    }),
  ),
  fc.integer({ min: 0, max: 23 }).map((where) =>
    command(
      `close ${where}`,
      async (model, product) => {
        const wanted = at(product.places, where)
        const refusal = model.isClosed(wanted) ? 'already_closed' : ''
        product.says(await product.closeDay(wanted), refusal)
        if (refusal === '') model.close(wanted)
      },
      // A closed place has little left to happen: one in four of these is meant.
      () => where < 6,
    ),
  ),
  fc.constantFrom(6, 16, 61, 121).map((minutes) =>
    command(
      `${minutes} minutes`,
      async (model, product) => {
        product.forward(minutes)
        await product.sweep()
        model.pass(minutes)
      },
      (model) => model.now() + minutes < longest,
    ),
  ),
  // Nobody has swept yet: whoever asks ends what was over himself.
  fc.tuple(fc.constantFrom(11, 121), person, place).map(([minutes, who, where]) =>
    command(
      `${minutes} minutes, then at once hold ${who} ${where}`,
      async (model, product) => {
        product.forward(minutes)
        model.pass(minutes)
        await holding(model, product, who, at(product.places, where))
        await product.sweep()
      },
      (model) => model.now() + minutes < longest && !model.bookings.some(({ toPay }) => toPay),
    ),
  ),
]
