import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayWords } from '#shared/bookings/when.words.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import type { BookingId, SubdistrictId } from '#shared/ids.ts'
import { siteId } from '#shared/ids.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Banner } from '../../components/card.tsx'
import { Panes, Row, Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { Segments } from '../../components/segments.tsx'
import { Heading, Words } from '../../components/words.tsx'
import { SiteChoice } from '../../parts/bookings/site-choice.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { checkInPage, openRequest } from '../../parts/staff/staff-pages.ts'
import { go } from '../../platform/navigation.ts'
import { usePullToRefresh } from '../../platform/page-scroll.ts'
import { printPage } from '../../platform/print.ts'
import { useWideScreen } from '../../platform/wide-screen.ts'
import { BookingPane } from './booking-pane.tsx'
import { DayRows } from './day-rows.tsx'
import { DaySheet } from './day-sheet.tsx'
import s from './pane.module.scss'
import type { Day } from './use-day.ts'
import { useDay } from './use-day.ts'
import { useKnownSites } from './use-known-sites.ts'
import type { BookingDesk } from './workplaces.ts'

/** Who comes to one site on one day, by time; it prints, and works without a network. */
export function DayView({ desk }: { desk: BookingDesk }) {
  const { subdistrictId } = desk
  const { state, reload, site, choose } = useKnownSites(subdistrictId)
  return (
    <Screen title="今日名单" lead={site?.name} wide>
      <AsyncView
        state={state}
        retry={reload}
        isEmpty={(sites) => sites.length === 0}
        empty={{ title: '还没有您的服务点', words: '请管理员把您的岗位安排到服务点。' }}
      >
        {(sites) =>
          site === null ? null : (
            <OfSite
              key={site.siteId}
              subdistrictId={subdistrictId}
              site={site.siteId}
              choice={
                <SiteChoice
                  sites={sites.map(({ siteId: value, name: words }) => ({ value, words }))}
                  site={site.siteId}
                  onChange={choose}
                  question="哪个服务点"
                  all={null}
                />
              }
            />
          )
        }
      </AsyncView>
    </Screen>
  )
}

interface OfSiteProps {
  readonly subdistrictId: SubdistrictId
  readonly site: string
  /** The way to another site. */
  readonly choice: ReactNode
}

function OfSite({ subdistrictId, site, choice }: OfSiteProps) {
  const now = useNow()
  const today = shanghaiDay(now)
  const [ahead, setAhead] = useState(0)
  const wide = useWideScreen()
  const [selected, setSelected] = useState<BookingId | null>(null)
  const shown = addDays(today, ahead)
  const day = useDay({ subdistrictId, siteId: siteId(site), day: shown })
  usePullToRefresh(day.reload)
  const open = (id: BookingId) => (wide ? setSelected(id) : openRequest(subdistrictId, id))
  const list = (
    <View className={s.column}>
      {choice}
      <Days ahead={ahead} today={today} onChange={setAhead} />
      <Waiting day={day} now={now} />
      <Tools day={day} isToday={ahead === 0} />
      <AsyncView
        state={day.state}
        retry={day.reload}
        isEmpty={({ rows }) => rows.length === 0}
        empty={{ title: '这一天还没有预约', words: '约好的人会按时间排在这里。' }}
      >
        {() => <DayRows day={day} now={now} selected={wide ? selected : null} onOpen={open} />}
      </AsyncView>
    </View>
  )
  return (
    <>
      <Panes
        showing="list"
        list={list}
        detail={
          !wide ? null : selected === null ? (
            <View className={s.none}>
              <Words kind="quiet">在左边选一个人，看他的预约，记服务情况。</Words>
            </View>
          ) : (
            <BookingPane
              key={selected}
              subdistrictId={subdistrictId}
              bookingId={selected}
              onChange={day.reload}
            />
          )
        }
      />
      {day.state.status === 'ready' ? (
        <DaySheet siteName={day.state.value.siteName} day={shown} rows={day.rows} />
      ) : null}
    </>
  )
}

interface DaysProps {
  readonly ahead: number
  readonly today: string
  readonly onChange: (ahead: number) => void
}

function Days({ ahead, today, onChange }: DaysProps) {
  const keys = ['-1', '0', '1', '2'] as const
  const words = { '-1': '昨天', '0': '今天', '1': '明天', '2': '后天' }
  const far = keys.find((key) => Number(key) === ahead) === undefined
  return (
    <Stack gap="s">
      <Segments
        label="哪一天"
        items={keys.map((key) => ({ key, words: words[key] }))}
        current={keys.find((key) => Number(key) === ahead) ?? '0'}
        onChange={(key) => onChange(Number(key))}
      />
      <Row spread="between">
        <Button words="前一天" kind="quiet" fit onPress={() => onChange(ahead - 1)} />
        <Words kind={far ? 'strong' : 'quiet'}>{dateOf(addDays(today, ahead))}</Words>
        <Button words="后一天" kind="quiet" fit onPress={() => onChange(ahead + 1)} />
      </Row>
    </Stack>
  )
}

// Never 今天: the row above says that.
const dateOf = (day: string): string => dayWords(day, addDays(day, -3))

function Waiting({ day, now }: { day: Day; now: Date }) {
  const { state, waiting } = day
  const kept = state.status === 'ready' && state.value.isKept ? state.value : null
  if (waiting.length === 0 && kept === null) return null
  return (
    <Banner
      tone="yellow"
      icon="offline"
      title={waiting.length === 0 ? '没有网络' : `待发送 ${waiting.length}`}
    >
      <Stack gap="s">
        {kept === null ? null : (
          <Words>{`这是 ${timeInWords(new Date(kept.readAt), now)} 的名单，之后的变化还看不到。`}</Words>
        )}
        {waiting.length === 0 ? null : (
          <Words>{`${waiting.map(({ personName }) => personName).join('、')}的签到记在这台设备上，网络好了自动补发。`}</Words>
        )}
      </Stack>
    </Banner>
  )
}

function Tools({ day, isToday }: { day: Day; isToday: boolean }) {
  const { rows, subdistrictId, siteId: at } = day
  const count = (...statuses: string[]) =>
    rows.filter(({ status }) => statuses.includes(status)).length
  const come = count('checked_in', 'served')
  const missed = count('no_show')
  const words = `共 ${rows.length} 人，到了 ${come} 人${missed === 0 ? '' : `，${missed} 人没来`}`
  return (
    <Stack gap="s">
      {rows.length === 0 ? null : <Heading level={2}>{words}</Heading>}
      <Row spread="fill">
        {isToday ? (
          <Button
            words="扫码或号码签到"
            kind="secondary"
            icon="camera"
            onPress={() => go(checkInPage, { subdistrict: subdistrictId, site: at })}
          />
        ) : null}
        {process.env.TARO_ENV === 'h5' && rows.length > 0 ? (
          <Button words="打印名单" kind="secondary" icon="list" onPress={printPage} />
        ) : null}
      </Row>
    </Stack>
  )
}
