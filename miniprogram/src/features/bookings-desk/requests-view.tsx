import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import type { BookingRow } from '#shared/bookings/bookings.contract.ts'
import { deskQueues } from '#shared/bookings/desk.contract.ts'
import { answerTimesWords } from '#shared/bookings/desk.words.ts'
import { bookingId } from '#shared/ids.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Panes, Row, Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { Segments } from '../../components/segments.tsx'
import { LiveRegion } from '../../components/toast.tsx'
import { ListEnd, Words } from '../../components/words.tsx'
import { kitchenPage } from '../../parts/bookings/canteen-pages.ts'
import { SiteChoice } from '../../parts/bookings/site-choice.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { SoundSheet } from '../../parts/staff/sound-sheet.tsx'
import { bookForPage, checkInPage, dayPage, openRequest } from '../../parts/staff/staff-pages.ts'
import { focusElement, useRowKeys } from '../../parts/staff/use-row-keys.ts'
import { go } from '../../platform/navigation.ts'
import { usePageParams } from '../../platform/page-lifecycle.ts'
import { usePullToRefresh } from '../../platform/page-scroll.ts'
import { useWideScreen } from '../../platform/wide-screen.ts'
import { BookingPane } from './booking-pane.tsx'
import s from './pane.module.scss'
import { RequestRow, requestElementId } from './request-row.tsx'
import { siteOptions, useMySites } from './use-my-sites.ts'
import type { Requests } from './use-requests.ts'
import { useRequests } from './use-requests.ts'
import type { BookingDesk } from './workplaces.ts'

const areaId = 'booking-requests'

/** What waits, the longest first; beside it, on a wide screen, the chosen booking. */
export function RequestsView({ desk }: { desk: BookingDesk }) {
  const { subdistrictId } = desk
  const wide = useWideScreen()
  const asked = usePageParams().booking
  const requests = useRequests(subdistrictId)
  const [selected, setSelected] = useState<string | null>(asked ?? null)
  usePullToRefresh(requests.refresh)
  const open = useCallback(
    (row: BookingRow) => {
      if (wide) setSelected(row.bookingId)
      else openRequest(row.subdistrictId, row.bookingId)
    },
    [wide],
  )
  const rows = requests.list.state.status === 'ready' ? requests.list.state.value.items : []
  useRowKeys(areaId, wide, (step) => {
    const at = rows.findIndex((row) => row.bookingId === selected)
    const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]
    if (next === undefined) return
    setSelected(next.bookingId)
    focusElement(requestElementId(next.bookingId))
  })
  const params = { subdistrict: subdistrictId }
  return (
    <Screen title="预约受理" lead={`${desk.subdistrictName} · ${desk.who}`} wide>
      <LiveRegion words={requests.heard} />
      <Panes
        showing="list"
        list={
          <View id={areaId} className={s.column}>
            <Row spread="fill">
              <Button
                words="今日名单"
                kind="secondary"
                icon="list"
                onPress={() => go(dayPage, params)}
              />
              <Button
                words="签到"
                kind="secondary"
                icon="camera"
                onPress={() => go(checkInPage, params)}
              />
              <Button
                words="替人预约"
                kind="secondary"
                icon="plus"
                onPress={() => go(bookForPage, params)}
              />
            </Row>
            <Tools desk={desk} requests={requests} />
            <List requests={requests} selected={wide ? selected : null} onOpen={open} />
          </View>
        }
        detail={
          !wide ? null : selected === null ? (
            <View className={s.none}>
              <Words kind="quiet">在左边选一个预约。用键盘上下键可以一个个看。</Words>
            </View>
          ) : (
            <BookingPane
              key={selected}
              subdistrictId={subdistrictId}
              bookingId={bookingId(selected)}
              onChange={requests.refresh}
            />
          )
        }
      />
    </Screen>
  )
}

/** Which of them, how fast we answer, and the sound. */
function Tools({ desk, requests }: { desk: BookingDesk; requests: Requests }) {
  const { queue, chooseQueue, site, chooseSite, tabWords, sound, answerTimes } = requests
  const [hearing, setHearing] = useState(false)
  const sites = useMySites(desk.subdistrictId)
  const mine = sites.state.status === 'ready' ? sites.state.value : []
  const options = siteOptions(mine)
  const cooks = mine.some(({ offers }) => offers.some(({ kind }) => kind === 'meal'))
  return (
    <View className={s.part}>
      <Segments
        label="哪些预约"
        items={deskQueues.map((key) => ({ key, words: tabWords(key) }))}
        current={queue}
        onChange={chooseQueue}
      />
      <SiteChoice
        sites={options}
        site={site}
        onChange={chooseSite}
        question="哪个服务点"
        all="我的所有服务点"
      />
      {answerTimes === null ? null : (
        <Words kind="quiet">{`${answerTimesWords(answerTimes)}。`}</Words>
      )}
      {cooks ? (
        <Button
          words="厨房备餐"
          kind="secondary"
          icon="list"
          onPress={() => go(kitchenPage, { subdistrict: desk.subdistrictId })}
        />
      ) : null}
      <Row spread="between">
        <Button
          words={sound.on ? '提示音开' : '提示音关'}
          kind="quiet"
          icon="sound"
          fit
          onPress={() => setHearing(true)}
        />
        <Button words="刷新" kind="quiet" icon="refresh" fit onPress={requests.refresh} />
      </Row>
      <SoundSheet open={hearing} what="新预约" sound={sound} onClose={() => setHearing(false)} />
    </View>
  )
}

const emptyWords = {
  new: { title: '没有等答复的预约', words: '来了新预约会自己出现，也可以开提示音。' },
  unanswered: { title: '没有超时的', words: '答复慢了的预约，会转到负责人这里。' },
  coming: { title: '还没有约好的', words: '接了单的预约，会按时间排在这里。' },
  ended: { title: '还没有结束的', words: '服务完成、取消和谢绝的，会留在这里。' },
} as const

interface ListProps {
  readonly requests: Requests
  readonly selected: string | null
  readonly onOpen: (row: BookingRow) => void
}

function List({ requests, selected, onOpen }: ListProps) {
  const { list, queue, accept, accepting } = requests
  const now = useNow().getTime()
  return (
    <AsyncView
      state={list.state}
      retry={list.reload}
      isEmpty={({ items }) => items.length === 0}
      empty={emptyWords[queue]}
    >
      {({ items, nextCursor }) => (
        <Stack gap="s">
          <View className={s.list}>
            {items.map((row) => (
              <RequestRow
                key={row.bookingId}
                row={row}
                now={now}
                selected={row.bookingId === selected}
                accepting={row.bookingId === accepting}
                onOpen={onOpen}
                onAccept={accept}
              />
            ))}
          </View>
          {nextCursor === null ? (
            <ListEnd words={`共 ${items.length} 个，都在这里了`} />
          ) : (
            <Button words="再看更多" kind="secondary" busy={list.loadingMore} onPress={list.more} />
          )}
        </Stack>
      )}
    </AsyncView>
  )
}
