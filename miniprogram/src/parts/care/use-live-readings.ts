import { useCallback, useEffect, useRef, useState } from 'react'
import type { LiveData } from '#shared/live/live.contract.ts'
import type { LiveReading } from '#shared/readings/live-readings.ts'
import {
  careKinds,
  careStateTopic,
  careTopic,
  readLiveReadings,
} from '#shared/readings/live-readings.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { readReadingsSnapshot, readRecentReadings } from '#shared/readings/readings.contract.ts'
import { call } from '../../platform/api.ts'
import { monotonic } from '../../platform/clock.ts'
import { onConnection } from '../../platform/connection.ts'
import { asFailure } from '../../platform/failure.ts'
import { follow, liveHeardAt } from '../../platform/live-socket.ts'
import { useDidShow } from '../../platform/page-lifecycle.ts'
import { useLive } from '../live/use-live.ts'
import { useLoaded } from '../loading/use-loaded.ts'
import type { ElderKey } from './care-pages.ts'
import { freshnessAt } from './freshness.ts'
import type { LiveState } from './live-state.ts'
import { afterReadings, afterSnapshot, nothingYet, recentOf, watchedDevice } from './live-state.ts'

/** Minutes of the line that goes on live. */
export const liveMinutes = 10
/** The watchdog looks so often; a longer pause between two looks means that the phone slept. */
const lookEvery = 1000
const slept = 20_000

type Raw = readonly [at: number, value: number | null]

/**
 * The readings of one elder as they come: the platform's snapshot, then each event, and beside them
 * the phone's own watchdog, which needs neither the server nor the socket.
 */
export const useLiveReadings = ({ subdistrictId, personId }: ElderKey) => {
  const params = { subdistrictId, personId }
  const key = `${subdistrictId}/${personId}`
  const [state, setState] = useState<LiveState>(nothingYet)
  const [raw, setRaw] = useState<readonly Raw[]>([])
  const [backfills, setBackfills] = useState(0)
  const [isRefused, setRefused] = useState(false)
  const answeredAt = useRef<number | null>(null)
  const openedAt = useRef(monotonic())
  const resumedAt = useRef(monotonic())
  const [at, setAt] = useState(monotonic)

  const loaded = useLoaded(async () => {
    try {
      const snapshot = await call(readReadingsSnapshot, { params })
      const arrived = monotonic()
      answeredAt.current = arrived
      setRefused(snapshot.classes.length === 0)
      const fresh = afterSnapshot(snapshot, arrived)
      // Events overtake the snapshot: what they brought meanwhile is newer.
      setState((before) => ({ ...fresh, newest: newerOf(before, fresh) }))
      return snapshot
    } catch (thrown) {
      const { code } = asFailure(thrown)
      if (code !== 'offline' && code !== 'unreadable') answeredAt.current = monotonic()
      throw thrown
    }
  }, key)
  const { reload } = loaded
  const snapshot = loaded.state.status === 'ready' ? loaded.state.value : null
  const classes = snapshot?.classes ?? []
  const watched = watchedDevice(state, snapshot?.devices ?? [])
  const line = lineMetric(watched.metric)

  const readLine = useCallback(async () => {
    if (line === null) return
    try {
      const query = { minutes: liveMinutes }
      const answer = await call(readRecentReadings, {
        params: { subdistrictId, personId, metric: line },
        query,
      })
      setRaw((before) => [...before, ...answer.points.map(([when, value]): Raw => [when, value])])
    } catch {
      // The line begins with what comes from now on.
    }
  }, [line, subdistrictId, personId])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another elder has another line
  useEffect(() => setRaw([]), [key])
  useEffect(() => {
    readLine()
  }, [readLine])

  const take = useCallback(
    (readings: readonly LiveReading[]) => {
      if (readings.length === 0) return
      setState((before) => afterReadings(before, readings, monotonic()))
      const added = readings
        .filter(({ metric }) => metric === line)
        .map(({ measuredAt, value }): Raw => [measuredAt, value])
      if (added.length > 0) setRaw((before) => [...before.slice(-1800), ...added])
    },
    [line],
  )
  const topics = classes.map((of) => careTopic(subdistrictId, personId, of)).join()
  const listener = useRef({ take, reload, readLine })
  listener.current = { take, reload, readLine }
  useEffect(() => {
    if (topics === '') return
    const hear = (data: LiveData) => listener.current.take(readLiveReadings(data))
    const stops = topics.split(',').map((topic) =>
      follow(topic, {
        onEvent: ({ kind, data }) => {
          if (kind === careKinds.backfilled) setBackfills((before) => before + 1)
          else hear(data)
        },
        onLatest: hear,
        onResync: () => {
          listener.current.reload()
          listener.current.readLine()
        },
        // What may not be seen any more must not stay on the page.
        onRefused: () => {
          setRefused(true)
          setState(nothingYet)
          setRaw([])
          listener.current.reload()
        },
      }),
    )
    return () => {
      for (const stop of stops) stop()
    }
  }, [topics])
  useLive(careStateTopic(subdistrictId, personId), reload)

  useEffect(() => {
    let looked = monotonic()
    const timer = setInterval(() => {
      const looking = monotonic()
      if (looking - looked > slept) {
        resumedAt.current = looking
        listener.current.reload()
      }
      looked = looking
      setAt(looking)
    }, lookEvery)
    const stop = onConnection((online) => {
      if (!online) return
      resumedAt.current = monotonic()
      listener.current.reload()
    })
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [])
  useDidShow(() => {
    resumedAt.current = monotonic()
  })

  const heard = [answeredAt.current, liveHeardAt()].filter((one): one is number => one !== null)
  const freshness = freshnessAt(
    {
      ...watched,
      heardAt: heard.length === 0 ? null : Math.max(...heard),
      openedAt: openedAt.current,
      resumedAt: resumedAt.current,
      isRefused,
    },
    at,
  )
  const platformNow = at + state.ahead
  return {
    ...loaded,
    snapshot,
    classes,
    newest: state.newest,
    /** The platform's clock, as far as the phone knows it; milliseconds since 1970. */
    now: platformNow,
    freshness,
    everySeconds: watched.everySeconds,
    lineMetric: line,
    recent: recentOf(raw, platformNow - liveMinutes * 60_000),
    backfills,
  }
}
export type LiveReadings = ReturnType<typeof useLiveReadings>

/** Only what beats or breathes makes a line. */
const lineMetric = (metric: MetricCode | null): MetricCode | null =>
  metric === 'heart_rate' || metric === 'pulse_rate' || metric === 'respiratory_rate'
    ? metric
    : null

const newerOf = (before: LiveState, fresh: LiveState): LiveState['newest'] => {
  const merged = new Map(fresh.newest)
  for (const [metric, known] of before.newest) {
    const found = merged.get(metric)
    if (found !== undefined && known.measuredAt > found.measuredAt) merged.set(metric, known)
  }
  return merged
}
