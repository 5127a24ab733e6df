import { useState } from 'react'
import { dayWords } from '#shared/bookings/when.words.ts'
import type { ScheduleView } from '#shared/offers/offers.contract.ts'
import { Button } from '../../components/button.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { DayPick } from '../../parts/days/day-pick.tsx'
import type { Calendar } from './use-calendar.ts'
import type { MySite } from './use-my-sites.ts'
import { YearPreview } from './year-preview.tsx'

interface ScheduleYearProps {
  readonly site: MySite
  readonly calendar: Calendar
  readonly today: string
  readonly schedule: ScheduleView
  readonly onEdit: () => void
  readonly onDone: () => void
}

/** One schedule over the next twelve months, to be changed or ended. */
export function ScheduleYear(props: ScheduleYearProps) {
  const { site, calendar, today, schedule, onEdit, onDone } = props
  const [ending, setEnding] = useState(false)
  const [lastDay, setLastDay] = useState(today)
  const { scheduleId, offerName, resourceName, ruleWords, ...body } = schedule
  const end = async () => {
    if (!(await calendar.end(schedule, lastDay))) return
    setEnding(false)
    onDone()
  }
  return (
    <Stack>
      <Words kind="strong">
        {[offerName, resourceName].filter((part) => part !== null).join(' · ')}
      </Words>
      <YearPreview
        key={scheduleId}
        subdistrictId={calendar.subdistrictId}
        siteId={calendar.siteId}
        body={body}
      />
      {site.mayEdit ? (
        <Row spread="even">
          <Button words="不再排了" kind="secondary" onPress={() => setEnding(true)} />
          <Button words="改排班" onPress={onEdit} />
        </Row>
      ) : null}
      <Sheet
        open={ending}
        title="不再排了"
        onClose={() => setEnding(false)}
        footer={
          <Button
            words={`办到${dayWords(lastDay, today)}为止`}
            kind="danger"
            busy={calendar.busy}
            onPress={end}
          />
        }
      >
        <Stack>
          <Words>{`${offerName}，${ruleWords}。之后还没人约的日子不再开放；已经有人约的照常办，要停请一天天停办。`}</Words>
          <DayPick
            label="最后一天"
            day={lastDay}
            today={today}
            first={today}
            onChange={setLastDay}
          />
        </Stack>
      </Sheet>
    </Stack>
  )
}
