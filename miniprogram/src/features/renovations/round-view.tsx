import { useMemo, useState } from 'react'
import { minuteWords } from '#shared/bookings/when.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { readRound } from '#shared/renovations/renovations.contract.ts'
import { shanghaiDay, shanghaiMinute } from '#shared/time/shanghai.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { DayPick } from '../../parts/days/day-pick.tsx'
import { useLive } from '../../parts/live/use-live.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { usePullToRefresh } from '../../platform/page-scroll.ts'
import { CollectSheet } from './collect-sheet.tsx'
import { HoursCard } from './hours-card.tsx'
import { RoundMap } from './round-map.tsx'
import type { Stop } from './stop-card.tsx'
import { StopCard } from './stop-card.tsx'

/** The day's way from stop to stop, on a map and as a list; what is gone is said on the spot. */
export function RoundView({ subdistrictId }: { subdistrictId: SubdistrictId }) {
  const now = useNow()
  const today = shanghaiDay(now)
  const [picked, setPicked] = useState<string | null>(null)
  const [collecting, setCollecting] = useState<Stop | null>(null)
  const [fetched, setFetched] = useState(0)
  const day = picked ?? today
  const { state, reload } = useLoaded(
    () => call(readRound, { params: { subdistrictId, day } }),
    `${subdistrictId}/${day}`,
  )
  useLive(`booking-desk/${subdistrictId}`, reload)
  usePullToRefresh(reload)
  return (
    <Stack>
      <DayPick label="哪一天" day={day} today={today} onChange={setPicked} />
      <AsyncView
        state={state}
        retry={reload}
        isEmpty={({ stops }) => stops.length === 0}
        empty={{ title: '这一天没有要拉的', words: '居民约好、付好款以后，会出现在这里。' }}
      >
        {({ stops, occurrences }) => (
          <Stack>
            <Words kind="quiet">{windowsWords(occurrences)}</Words>
            <Way subdistrictId={subdistrictId} stops={stops} />
            {stops.map((stop, at) => (
              <StopCard
                key={stop.bookingId}
                stop={stop}
                number={at + 1}
                now={now}
                onCollect={() => setCollecting(stop)}
              />
            ))}
          </Stack>
        )}
      </AsyncView>
      <HoursCard subdistrictId={subdistrictId} today={today} fetched={fetched} />
      {collecting === null ? null : (
        <CollectSheet
          stop={collecting}
          onClose={() => setCollecting(null)}
          onDone={() => {
            setFetched((before) => before + 1)
            reload()
          }}
        />
      )}
    </Stack>
  )
}

function Way({ subdistrictId, stops }: { subdistrictId: SubdistrictId; stops: readonly Stop[] }) {
  const pins = useMemo(
    () =>
      stops.map(({ longitude, latitude }, at) => {
        return { longitude, latitude, number: at + 1 }
      }),
    [stops],
  )
  return <RoundMap subdistrictId={subdistrictId} pins={pins} />
}

interface Window {
  readonly startsAt: string
  readonly endsAt: string
  readonly capacity: number
  readonly taken: number
}

/** `上午8:00–上午11:30 约了 3/20 车`, windows at the same time added up. */
const windowsWords = (windows: readonly Window[]): string => {
  const byTime = new Map<string, { taken: number; capacity: number }>()
  for (const { startsAt, endsAt, capacity, taken } of windows) {
    const [from, to] = [startsAt, endsAt].map((at) => minuteWords(shanghaiMinute(new Date(at))))
    const key = `${from}–${to}`
    const sum = byTime.get(key) ?? { taken: 0, capacity: 0 }
    byTime.set(key, { taken: sum.taken + taken, capacity: sum.capacity + capacity })
  }
  return [...byTime]
    .map(([time, { taken, capacity }]) => `${time} 约了 ${taken}/${capacity} 车`)
    .join('；')
}
