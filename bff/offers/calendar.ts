import type { Reader, Transaction } from '#db/database.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { occurrenceId } from '#shared/ids.ts'
import type { PlannedDay } from '#shared/offers/offers.contract.ts'
import { scheduleEndedWords } from '#shared/offers/offers.words.ts'
import type { HolidayCalendar } from '#shared/offers/planned-days.ts'
import { longestMove, planDays } from '#shared/offers/planned-days.ts'
import type { Rule } from '#shared/offers/rule.ts'
import { readRule } from '#shared/offers/rule.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '#shared/time/shanghai.ts'
import type { Platform } from '../platform/platform.ts'
import type { Closure } from './closures.store.ts'
import { findClosures } from './closures.store.ts'
import type { Change, Occurrence } from './occurrences.store.ts'
import { changeFree, findComing, insertOccurrences, lockCalendar } from './occurrences.store.ts'
import type { Schedule } from './schedules.store.ts'
import { findSchedules } from './schedules.store.ts'

/**
 * Dates are made real so many days ahead. Our own default: longer than anybody books ahead, and the
 * State Council publishes a year about sixty days before it begins (2025-11-04 for 2026).
 */
export const daysAhead = 60

/** Twelve months and a day, so that the same date of next year is seen too. */
const previewDays = 366

/** One date as it is to be. */
type Wanted = Pick<Occurrence, 'ruleDay' | 'startsAt' | 'endsAt' | 'state' | 'why'>

/** A date as it is, and as it is to be. */
export interface Difference {
  readonly is: Occurrence
  readonly wanted: Wanted
}

const isClosed = (
  closures: readonly Closure[],
  { siteId, offerId }: Pick<Schedule, 'siteId' | 'offerId'>,
  day: string,
) =>
  closures.find(
    (closure) =>
      closure.siteId === siteId &&
      closure.day === day &&
      (closure.offerId === null || closure.offerId === offerId),
  )

/** Plans rules between two days; fourteen centres with ten stalls have one rule, followed once. */
const planner = (holidays: HolidayCalendar, from: string, to: string) => {
  const plans = new Map<string, readonly PlannedDay[]>()
  return (schedule: Schedule): readonly PlannedDay[] => {
    const { rule, startsOn, endsOn, holidayPolicy } = schedule
    const key = [rule, startsOn, endsOn, holidayPolicy].join()
    const known = plans.get(key)
    if (known) return known
    const read = readRule(rule)
    // Rules are read before they are written; one that is not any more gives no date to anybody.
    const plan = read ? planDays({ ...schedule, rule: read }, holidays, from, to) : []
    plans.set(key, plan)
    return plan
  }
}

/** What each date of a schedule is to be, with its hours and the days that are closed. */
const wantedDates = (
  schedule: Schedule,
  plan: readonly PlannedDay[],
  closures: readonly Closure[],
): Wanted[] =>
  plan.map(({ ruleDay, day, why }) => {
    const held = day ?? ruleDay
    const closure = day === null ? undefined : isClosed(closures, schedule, day)
    return {
      ruleDay,
      startsAt: shanghaiInstant(held, schedule.fromMinute),
      endsAt: shanghaiInstant(held, schedule.toMinute),
      state: day === null || closure ? 'cancelled' : 'planned',
      why: closure?.reason ?? (day === ruleDay ? null : why),
    }
  })

const differs = (is: Occurrence, wanted: Wanted): boolean =>
  is.state !== wanted.state ||
  is.why !== wanted.why ||
  is.startsAt.getTime() !== wanted.startsAt.getTime() ||
  is.endsAt.getTime() !== wanted.endsAt.getTime()

