import { useState } from 'react'
import type { CareSummary } from '#shared/alerts/alerts.contract.ts'
import { listSummaries } from '#shared/alerts/alerts.contract.ts'
import { dayWords } from '#shared/bookings/when.words.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Card } from '../../../../components/card.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Segments } from '../../../../components/segments.tsx'
import { Words } from '../../../../components/words.tsx'
import { NotMedical } from '../../../../parts/care/not-medical.tsx'
import { useElderKey } from '../../../../parts/care/use-elder-key.ts'
import { useNow } from '../../../../parts/clock/use-now.ts'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { call } from '../../../../platform/api.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'

/** `?subdistrict&elder`: each day, or each week, in plain words. */
export default function SummariesPage() {
  return (
    <Screen title="小结" lead="一天一句，一周一句">
      <WhenSignedIn why="登录后，可以看到小结。">{() => <Summaries />}</WhenSignedIn>
    </Screen>
  )
}

const spans = [
  { key: 'day', words: '每天' },
  { key: 'week', words: '每周' },
] as const

function Summaries() {
  const elder = useElderKey()
  const today = shanghaiDay(useNow())
  const [span, setSpan] = useState<CareSummary['span']>('day')
  const { state, reload } = useLoaded(
    async () => (await call(listSummaries, { params: { ...elder }, query: { span } })).summaries,
    `${elder.subdistrictId}/${elder.personId}/${span}`,
  )
  usePullToRefresh(reload)
  return (
    <Stack>
      <Segments label="每天还是每周" items={spans} current={span} onChange={setSpan} />
      <AsyncView
        state={state}
        retry={reload}
        isEmpty={(summaries) => summaries.length === 0}
        empty={{ title: '还没有小结', words: '每天早上写前一天的，每周一写上一周的。' }}
      >
        {(summaries) => (
          <Stack>
            {summaries.map(({ day, words }) => (
              <Card key={day} title={titleOf(span, day, today)}>
                <Words>{words}</Words>
              </Card>
            ))}
          </Stack>
        )}
      </AsyncView>
      <NotMedical />
    </Stack>
  )
}

const titleOf = (span: CareSummary['span'], day: string, today: string): string =>
  span === 'day'
    ? day === addDays(today, -1)
      ? '昨天'
      : dayWords(day, today)
    : `${dayWords(day, today)}到${dayWords(addDays(day, 6), today)}`
