import type { Reader, Transaction } from '#db/database.ts'
import { sqlState, violatedConstraint } from '#db/sql-state.ts'
import type { BodyOf, ResponseOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { OccurrenceId, ScheduleId, SiteId, SubdistrictId } from '#shared/ids.ts'
import { scheduleId as asSchedule } from '#shared/ids.ts'
import type {
  endSchedule,
  listSchedules,
  previewSchedule,
  ScheduleBody,
  ScheduleView,
} from '#shared/offers/offers.contract.ts'
import { readRule } from '#shared/offers/rule.ts'
import { ruleWords } from '#shared/offers/rule.words.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import type { IdempotencyKey } from '../http/serve.ts'
import { doOnce } from '../idempotency/idempotency.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { Calendar } from './calendar.ts'
import { findClosures } from './closures.store.ts'
import type { Occurrence } from './occurrences.store.ts'
import { countByDate, findOccurrence, lockCalendar, setCapacity } from './occurrences.store.ts'
import type { OfferBook } from './offer-book.ts'
import type { RecordChange } from './offer-record.ts'
import type { OfferShelf } from './offer-shelf.ts'
import { approveRule, approveSchedule } from './schedules.policy.ts'
import type { Schedule } from './schedules.store.ts'
import { findSchedules, insertSchedule, setLastDay } from './schedules.store.ts'
import type { SiteOf } from './site-of.ts'
import { approveDay } from './site-of.ts'

/** A date got more places. */
export type PlacesAdded = (
  tx: Transaction,
  date: Pick<Occurrence, 'occurrenceId' | 'offerId' | 'startsAt'> & {
    readonly subdistrictId: SubdistrictId
  },
) => Promise<void>

interface Needs extends SiteOf {
  readonly bookOf: OfferShelf['bookOf']
  readonly calendar: Calendar
  readonly record: RecordChange
}

/** When offers are given, set by whoever runs the site. */
export const createSchedules = (
  { clock, database, ids }: Platform,
  { bookOf, calendar, editableSiteOf, record, siteOf }: Needs,
) => {
  const listeners: PlacesAdded[] = []

  const viewOf = (book: OfferBook, { siteId: _of, ...schedule }: Schedule): ScheduleView => {
    const rule = readRule(schedule.rule)
    const resource = book.resources.find((one) => one.resourceId === schedule.resourceId)
    return {
      ...schedule,
      offerName: book.offers.get(schedule.offerId)?.serviceName ?? '',
      resourceName: resource?.name ?? null,
      ruleWords: rule ? ruleWords(rule) : schedule.rule,
    }
  }

  /** @throws Refusal not_found when there is none of that id */
  const oneSchedule = async (
    tx: Reader,
    subdistrictId: SubdistrictId,
    scheduleId: ScheduleId,
  ): Promise<Schedule> => {
    const [found] = await findSchedules(tx, subdistrictId, { scheduleId })
    if (!found) throw new Refusal('not_found')
    return found
  }

  /** Dates that cannot be as rules and holidays want them, because they are booked. */
  const toReview = async (
    tx: Reader,
    subdistrictId: SubdistrictId,
    schedules: readonly Schedule[],
  ) => {
    const wanted = await calendar.toReview(tx, subdistrictId, schedules)
    const booked = await countByDate(
      tx,
      subdistrictId,
      wanted.map(({ is }) => is.occurrenceId),
    )
    return wanted
      .flatMap(({ is, wanted: { state, startsAt, why } }) => {
        const bookings = booked.get(is.occurrenceId)
        const wantedStartsAt = state === 'planned' ? startsAt : null
        return bookings === undefined ? [] : [{ is, bookings, wantedStartsAt, why }]
      })
      .sort((one, other) => one.is.startsAt.getTime() - other.is.startsAt.getTime())
  }

  return {
    /** Told in the same transaction when a date gets more places: whoever waits is next. */
    whenPlacesAdded: (listener: PlacesAdded): void => void listeners.push(listener),

    /** @throws Refusal not_found for whoever does not work there */
    listSchedules: async (
      actor: Actor,
      subdistrictId: SubdistrictId,
      siteId: SiteId,
    ): Promise<ResponseOf<typeof listSchedules>> => {
      const tx = database.reader
      const { book } = await siteOf(tx, actor, subdistrictId, siteId)
      const today = shanghaiDay(clock.now())
      const all = await findSchedules(tx, subdistrictId, { siteId })
      const schedules = all.filter(({ endsOn }) => endsOn === null || endsOn >= today)
      const closures = await findClosures(tx, subdistrictId, today, siteId)
      const review = await toReview(tx, subdistrictId, all)
      return {
        schedules: schedules.map((schedule) => viewOf(book, schedule)),
        closures: closures.map(({ siteId: _of, ...closure }) => closure),
        toReview: review.map(({ is, wantedStartsAt, why, bookings }) => ({
          occurrenceId: is.occurrenceId,
          offerName: book.offers.get(is.offerId)?.serviceName ?? '',
          startsAt: is.startsAt.toISOString(),
          wantedStartsAt: wantedStartsAt?.toISOString() ?? null,
          why,
          bookings,
        })),
      }
    },

    /** @throws Refusal not_found | rule_unreadable | invalid_request */
    previewSchedule: async (
      actor: Actor,
      subdistrictId: SubdistrictId,
      siteId: SiteId,
      body: ScheduleBody,
    ): Promise<ResponseOf<typeof previewSchedule>> => {
      const tx = database.reader
      await siteOf(tx, actor, subdistrictId, siteId)
      const rule = approveRule(body)
      return {
        ruleWords: ruleWords(rule),
        days: await calendar.preview(tx, subdistrictId, { ...body, siteId }, rule),
      }
    },

    /** @throws Refusal not_found | not_allowed | rule_unreadable | offer_unknown | resource_unknown | schedule_shape | invalid_request */
    saveSchedule: (
      actor: Actor,
      subdistrictId: SubdistrictId,
      siteId: SiteId,
      body: ScheduleBody,
      once: IdempotencyKey,
    ): Promise<ScheduleView> =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const fresh = { scheduleId: asSchedule(ids.next()) }
        const { book } = await editableSiteOf(tx, actor, subdistrictId, siteId)
        const { result } = await doOnce(tx, actor, once, now, fresh, async () => {
          approveSchedule(book, siteId, body)
          const schedule = { ...body, ...fresh, siteId }
          await lockCalendar(tx, subdistrictId)
          await insertSchedule(tx, subdistrictId, schedule, { by: actor.personId, at: now })
          await calendar.conform(tx, subdistrictId, [schedule])
          await record(tx, actor, subdistrictId, 'schedule_saved', {
            ...{ objectKind: 'schedule', objectId: fresh.scheduleId },
            detail: { siteId, offerId: body.offerId, rule: body.rule },
          })
        })
        return viewOf(book, await oneSchedule(tx, subdistrictId, result.scheduleId))
      }),

    /**
     * The last day of a rule: later dates go, but for those that are booked, which are named.
     * @throws Refusal not_found | not_allowed | invalid_request
     */
    endSchedule: (
      actor: Actor,
      subdistrictId: SubdistrictId,
      scheduleId: ScheduleId,
      { lastDay }: BodyOf<typeof endSchedule>,
      once: IdempotencyKey,
    ): Promise<ResponseOf<typeof endSchedule>> =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        approveDay(lastDay, { where: 'body', field: 'lastDay' })
        const { siteId } = await oneSchedule(tx, subdistrictId, scheduleId)
        const { book } = await editableSiteOf(tx, actor, subdistrictId, siteId)
        await doOnce(tx, actor, once, now, { scheduleId }, async () => {
          await lockCalendar(tx, subdistrictId)
          const changed = { by: actor.personId, at: now }
          await setLastDay(tx, subdistrictId, scheduleId, lastDay, changed)
          const ended = await oneSchedule(tx, subdistrictId, scheduleId)
          await calendar.conform(tx, subdistrictId, [ended])
          await record(tx, actor, subdistrictId, 'schedule_ended', {
            ...{ objectKind: 'schedule', objectId: scheduleId },
            detail: { siteId, lastDay },
          })
        })
        const schedule = await oneSchedule(tx, subdistrictId, scheduleId)
        const review = await toReview(tx, subdistrictId, [schedule])
        return {
          schedule: viewOf(book, schedule),
          bookedAfter: review
            .filter(({ wantedStartsAt }) => wantedStartsAt === null)
            .map(({ is, bookings }) => ({ day: shanghaiDay(is.startsAt), bookings })),
        }
      }),

    /** @throws Refusal not_found | not_allowed | places_taken */
    changeOccurrence: async (
      actor: Actor,
      subdistrictId: SubdistrictId,
      occurrenceId: OccurrenceId,
      capacity: number,
    ): Promise<{ capacity: number; taken: number }> => {
      try {
        return await database.inTransaction(async (tx) => {
          const is = await findOccurrence(tx, subdistrictId, occurrenceId)
          const offer = is && (await bookOf(tx, subdistrictId)).offers.get(is.offerId)
          if (!offer || is.endsAt <= clock.now()) throw new Refusal('not_found')
          await editableSiteOf(tx, actor, subdistrictId, offer.siteId)
          if (!(await setCapacity(tx, subdistrictId, occurrenceId, capacity)))
            throw new Refusal('not_found')
          if (capacity > (is.capacity ?? 0))
            for (const listener of listeners) await listener(tx, { ...is, subdistrictId })
          await record(tx, actor, subdistrictId, 'places_changed', {
            ...{ objectKind: 'occurrence', objectId: occurrenceId },
            detail: { siteId: offer.siteId, offerId: offer.offerId, before: is.capacity, capacity },
          })
          const after = await findOccurrence(tx, subdistrictId, occurrenceId)
          return { capacity, taken: after?.taken ?? 0 }
        })
      } catch (error) {
        if (sqlState(error) === '23514' && violatedConstraint(error) === 'occurrences_not_oversold')
          throw new Refusal('places_taken')
        throw error
      }
    },
  }
}
