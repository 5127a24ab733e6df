import { useCallback, useState } from 'react'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import type { OfferId, SubdistrictId } from '#shared/ids.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import { listTimes } from '#shared/offers/offers.contract.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import { call } from '../../platform/api.ts'
import { now } from '../../platform/clock.ts'
import type { Paged } from '../loading/use-paged.ts'
import { usePaged } from '../loading/use-paged.ts'

export type TimesOfDay = ResponseOf<typeof listTimes>['days'][number]

export interface Times extends Paged<TimesOfDay> {
  readonly earliest: readonly Slot[]
}

interface Wanted {
  readonly subdistrictId: SubdistrictId
  readonly code: string
  /** Only those of this offer, when a booking is moved. */
  readonly offerId: OfferId | undefined
  /** No time lies further ahead. */
  readonly daysAhead: number
  /** A desk books until it is over, the person himself until it closes. */
  readonly until?: 'ends'
}

const daysAtOnce = 14
const dayOf = ({ day }: TimesOfDay) => day

/** The earliest three times, and by day from today on; `more` brings the two weeks after. */
export const useTimes = (wanted: Wanted): Times => {
  const { subdistrictId, code, offerId, daysAhead, until } = wanted
  const [earliest, setEarliest] = useState<readonly Slot[]>([])
  const loadPage = useCallback(
    async (cursor: string | undefined) => {
      const today = shanghaiDay(new Date(now()))
      const from = cursor ?? today
      const only = {
        ...(offerId === undefined ? {} : { offerId }),
        ...(until === undefined ? {} : { until }),
      }
      const params = { subdistrictId, code }
      const answer = await call(listTimes, { params, query: { from, days: daysAtOnce, ...only } })
      if (cursor === undefined) setEarliest(answer.earliest)
      const next = addDays(from, daysAtOnce)
      return {
        items: answer.days.filter(({ slots }) => slots.length > 0),
        nextCursor: next <= addDays(today, daysAhead) ? next : null,
      }
    },
    [subdistrictId, code, offerId, daysAhead, until],
  )
  const paged = usePaged(loadPage, dayOf, `${subdistrictId}/${code}/${offerId ?? ''}`)
  return { ...paged, earliest }
}
