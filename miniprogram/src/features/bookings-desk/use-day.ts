import { markNoShow, readDayList, undoCheckIn } from '#shared/bookings/desk.contract.ts'
import type { SiteId, SubdistrictId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { say } from '../../components/toast.tsx'
import { useCalm } from '../../parts/live/use-calm.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { now } from '../../platform/clock.ts'
import { asFailure, Failure } from '../../platform/failure.ts'
import { newKey } from '../../platform/random-key.ts'
import { dropDraft, readDraft, writeDraft } from '../../platform/storage.ts'
import type { DayList, DayRow } from './day-list.ts'
import { dayRowOf, parseDayList } from './day-list.ts'
import type { CheckInToSend } from './outbox.ts'
import { withOutbox } from './outbox.ts'
import type { SentCheckIn } from './send-check-ins.ts'
import { sendCheckIn, takeBackCheckIn, useOutbox } from './send-check-ins.ts'

interface SiteDay {
  readonly subdistrictId: SubdistrictId
  readonly siteId: SiteId
  readonly day: string
}

interface DayShown extends DayList {
  /** Kept from before: the network is away. */
  readonly isKept: boolean
}

const draftOf = (siteId: string): string => `day-list/${siteId}`

/** The list of a day is read from the server, and from this device when there is no network. */
const load = async ({ subdistrictId, siteId, day }: SiteDay): Promise<DayShown> => {
  const today = shanghaiDay(new Date(now()))
  try {
    const answer = await call(readDayList, { params: { subdistrictId, siteId, day } })
    const list: DayList = {
      siteId,
      siteName: answer.siteName,
      day,
      readAt: new Date(now()).toISOString(),
      rows: answer.bookings.map(dayRowOf),
    }
    if (day === today) await writeDraft(draftOf(siteId), list)
    return { ...list, isKept: false }
  } catch (thrown) {
    const failure = asFailure(thrown)
    const kept = await readDraft(draftOf(siteId), parseDayList)
    // Yesterday's digits have no business here any more.
    if (kept !== null && kept.day < today) await dropDraft(draftOf(siteId))
    if (failure.code !== 'offline' || kept === null || kept.day !== day) throw failure
    return { ...kept, isKept: true }
  }
}

export type ShownRow = ReturnType<typeof withOutbox>[number]

/** Everybody of one day at one site, and what one does with them at the door. */
export const useDay = (at: SiteDay) => {
  const { subdistrictId, siteId, day } = at
  const loaded = useLoaded(() => load(at), `${subdistrictId}/${siteId}/${day}`)
  const { reload } = loaded
  useLive(`booking-desk/${subdistrictId}`, useCalm(reload))
  const waiting = useOutbox(reload)
  const { busy, attempt } = useAttempt()

  const { state } = loaded
  const rows = state.status === 'ready' ? withOutbox(state.value.rows, waiting) : []

  /** Counts at once on this device; the server hears of it now or later. */
  const arrive = async (
    row: Pick<DayRow, 'bookingId' | 'personName' | 'serviceName'>,
    shown: CheckInToSend['shown'],
  ): Promise<SentCheckIn> => {
    const { bookingId, personName, serviceName } = row
    const when = new Date(now()).toISOString()
    const who = { bookingId, personName, serviceName }
    const sent = await sendCheckIn({
      ...{ key: await newKey(), at: when, subdistrictId, siteId, shown },
      ...who,
    })
    if (sent.outcome !== 'kept') await reload()
    return sent
  }

  const step = async (
    name: string,
    row: DayRow,
    contract: typeof undoCheckIn | typeof markNoShow,
    done: string,
  ): Promise<void> => {
    const params = { subdistrictId, bookingId: row.bookingId }
    const answer = await attempt(`${name} ${row.bookingId}`, (idempotencyKey) =>
      call(contract, { params, body: {} }, { idempotencyKey }),
    )
    if (answer instanceof Failure) say(failureWords(answer), 'problem')
    else say(done)
    await reload()
  }

  return {
    ...loaded,
    subdistrictId,
    siteId,
    day,
    rows,
    waiting: waiting.filter((entry) => entry.siteId === siteId),
    busy,
    attempt,
    arrive,
    checkIn: async (row: DayRow): Promise<void> => {
      const sent = await arrive(row, null)
      if (sent.outcome === 'done') say(`${row.personName}签到了`)
      else if (sent.outcome === 'kept') say(`${row.personName}签到了，网络好了自动补发`)
      else say(sent.words, 'problem')
    },
    undo: async (row: DayRow): Promise<void> => {
      if (await takeBackCheckIn(row.bookingId)) say('签到撤销了')
      else await step('undo', row, undoCheckIn, '签到撤销了')
    },
    noShow: (row: DayRow): Promise<void> =>
      step('no-show', row, markNoShow, `${row.personName}记为没有来`),
  }
}
export type Day = ReturnType<typeof useDay>
