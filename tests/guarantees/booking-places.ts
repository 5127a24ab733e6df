import type { Place } from './booking-model.ts'

const hour = 60

/** Each history has offers of its own, so that what one leaves behind is nothing to the next. */
export const offersOf = (history: number) => ({
  [`talk-${history}`]: {
    kind: 'session' as const,
    from: 15 * hour,
    to: 16 * hour,
    capacity: 2,
    accept: { how: 'staff' as const, withinMinutes: 600 },
  },
  [`craft-${history}`]: {
    kind: 'session' as const,
    from: 16 * hour,
    to: 17 * hour,
    capacity: 2,
    price: { fullFen: 2000 },
    payBy: ['wechat' as const, 'counter' as const],
  },
  [`dance-${history}`]: {
    kind: 'session' as const,
    from: 19 * hour,
    to: 20 * hour,
    capacity: 2,
  },
  [`advice-${history}`]: {
    kind: 'time' as const,
    from: 9 * hour,
    to: 10 * hour,
    minutes: 30,
    resources: [`律师${history}`],
  },
})

interface When {
  readonly inDays: number
  readonly at?: number
}

/** Where a history plays, and when in the product's calendar. */
export const placesOf = (history: number): { place: Place; when: When }[] => {
  const one = (
    offer: string,
    when: When,
    rest: Partial<Pick<Place, 'seats' | 'how' | 'isPaid'>> = {},
  ) => ({
    when,
    place: {
      name: `${offer}@${when.inDays}/${when.at ?? ''}`,
      offer: `${offer}-${history}`,
      occurrence: `${offer}@${when.inDays}`,
      ...{ seats: 2, how: 'auto' as const, isPaid: false, isToday: when.inDays === 0, ...rest },
    },
  })
  return [
    one('talk', { inDays: 2 }, { how: 'staff' }),
    one('talk', { inDays: 3 }, { how: 'staff' }),
    one('craft', { inDays: 2 }, { isPaid: true }),
    one('dance', { inDays: 0 }),
    one('advice', { inDays: 2, at: 9 * hour }, { seats: 1 }),
    one('advice', { inDays: 2, at: 9 * hour + 30 }, { seats: 1 }),
  ]
}
