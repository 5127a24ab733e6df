import { View } from '@tarojs/components'
import { useState } from 'react'
import { dayWords, minuteWords } from '#shared/bookings/when.words.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import type { ScheduleView } from '#shared/offers/offers.contract.ts'
import { holidayPolicyWords } from '#shared/offers/offers.words.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Banner, Card, ListRow } from '../../components/card.tsx'
import { Panes, Row, Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Heading, Words } from '../../components/words.tsx'
import { SiteChoice } from '../../parts/bookings/site-choice.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { scrollPageToTop } from '../../platform/page-scroll.ts'
import { useWideScreen } from '../../platform/wide-screen.ts'
import { ChangePlaces } from './change-places.tsx'
import { CloseDay } from './close-day.tsx'
import s from './pane.module.scss'
import { ScheduleEditor } from './schedule-editor.tsx'
import { ScheduleYear } from './schedule-year.tsx'
import type { Calendar } from './use-calendar.ts'
import { useCalendar } from './use-calendar.ts'
import type { MySite } from './use-my-sites.ts'
import { siteOptions, useMySites, useSiteChoice } from './use-my-sites.ts'
import type { BookingDesk } from './workplaces.ts'

type Opened =
  | { readonly what: 'new' }
  | { readonly what: 'close' }
  | { readonly what: 'places' }
  | { readonly what: 'year'; readonly schedule: ScheduleView }
  | { readonly what: 'edit'; readonly schedule: ScheduleView }
  | null

/** Hours of a site, closed days, and the twelve months that follow from them. */
export function CalendarView({ desk }: { desk: BookingDesk }) {
  const { state, reload } = useMySites(desk.subdistrictId)
  const sites = state.status === 'ready' ? state.value : []
  const { site, choose } = useSiteChoice(sites)
  if (site !== null) {
    return (
      <SiteCalendar key={site.siteId} desk={desk} site={site} sites={sites} onChoose={choose} />
    )
  }
  return (
    <Screen title="排班与停办" lead={desk.subdistrictName}>
      <AsyncView
        state={state}
        retry={reload}
        isEmpty={(all) => all.length === 0}
        empty={{ title: '还没有您的服务点', words: '请管理员把您的岗位安排到服务点。' }}
      >
        {() => null}
      </AsyncView>
    </Screen>
  )
}

interface SiteCalendarProps {
  readonly desk: BookingDesk
  readonly site: MySite
  readonly sites: readonly MySite[]
  readonly onChoose: (siteId: string) => void
}

const titles = {
  new: '新排班',
  edit: '改排班',
  year: '往后一年',
  close: '停办一天',
  places: '改一天的名额',
} as const

function SiteCalendar({ desk, site, sites, onChoose }: SiteCalendarProps) {
  const wide = useWideScreen()
  const now = useNow()
  const today = shanghaiDay(now)
  const calendar = useCalendar(desk.subdistrictId, site.siteId)
  const [opened, setOpened] = useState<Opened>(null)
  const open = (next: Opened) => {
    setOpened(next)
    if (!wide) scrollPageToTop()
  }
  const close = () => open(null)
  const inside =
    opened === null ? null : (
      <Detail
        key={JSON.stringify(opened)}
        opened={opened}
        site={site}
        calendar={calendar}
        today={today}
        onOpen={open}
        onDone={close}
      />
    )
  if (!wide && opened !== null) {
    return (
      <Screen title={titles[opened.what]} lead={site.name} onBack={close}>
        {inside}
        <Button words="回到排班" kind="quiet" onPress={close} />
      </Screen>
    )
  }
  return (
    <Screen title="排班与停办" lead={site.name} wide>
      <Panes
        showing="list"
        list={
          <View className={s.column}>
            <SiteChoice
              sites={siteOptions(sites)}
              site={site.siteId}
              onChange={onChoose}
              question="哪个服务点"
              all={null}
            />
            <Overview site={site} calendar={calendar} today={today} now={now} onOpen={open} />
          </View>
        }
        detail={
          !wide ? null : opened === null ? (
            <View className={s.none}>
              <Words kind="quiet">在左边选一个排班，看往后 12 个月哪天办、哪天因为放假改期。</Words>
            </View>
          ) : (
            <View className={s.detail}>
              <Stack>
                <Heading level={2}>{titles[opened.what]}</Heading>
                {inside}
              </Stack>
            </View>
          )
        }
      />
    </Screen>
  )
}

interface DetailProps {
  readonly opened: NonNullable<Opened>
  readonly site: MySite
  readonly calendar: Calendar
  readonly today: string
  readonly onOpen: (opened: Opened) => void
  readonly onDone: () => void
}

