import { View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { minuteWords } from '#shared/bookings/when.words.ts'
import { careStatusWords } from '#shared/care/care.words.ts'
import { readDisplay } from '#shared/care/care-desk.contract.ts'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import { shanghaiMinute } from '#shared/time/shanghai.ts'
import { spoken } from '../../components/aria.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Banner } from '../../components/card.tsx'
import { classes } from '../../components/classes.ts'
import { Screen } from '../../components/screen.tsx'
import { Words } from '../../components/words.tsx'
import { toneOfKind } from '../../parts/care/status-tag.tsx'
import { useCalm } from '../../parts/live/use-calm.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { now as clock, monotonic } from '../../platform/clock.ts'
import { useWideScreen } from '../../platform/wide-screen.ts'
import s from './display.module.scss'
import { lineKeys, turnSeconds, turnsOf } from './display-turns.ts'
import { deskTopicOf } from './use-desk-alerts.ts'
import type { CareDesk } from './with-care-desk.tsx'

type Shown = ResponseOf<typeof readDisplay>

/** Asked again so often even when nothing is told: what is shown must never be old unsaid. */
const askEvery = 30_000
const oldAfter = 90_000
const onWide = 21
const onNarrow = 5

/** Rolls through everybody, a page at a time; says itself when what it shows is old. */
export function Display({ desk }: { desk: CareDesk }) {
  const { subdistrictId } = desk
  const readAt = useRef(monotonic())
  const [turn, setTurn] = useState(0)
  const [held, setHeld] = useState(false)
  const [, setTick] = useState(0)
  const wide = useWideScreen()
  const { state, reload } = useLoaded(async () => {
    const shown = await call(readDisplay, { params: { subdistrictId }, query: {} })
    readAt.current = monotonic()
    return shown
  }, subdistrictId)
  useLive(deskTopicOf(desk), useCalm(reload))
  useEffect(() => {
    const asking = setInterval(reload, askEvery)
    const ticking = setInterval(() => setTick((before) => before + 1), 1000)
    return () => {
      clearInterval(asking)
      clearInterval(ticking)
    }
  }, [reload])
  useEffect(() => {
    if (held) return
    const turning = setInterval(() => setTurn((before) => before + 1), turnSeconds * 1000)
    return () => clearInterval(turning)
  }, [held])
  const old = monotonic() - readAt.current
  const time = minuteWords(shanghaiMinute(new Date(clock())))
  return (
    <Screen
      title={state.status === 'ready' ? state.value.unit.name : '大屏'}
      wide
      action={
        <Button
          words={held ? '继续滚动' : '停住'}
          kind="quiet"
          fit
          onPress={() => setHeld(!held)}
        />
      }
    >
      {old > oldAfter ? (
        <Banner
          tone="yellow"
          icon="offline"
          title={`平台连不上，数据已停 ${Math.floor(old / 60_000)} 分钟`}
        >
          <Words>屏上的情况可能变了，请到房间看看。</Words>
        </Banner>
      ) : null}
      <AsyncView
        state={state}
        retry={reload}
        isEmpty={({ residents }) => residents.length === 0}
        empty={{ title: '还没有登记老人' }}
      >
        {(shown) => <Turn shown={shown} time={time} turn={turn} size={wide ? onWide : onNarrow} />}
      </AsyncView>
    </Screen>
  )
}

interface TurnProps {
  readonly shown: Shown
  readonly time: string
  readonly turn: number
  readonly size: number
}

function Turn({ shown, time, turn, size }: TurnProps) {
  const turns = turnsOf(shown.residents, size)
  const at = turn % Math.max(1, turns.length)
  const page = turns[at] ?? []
  const keys = lineKeys(page)
  return (
    <View className={s.display}>
      <View className={s.time}>{time}</View>
      <View {...spoken({ role: 'list', label: '各有多少人' })} className={s.counts}>
        {shown.counts
          .filter(({ people }) => people > 0)
          .map(({ kind, people }) => (
            <View key={kind} {...spoken({ role: 'listitem' })} className={s.count}>
              <View className={s.number}>{people}</View>
              <View>{careStatusWords[kind]}</View>
            </View>
          ))}
      </View>
      <View {...spoken({ role: 'list', label: '老人' })} className={s.people}>
        {page.map(({ maskedName, room, kind }, place) => (
          <View
            key={keys[place]}
            {...spoken({ role: 'listitem' })}
            className={classes(s.person, s[toneOfKind[kind]])}
          >
            <View className={s.who}>{`${room} ${maskedName}`.trim()}</View>
            <View className={s.state}>{careStatusWords[kind]}</View>
          </View>
        ))}
      </View>
      <View className={s.where}>
        {turns.length < 2
          ? `共 ${shown.residents.length} 位`
          : `第 ${at + 1} 屏，共 ${turns.length} 屏 · ${shown.residents.length} 位`}
      </View>
    </View>
  )
}
