import { View } from '@tarojs/components'
import { useState } from 'react'
import { timeOfDayWords } from '#shared/bookings/bookings.words.ts'
import { dayWords } from '#shared/bookings/when.words.ts'
import type { KitchenMeal } from '#shared/canteen/canteen.contract.ts'
import { readKitchen } from '#shared/canteen/canteen.contract.ts'
import { kitchenStateWords, softWords } from '#shared/canteen/canteen.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import { spoken } from '../../components/aria.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Segments } from '../../components/segments.tsx'
import { Tag } from '../../components/tag.tsx'
import { Words } from '../../components/words.tsx'
import { menuEditPage } from '../../parts/bookings/canteen-pages.ts'
import { useNow } from '../../parts/clock/use-now.ts'
import { useCalm } from '../../parts/live/use-calm.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { checkInPage, openRequest } from '../../parts/staff/staff-pages.ts'
import { call } from '../../platform/api.ts'
import { go } from '../../platform/navigation.ts'
import { usePullToRefresh } from '../../platform/page-scroll.ts'
import { printPage } from '../../platform/print.ts'
import { KitchenSheet } from './kitchen-sheet.tsx'
import s from './kitchen-view.module.scss'
import type { Canteen } from './with-kitchen.tsx'

interface KitchenViewProps {
  readonly subdistrictId: SubdistrictId
  readonly canteen: Canteen
}

const days = ['0', '1', '2'] as const
const daysInWords = { '0': '今天', '1': '明天', '2': '后天' }

/** Portions to read from across the kitchen, live while orders come in; below, what is brought home. */
export function KitchenView({ subdistrictId, canteen }: KitchenViewProps) {
  const now = useNow()
  const [ahead, setAhead] = useState<(typeof days)[number]>('0')
  const day = addDays(shanghaiDay(now), Number(ahead))
  const { siteId } = canteen
  const { state, reload } = useLoaded(
    () => call(readKitchen, { params: { subdistrictId, siteId, day } }),
    `${siteId}/${day}`,
  )
  useLive(`booking-desk/${subdistrictId}`, useCalm(reload))
  usePullToRefresh(reload)
  const params = { subdistrict: subdistrictId, site: siteId }
  return (
    <Stack>
      <Segments
        label="哪一天"
        items={days.map((key) => ({ key, words: daysInWords[key] }))}
        current={ahead}
        onChange={setAhead}
      />
      <Words kind="quiet">{dayWords(day, addDays(day, -3))}</Words>
      <Row spread="fill">
        <Button
          words="扫码发餐"
          kind="secondary"
          icon="camera"
          onPress={() => go(checkInPage, params)}
        />
        <Button
          words="编菜单"
          kind="secondary"
          icon="list"
          onPress={() => go(menuEditPage, params)}
        />
        {process.env.TARO_ENV === 'h5' ? (
          <Button words="打印" kind="secondary" icon="list" onPress={printPage} />
        ) : null}
      </Row>
      <AsyncView
        state={state}
        retry={reload}
        isEmpty={({ meals }) => meals.length === 0}
        empty={{ title: '这一天不供餐' }}
      >
        {({ siteName, meals }) => (
          <>
            <View {...spoken({ role: 'status', live: 'polite' })} className={s.meals}>
              {meals.map((meal) => (
                <Counts key={meal.occurrenceId} meal={meal} now={now} />
              ))}
            </View>
            {meals.map((meal) => (
              <Deliveries key={meal.occurrenceId} subdistrictId={subdistrictId} meal={meal} />
            ))}
            <KitchenSheet siteName={siteName} day={day} meals={meals} now={now} />
          </>
        )}
      </AsyncView>
    </Stack>
  )
}

function Counts({ meal, now }: { meal: KitchenMeal; now: Date }) {
  const { offerName, startsAt, counts } = meal
  const total = counts.reduce((sum, { here, delivered }) => sum + here + delivered, 0)
  const done = counts.reduce((sum, { handedOver }) => sum + handedOver, 0)
  return (
    <Card title={`${offerName}　${timeOfDayWords(new Date(startsAt))}`}>
      <Stack>
        <Words kind="strong">{`共 ${total} 份，${kitchenStateWords(meal, now)}`}</Words>
        {done === 0 ? null : <Words>{`已经发出 ${done} 份`}</Words>}
        {counts.length === 0 ? <Words>菜单还没定，定了才能订餐。</Words> : null}
        <View className={s.counts}>
          {counts.map(({ set, isSoft, here, delivered }) => (
            <View
              key={set}
              {...spoken({
                role: 'text',
                label: `${set} ${here + delivered} 份，堂食 ${here}，外送 ${delivered}`,
              })}
              className={s.count}
            >
              <View className={s.number}>{here + delivered}</View>
              <View className={s.set}>{set}</View>
              {isSoft ? <Tag words={softWords} tone="green" /> : null}
              <View className={s.split}>{`堂食 ${here} · 外送 ${delivered}`}</View>
            </View>
          ))}
        </View>
      </Stack>
    </Card>
  )
}

interface DeliveriesProps {
  readonly subdistrictId: SubdistrictId
  readonly meal: KitchenMeal
}

function Deliveries({ subdistrictId, meal }: DeliveriesProps) {
  const { offerName, deliveries } = meal
  if (deliveries.length === 0) return null
  const left = deliveries.filter(({ isHandedOver }) => !isHandedOver).length
  return (
    <Card kind="rows" title={`${offerName}，送 ${deliveries.length} 家，还剩 ${left} 家`}>
      {deliveries.map((one) => (
        <ListRow
          key={one.bookingId}
          icon="pin"
          title={one.placeLabel}
          note={[
            `${one.personName}，${one.set} ${one.portions} 份`,
            `取餐号 ${one.number}`,
            one.note,
          ]
            .filter((part) => part !== '')
            .join(' · ')}
          end={one.isHandedOver ? <Tag words="送到了" tone="green" /> : undefined}
          onPress={() => openRequest(subdistrictId, one.bookingId)}
        />
      ))}
    </Card>
  )
}