function Detail({ opened, onOpen, ...rest }: DetailProps) {
  if (opened.what === 'close') return <CloseDay {...rest} />
  if (opened.what === 'places') return <ChangePlaces {...rest} />
  if (opened.what === 'new') return <ScheduleEditor {...rest} schedule={null} />
  if (opened.what === 'edit') return <ScheduleEditor {...rest} schedule={opened.schedule} />
  const { schedule } = opened
  return (
    <ScheduleYear {...rest} schedule={schedule} onEdit={() => onOpen({ what: 'edit', schedule })} />
  )
}

interface OverviewProps {
  readonly site: MySite
  readonly calendar: Calendar
  readonly today: string
  readonly now: Date
  readonly onOpen: (opened: Opened) => void
}

const hoursWords = (schedule: ScheduleView): string =>
  `${minuteWords(schedule.fromMinute)}–${minuteWords(schedule.toMinute)}`

const factsOf = (schedule: ScheduleView, today: string): string =>
  [
    hoursWords(schedule),
    schedule.resourceName ?? '',
    schedule.capacity === null ? '' : `${schedule.capacity} 个名额`,
    holidayPolicyWords[schedule.holidayPolicy],
    schedule.startsOn > today ? `${dayWords(schedule.startsOn, today)}起` : '',
    schedule.endsOn === null ? '' : `到${dayWords(schedule.endsOn, today)}为止`,
  ]
    .filter((part) => part !== '')
    .join(' · ')

function Overview({ site, calendar, today, now, onOpen }: OverviewProps) {
  const [reopening, setReopening] = useState<string | null>(null)
  return (
    <AsyncView state={calendar.state} retry={calendar.reload}>
      {({ schedules, closures, toReview }) => {
        const running = schedules.filter(({ endsOn }) => endsOn === null || endsOn >= today)
        const ahead = closures.filter(({ day }) => day >= today)
        const nameOf = (offerId: string | null) =>
          site.offers.find((offer) => offer.offerId === offerId)?.serviceName ?? '整个服务点'
        const again = ahead.find(({ closureId }) => closureId === reopening)
        return (
          <Stack>
            {site.mayEdit ? (
              <Row spread="fill">
                <Button words="新排班" icon="plus" onPress={() => onOpen({ what: 'new' })} />
                <Button
                  words="停办一天"
                  kind="secondary"
                  onPress={() => onOpen({ what: 'close' })}
                />
                <Button
                  words="改一天的名额"
                  kind="secondary"
                  onPress={() => onOpen({ what: 'places' })}
                />
              </Row>
            ) : (
              <Words kind="quiet">只能看。排班由服务点的同事改。</Words>
            )}
            {toReview.length === 0 ? null : (
              <Banner tone="yellow" title={`${toReview.length} 场和放假碰上了，已经有人约`}>
                {toReview.map((one) => (
                  <Words key={one.occurrenceId}>
                    {`${one.offerName} ${timeInWords(new Date(one.startsAt), now)}，${one.why ?? ''}，约了 ${one.bookings} 个。${
                      one.wantedStartsAt === null
                        ? '按规律不该办'
                        : `按规律该改到${timeInWords(new Date(one.wantedStartsAt), now)}`
                    }，要停请停办那一天。`}
                  </Words>
                ))}
              </Banner>
            )}
            {running.length === 0 ? (
              <Words>还没有排班。排好以后，居民马上可以约。</Words>
            ) : (
              <Card kind="rows" title="排班">
                {running.map((schedule) => (
                  <ListRow
                    key={schedule.scheduleId}
                    title={`${schedule.offerName} · ${schedule.ruleWords}`}
                    note={factsOf(schedule, today)}
                    onPress={() => onOpen({ what: 'year', schedule })}
                  />
                ))}
              </Card>
            )}
            {ahead.length === 0 ? null : (
              <Card kind="rows" title="停办的日子">
                {ahead.map((closure) => (
                  <ListRow
                    key={closure.closureId}
                    title={`${dayWords(closure.day, today)} · ${nameOf(closure.offerId)}`}
                    note={`${closure.reason}${closure.told === 0 ? '' : `，取消了 ${closure.told} 个预约`}`}
                    {...(site.mayEdit ? { onPress: () => setReopening(closure.closureId) } : {})}
                  />
                ))}
              </Card>
            )}
            <Sheet
              open={again !== undefined}
              title="恢复这一天吗"
              onClose={() => setReopening(null)}
              footer={
                <Row spread="even">
                  <Button words="先不" kind="secondary" onPress={() => setReopening(null)} />
                  <Button
                    words="恢复，重新开放"
                    busy={calendar.busy}
                    onPress={async () => {
                      if (again !== undefined && (await calendar.reopen(again.closureId)))
                        setReopening(null)
                    }}
                  />
                </Row>
              }
            >
              <Words>取消过的预约不会自动恢复，位置重新开放给大家约。</Words>
            </Sheet>
          </Stack>
        )
      }}
    </AsyncView>
  )
}