/** Brings dates in line with schedules, holidays and closures; what somebody has booked stays. */
export const createCalendar = ({ clock, database, ids }: Platform, holidays: HolidayCalendar) => {
  const compare = async (
    tx: Reader,
    subdistrictId: SubdistrictId,
    schedules: readonly Schedule[],
  ) => {
    const now = clock.now()
    const today = shanghaiDay(now)
    const to = addDays(today, daysAhead)
    const closures = await findClosures(tx, subdistrictId, today)
    const coming = await findComing(
      tx,
      subdistrictId,
      schedules.map(({ scheduleId }) => scheduleId),
      now,
    )
    const existing = new Map(coming.map((one) => [`${one.scheduleId} ${one.ruleDay}`, one]))
    const missing: (Wanted & { readonly schedule: Schedule })[] = []
    const changes: Difference[] = []
    // A date may have been moved ahead to today or later from a day that is past.
    const planOf = planner(holidays, addDays(today, -longestMove), to)
    for (const schedule of schedules)
      for (const wanted of wantedDates(schedule, planOf(schedule), closures)) {
        const key = `${schedule.scheduleId} ${wanted.ruleDay}`
        const is = existing.get(key)
        existing.delete(key)
        if (is && differs(is, wanted)) changes.push({ is, wanted })
        if (!is && wanted.startsAt > now) missing.push({ ...wanted, schedule })
      }
    // What no rule says any more: the schedule has ended before.
    for (const is of existing.values())
      if (is.state === 'planned' && is.ruleDay <= to)
        changes.push({ is, wanted: { ...is, state: 'cancelled', why: scheduleEndedWords } })
    return { missing, changes }
  }

  /** Makes dates real and corrects those that nobody has booked, within the caller's lock. */
  const conform = async (
    tx: Transaction,
    subdistrictId: SubdistrictId,
    schedules: readonly Schedule[],
  ): Promise<{ readonly added: number; readonly changed: number }> => {
    const { missing, changes } = await compare(tx, subdistrictId, schedules)
    const added = await insertOccurrences(
      tx,
      subdistrictId,
      missing.map(({ schedule, ...wanted }) => ({
        ...wanted,
        occurrenceId: occurrenceId(ids.next()),
        offerId: schedule.offerId,
        scheduleId: schedule.scheduleId,
        resourceId: schedule.resourceId,
        capacity: schedule.capacity,
      })),
    )
    const changed = await changeFree(
      tx,
      subdistrictId,
      changes.map(({ is, wanted }): Change => ({ ...wanted, occurrenceId: is.occurrenceId })),
    )
    return { added, changed: changed.length }
  }

  return {
    conform,

    /** Dates that are not as rules, holidays and closures want them. */
    toReview: async (
      tx: Reader,
      subdistrictId: SubdistrictId,
      schedules: readonly Schedule[],
    ): Promise<Difference[]> => (await compare(tx, subdistrictId, schedules)).changes,

    /** Twelve months of a rule from its first day (or today), closed days left out. */
    preview: async (
      tx: Reader,
      subdistrictId: SubdistrictId,
      schedule: Omit<Schedule, 'scheduleId'>,
      rule: Rule,
    ): Promise<PlannedDay[]> => {
      const today = shanghaiDay(clock.now())
      const from = schedule.startsOn > today ? schedule.startsOn : today
      const closures = await findClosures(tx, subdistrictId, today, schedule.siteId)
      return planDays({ ...schedule, rule }, holidays, from, addDays(from, previewDays)).map(
        (planned) => {
          const closed = planned.day && isClosed(closures, schedule, planned.day)
          return closed ? { ...planned, day: null, why: closed.reason } : planned
        },
      )
    },

    /** All of a subdistrict; for a new catalogue. */
    conformAll: async (tx: Transaction, subdistrictId: SubdistrictId): Promise<void> => {
      await lockCalendar(tx, subdistrictId)
      await conform(tx, subdistrictId, await findSchedules(tx, subdistrictId))
    },

    /** One round of the sweep; whoever finds another node at it leaves it to that one. */
    sweep: async (subdistrictIds: readonly SubdistrictId[]): Promise<void> => {
      for (const subdistrictId of subdistrictIds)
        await database.inTransaction(async (tx) => {
          if (!(await lockCalendar(tx, subdistrictId, { wait: false }))) return
          await conform(tx, subdistrictId, await findSchedules(tx, subdistrictId))
        })
    },
  }
}
export type Calendar = ReturnType<typeof createCalendar>
