/** A date and hour with so many seats; those of one window share its occurrence. */
export interface Place {
  readonly name: string
  readonly offer: string
  readonly occurrence: string
  readonly seats: number
  readonly how: 'auto' | 'staff'
  readonly isPaid: boolean
  readonly isToday: boolean
}

export interface ModelBooking {
  readonly person: number
  place: Place
  status: string
  /** Minutes since the history began. */
  until: number | null
  toPay: boolean
  paid: boolean
  refunded: boolean
}

const living = ['held', 'requested', 'proposed', 'confirmed', 'checked_in']
const gone = ['cancelled', 'declined', 'expired']
export const endable = ['held', 'requested', 'proposed', 'confirmed']
const offerMinutes = 120

/** Seats and states as somebody would keep them on paper: it knows nothing of tables and locks. */
export const createBookingModel = () => {
  const bookings: ModelBooking[] = []
  let waiting: readonly { readonly person: number; readonly place: Place }[] = []
  const closed = new Set<string>()
  let now = 0

  const taken = (place: Place): number =>
    bookings.filter((one) => one.place.name === place.name && !gone.includes(one.status)).length
  const isFull = (place: Place): boolean => taken(place) >= place.seats
  const hasIn = (person: number, { occurrence }: Place): boolean =>
    bookings.some(
      (one) =>
        one.person === person && one.place.occurrence === occurrence && living.includes(one.status),
    )
  const seat = (person: number, place: Place, minutes: number): ModelBooking => {
    const kept = {
      status: 'held',
      until: now + minutes,
      toPay: false,
      paid: false,
      refunded: false,
    }
    const one = { person, place, ...kept }
    bookings.push(one)
    return one
  }
  /** Whoever waits longest has the first seat that is free, for two hours. */
  const serve = (place: Place): void => {
    const next = waiting.find((wait) => wait.place.name === place.name)
    if (!next || isFull(place) || closed.has(place.occurrence)) return
    waiting = waiting.filter((wait) => wait !== next)
    seat(next.person, place, offerMinutes)
    serve(place)
  }
  const become = (one: ModelBooking, status: string): void => {
    Object.assign(one, { status, until: null, toPay: false })
  }
  const end = (one: ModelBooking, status: string): void => {
    become(one, status)
    one.refunded = one.paid
    serve(one.place)
  }
  return {
    bookings,
    waitingFor: (place: Place) => waiting.filter((wait) => wait.place.name === place.name),
    wait: (person: number, place: Place) => {
      waiting = [...waiting, { person, place }]
    },
    leave: (person: number, place: Place) => {
      waiting = waiting.filter((wait) => wait.person !== person || wait.place !== place)
    },
    now: () => now,
    isClosed: ({ occurrence }: Place) => closed.has(occurrence),
    ...{ taken, isFull, hasIn, seat, become, end },
    move: (one: ModelBooking, to: Place): void => {
      const from = one.place
      one.place = to
      serve(from)
    },
    pass: (minutes: number): void => {
      now += minutes
      for (const one of bookings)
        if (one.status === 'held' && (one.until ?? now) <= now) end(one, 'expired')
    },
    close: ({ occurrence }: Place): void => {
      closed.add(occurrence)
      waiting = waiting.filter(({ place }) => place.occurrence !== occurrence)
      for (const one of bookings)
        if (one.place.occurrence === occurrence && endable.includes(one.status))
          end(one, 'cancelled')
    },
  }
}
export type BookingModel = ReturnType<typeof createBookingModel>
