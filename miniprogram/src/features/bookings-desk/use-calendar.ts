import { dayWords } from '#shared/bookings/when.words.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import type { ClosureId, OccurrenceId, SiteId, SubdistrictId } from '#shared/ids.ts'
import type { ScheduleBody, ScheduleView } from '#shared/offers/offers.contract.ts'
import {
  changeOccurrence,
  closeDay,
  endSchedule,
  listSchedules,
  reopenDay,
  saveSchedule,
} from '#shared/offers/offers.contract.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import { say } from '../../components/toast.tsx'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { now } from '../../platform/clock.ts'
import { Failure } from '../../platform/failure.ts'

/** Hours and closed days of a site, and what is done with them; each step says how it went. */
export const useCalendar = (subdistrictId: SubdistrictId, siteId: SiteId) => {
  const here = { subdistrictId, siteId }
  const loaded = useLoaded(() => call(listSchedules, { params: here }), siteId)
  const { busy, attempt } = useAttempt()

  const run = async <T>(
    name: string,
    step: (key: string) => Promise<T>,
    done: (answer: T) => string,
  ): Promise<boolean> => {
    const answer = await attempt(name, step)
    if (answer instanceof Failure) say(failureWords(answer), 'problem')
    else say(done(answer))
    await loaded.reload()
    return !(answer instanceof Failure)
  }

  const end = (schedule: ScheduleView, lastDay: string) =>
    run(
      `end ${schedule.scheduleId} ${lastDay}`,
      (idempotencyKey) => {
        const params = { subdistrictId, scheduleId: schedule.scheduleId }
        return call(endSchedule, { params, body: { lastDay } }, { idempotencyKey })
      },
      ({ bookedAfter }) => {
        if (bookedAfter.length === 0) return '记好了'
        const today = shanghaiDay(new Date(now()))
        const kept = bookedAfter.map(
          ({ day, bookings }) => `${dayWords(day, today)} ${bookings} 个`,
        )
        return `记好了。这些日子已经有人约，照常办：${kept.join('、')}。要停请一天天停办`
      },
    )

  return {
    ...loaded,
    ...here,
    busy,
    end,
    /** A schedule that takes the place of another ends that one the day before. */
    save: async (body: ScheduleBody, instead: ScheduleView | null): Promise<boolean> => {
      if (instead !== null && !(await end(instead, addDays(body.startsOn, -1)))) return false
      return run(
        `save ${JSON.stringify(body)}`,
        (idempotencyKey) => call(saveSchedule, { params: here, body }, { idempotencyKey }),
        ({ schedule }) => `排好了：${schedule.ruleWords}，现在就能约`,
      )
    },
    close: (body: BodyOf<typeof closeDay>) =>
      run(
        `close ${JSON.stringify(body)}`,
        (idempotencyKey) => call(closeDay, { params: here, body }, { idempotencyKey }),
        ({ told }) =>
          told === 0 ? '停办了，这天没有人约' : `停办了，${told} 个预约已取消并告诉本人`,
      ),
    reopen: (closureId: ClosureId) =>
      run(
        `reopen ${closureId}`,
        () => call(reopenDay, { params: { subdistrictId, closureId } }),
        () => '这天又可以约了，取消过的预约不会自动恢复',
      ),
    setPlaces: (occurrenceId: OccurrenceId, capacity: number) =>
      run(
        `places ${occurrenceId} ${capacity}`,
        () =>
          call(changeOccurrence, { params: { subdistrictId, occurrenceId }, body: { capacity } }),
        ({ capacity: places, taken }) => `改好了，共 ${places} 个名额，约了 ${taken} 个`,
      ),
  }
}
export type Calendar = ReturnType<typeof useCalendar>
