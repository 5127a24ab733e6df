import type { SiteId, SubdistrictId } from '#shared/ids.ts'
import type { PlannedDay, ScheduleBody } from '#shared/offers/offers.contract.ts'
import { previewSchedule } from '#shared/offers/offers.contract.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Tag } from '../../components/tag.tsx'

import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { byMonth, changedWords, keptWords, monthWords } from './year-plan.ts'

interface YearPreviewProps {
  readonly subdistrictId: SubdistrictId
  readonly siteId: SiteId
  readonly body: ScheduleBody
}

/** Twelve months of a rule, before it counts: which dates are held, moved and left out. */
export function YearPreview({ subdistrictId, siteId, body }: YearPreviewProps) {
  const { state, reload } = useLoaded(
    () => call(previewSchedule, { params: { subdistrictId, siteId }, body }),
    JSON.stringify(body),
  )
  return (
    <AsyncView state={state} retry={reload}>
      {({ ruleWords, days }) => <Months ruleWords={ruleWords} days={days} />}
    </AsyncView>
  )
}

function Months({ ruleWords, days }: { ruleWords: string; days: readonly PlannedDay[] }) {
  const moved = days.filter(({ day, ruleDay }) => day !== null && day !== ruleDay).length
  const left = days.filter(({ day }) => day === null).length
  const held = days.length - left
  const provisional = days.some((day) => day.provisional)
  const words = [
    `往后 12 个月办 ${held} 次`,
    moved === 0 ? '' : `其中 ${moved} 次因为放假改期`,
    left === 0 ? '' : `${left} 次不办`,
  ]
  return (
    <Card kind="rows" title={ruleWords}>
      <ListRow title={words.filter((part) => part !== '').join('，')} />
      {byMonth(days).map(({ month, kept, changed }) => (
        <ListRow
          key={month}
          title={monthWords(month)}
          note={[keptWords(kept), ...changed.map(changedWords)]
            .filter((part) => part !== '')
            .join('\n')}
          end={
            changed.length === 0 ? undefined : (
              <Tag
                words={changed.some(({ day }) => day === null) ? '有不办的' : '有改期'}
                tone="orange"
              />
            )
          }
        />
      ))}
      {provisional ? (
        <ListRow
          title="暂定"
          note="明年的放假安排还没公布，先按法律定好的节日算，公布后会自动重排。"
        />
      ) : null}
    </Card>
  )
}
