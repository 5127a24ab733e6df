import type { SubdistrictId } from '#shared/ids.ts'
import { readHaulageHours } from '#shared/renovations/renovations.contract.ts'
import { daysWords, hoursWords } from '#shared/renovations/renovations.words.ts'
import { addDays } from '#shared/time/shanghai.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'

const daysBack = 27

interface HoursCardProps {
  readonly subdistrictId: SubdistrictId
  readonly today: string
  /** Grows when a load was fetched here: then the figures are read again. */
  readonly fetched: number
}

/** How long people wait until a load is gone, against the goal; the last four weeks. */
export function HoursCard({ subdistrictId, today, fetched }: HoursCardProps) {
  const query = { from: addDays(today, -daysBack), to: today }
  const { state, reload } = useLoaded(
    () => call(readHaulageHours, { params: { subdistrictId }, query }),
    `${subdistrictId}${today}/${fetched}`,
  )
  return (
    <AsyncView state={state} retry={reload}>
      {({ goalHours, goalSource, collected, medianHours, slowestHours, withinGoal, ...more }) => (
        <Stack gap="s">
          <Card kind="rows" title="从约好到拉走">
            <ListRow title="最近四周拉走" end={`${collected} 单`} />
            <ListRow title="还等着拉" end={`${more.waiting} 单`} />
            {medianHours === null || slowestHours === null ? null : (
              <>
                <ListRow title="一般要" end={hoursWords(medianHours)} />
                <ListRow title="最慢" end={hoursWords(slowestHours)} />
                <ListRow
                  title={`${goalHours} 小时以内`}
                  end={`${Math.round((withinGoal / collected) * 100)}%`}
                />
              </>
            )}
            {more.weeks.map((week) => (
              <ListRow
                key={week.week}
                title={daysWords(week.week, addDays(week.week, 6))}
                note={`拉走 ${week.collected} 单`}
                end={week.medianHours === null ? undefined : hoursWords(week.medianHours)}
              />
            ))}
          </Card>
          <Words kind="quiet">{`目标 ${goalHours} 小时。${goalSource}`}</Words>
        </Stack>
      )}
    </AsyncView>
  )
}
