import { View } from '@tarojs/components'
import { useState } from 'react'
import type { DemandRow } from '#shared/bookings/demand.contract.ts'
import { exportDemand, readDemand } from '#shared/bookings/demand.contract.ts'
import { demandSentences } from '#shared/bookings/demand.words.ts'
import { siteId } from '#shared/ids.ts'
import { addDays, shanghaiDay, weekday } from '#shared/time/shanghai.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Panes, Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { Segments } from '../../components/segments.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { everywhere, SiteChoice } from '../../parts/bookings/site-choice.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call, download, releaseFile } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { keepTextFile } from '../../platform/keep-file.ts'
import { useWideScreen } from '../../platform/wide-screen.ts'
import { ServiceBars } from './demand-bars.tsx'
import { byService, extremesOf, percentOf, sumOf } from './demand-sums.ts'
import { Licences } from './licences.tsx'
import s from './pane.module.scss'
import { siteOptions, useMySites } from './use-my-sites.ts'
import type { BookingDesk } from './workplaces.ts'

const ranges = [
  { key: '1', words: '本周' },
  { key: '4', words: '4 周' },
  { key: '12', words: '12 周' },
  { key: '52', words: '1 年' },
] as const
type Range = (typeof ranges)[number]['key']

/** Whole weeks up to the end of this one, coming days too: what is booked for them is wanted. */
const daysOf = (range: Range, today: string) => {
  const monday = addDays(today, 1 - weekday(today))
  return { from: addDays(monday, -7 * (Number(range) - 1)), to: addDays(monday, 6) }
}

/** What was wanted, given and missed: at a glance, in a sentence, and as a table to take away. */
export function DemandView({ desk }: { desk: BookingDesk }) {
  const { subdistrictId } = desk
  const today = shanghaiDay(useNow())
  const [range, setRange] = useState<Range>('4')
  const [site, setSite] = useState(everywhere)
  const wide = useWideScreen()
  const [saving, setSaving] = useState(false)
  const sites = useMySites(subdistrictId)
  const query = {
    ...daysOf(range, today),
    ...(site === everywhere ? {} : { siteId: siteId(site) }),
  }
  const params = { subdistrictId }
  const { state, reload } = useLoaded(
    async () => (await call(readDemand, { params, query })).rows,
    JSON.stringify(query),
  )
  const save = async () => {
    setSaving(true)
    try {
      const path = await download(exportDemand, { params, query })
      const kept = await keepTextFile(path, `需求一览-${query.from}-${query.to}.csv`)
      releaseFile(path)
      if (!kept) say('这台设备没有让保存', 'problem')
      else say(process.env.TARO_ENV === 'h5' ? '表格存好了' : '表格复制好了，可以粘贴到文件里')
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setSaving(false)
    }
  }
  const choices = (
    <>
      <Segments label="多长时间" items={ranges} current={range} onChange={setRange} />
      <SiteChoice
        sites={sites.state.status === 'ready' ? siteOptions(sites.state.value) : []}
        site={site}
        onChange={setSite}
        question="哪个服务点"
        all="我的所有服务点"
      />
    </>
  )
  const rest = (
    <>
      <Button words="下载表格" kind="secondary" icon="list" busy={saving} onPress={save} />
      <Licences subdistrictId={subdistrictId} today={today} />
    </>
  )
  return (
    <Screen title="需求一览" lead={desk.subdistrictName} wide>
      <AsyncView
        state={state}
        retry={reload}
        isEmpty={(rows) => rows.length === 0 && range === '52' && site === everywhere}
        empty={{ title: '还没有人约过', words: '有了预约，这里会看得出要什么、缺什么。' }}
      >
        {(rows) => {
          const plots = <Plots key={JSON.stringify(query)} rows={rows} />
          return wide ? (
            <Panes
              showing="list"
              list={
                <View className={s.column}>
                  {choices}
                  <InWords rows={rows} />
                  {rest}
                </View>
              }
              detail={plots}
            />
          ) : (
            <View className={s.column}>
              {choices}
              <InWords rows={rows} />
              {plots}
              {rest}
            </View>
          )
        }}
      </AsyncView>
    </Screen>
  )
}

interface RowsProps {
  readonly rows: readonly DemandRow[]
}

/** What the plots show, to be read. */
function InWords({ rows }: RowsProps) {
  if (rows.length === 0) return <Words>这段时间还没有人约，换长一点的时间看看。</Words>
  const { popular, missed } = extremesOf(byService(rows))
  const sum = sumOf(rows)
  const elders = percentOf(sum.elders, sum.people)
  return (
    <Card title="一句话">
      <Stack gap="s">
        {demandSentences(sum, popular, missed).map((sentence) => (
          <Words key={sentence}>{sentence}</Words>
        ))}
        {elders === null ? null : <Words>{`服务的人次里，${elders}% 是 60 岁以上的老人。`}</Words>}
      </Stack>
    </Card>
  )
}

/** Bars of each service, the most wanted first; one alone when it is chosen. */
function Plots({ rows }: RowsProps) {
  const [only, setOnly] = useState(everywhere)
  const services = byService(rows)
  if (services.length === 0) return null
  const shown = services.filter(({ code }) => only === everywhere || code === only)
  const most = Math.max(
    ...shown.map(({ offered, accepted, unmet }) => Math.max(offered, accepted, unmet)),
  )
  return (
    <View className={s.part}>
      <SiteChoice
        sites={services.map(({ code, name }) => ({ value: code, words: name }))}
        site={only}
        onChange={setOnly}
        question="哪项服务"
        all="所有服务"
      />
      <Card title="供给和需求">
        {shown.map((service) => (
          <ServiceBars key={service.code} service={service} most={most} />
        ))}
      </Card>
    </View>
  )
}
