import { holdTime } from '#shared/bookings/bookings.contract.ts'
import { hexing } from '#tests/bookings/booking-scene.ts'
import { signInAt } from '#tests/guarantees/filing-load.ts'
import type { BookingBench, Wanted } from './booking-scene.ts'
import type { Load } from './load.ts'
import { measureInTurn } from './load.ts'
import { report } from './report.ts'

type Server = Pick<Load, 'address' | 'pid'>

/** So many fight for the thirty places of a class, and for one person's ten minutes. */
const fighters = { places: 60, minutes: 4 }
const goal = { floor: 0.5, aim: 0.8 }

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length]
  if (found === undefined) throw new Error('an empty list')
  return found
}

const anyOf = <T>(list: readonly T[]): T => at(list, Math.floor(Math.random() * list.length))

/** Holding under contention and spread out, and the list of free times, each beside the bare server. */
export const measureBookings = async (
  { people, rush, wide, desk, service }: BookingBench,
  ours: Server,
  bare: Server,
  { seconds, rounds }: { readonly seconds: number; readonly rounds: number },
): Promise<void> => {
  const tokens: string[] = []
  for (const { key } of people) {
    const { accessToken = '' } = await signInAt(ours.address, key)
    tokens.push(accessToken)
  }
  const holding = (choose: (turn: number) => Wanted) => {
    const bodyOf = (turn: number) => ({
      ...choose(turn),
      personId: at(people, turn).personId,
      party: 1,
    })
    const load = { method: 'POST', tokens, bodyOf, refusalCounts: true } as const
    const path = `/api${holdTime.path.replace(':subdistrictId', hexing.subdistrictId)}`
    return [
      { ...load, ...bare, path: '/bare/bookings' },
      { ...load, ...ours, path },
    ] as const
  }

  // Half of them want places, half want a person's time; the next thing when one is fought out.
  const contended = holding((turn) => {
    const half = Math.floor(turn / 2)
    return turn % 2 === 0
      ? at(rush, Math.floor(half / fighters.places))
      : at(desk, Math.floor(half / fighters.minutes))
  })
  report(
    `holding a time, ${fighters.places} after 30 places and ${fighters.minutes} after one time`,
    await measureInTurn(contended, seconds, rounds),
    goal,
  )
  const spread = holding((turn) => (turn % 2 === 0 ? anyOf(wide) : anyOf(desk)))
  report(
    `holding a time, spread over ${wide.length} sessions and ${desk.length} times`,
    await measureInTurn(spread, seconds, rounds),
    goal,
  )
  const times = { method: 'GET', tokens } as const
  report(
    'free times of one service at 23 sites, 14 days',
    await measureInTurn(
      [
        { ...times, ...bare, path: `/bare/times/${service}` },
        { ...times, ...ours, path: `/api/subdistricts/hexing/services/${service}/times?days=14` },
        { ...times, ...bare, path: `/bare/windows/${service}` },
      ],
      seconds,
      rounds,
    ),
    { ...goal, otherIs: 'the rows as they lie in the database, a fourteenth of the answer' },
  )
}
