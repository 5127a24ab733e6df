import { useState } from 'react'
import { dayWords } from '#shared/bookings/when.words.ts'
import { readSleepNight } from '#shared/readings/readings.contract.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import type { ElderKey } from '../../parts/care/care-pages.ts'
import { nightWords } from '../../parts/care/chart.words.ts'
import { Hypnogram } from '../../parts/care/hypnogram.tsx'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'

/** As long as raw readings are kept for certain. */
const mostBack = 60

interface ElderSleepProps {
  readonly elder: ElderKey
  readonly now: Date
}

/** One night, the last one first. */
export function ElderSleep({ elder, now }: ElderSleepProps) {
  const today = shanghaiDay(now)
  const [back, setBack] = useState(0)
  const day = addDays(today, -back)
  const { subdistrictId, personId } = elder
  const { state, reload } = useLoaded(
    () => call(readSleepNight, { params: { subdistrictId, personId, day } }),
    `${subdistrictId}/${personId}/${day}`,
  )
  const title = back === 0 ? '昨晚睡眠' : `睡眠，到${dayWords(day, today)}早上`
  return (
    <Card title={title}>
      <Stack gap="s">
        <AsyncView state={state} retry={reload} skeleton="page">
          {(night) => (
            <Stack gap="s">
              <Words>{nightWords(night).join('')}</Words>
              <Hypnogram night={night} />
            </Stack>
          )}
        </AsyncView>
        <Row spread="between">
          {back < mostBack ? (
            <Button words="前一晚" kind="quiet" fit onPress={() => setBack(back + 1)} />
          ) : null}
          {back > 0 ? (
            <Button words="后一晚" kind="quiet" fit onPress={() => setBack(back - 1)} />
          ) : null}
        </Row>
      </Stack>
    </Card>
  )
}
