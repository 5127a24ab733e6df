import { View } from '@tarojs/components'
import { pauseReasonWords } from '#shared/care/care.words.ts'
import type { PauseView } from '#shared/care/care-shapes.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { metricWords } from '#shared/readings/readings.words.ts'
import { Button } from '../../components/button.tsx'
import { Banner, Card, ListRow } from '../../components/card.tsx'
import { Words } from '../../components/words.tsx'
import type { Span } from '../../parts/care/chart-scale.ts'
import { ageWords } from '../../parts/care/freshness.words.ts'
import { LineChart } from '../../parts/care/line-chart.tsx'
import type { LineData } from '../../parts/care/line-shape.ts'
import type { Newest } from '../../parts/care/live-state.ts'
import type { LiveReadings } from '../../parts/care/use-live-readings.ts'
import { liveMinutes } from '../../parts/care/use-live-readings.ts'
import { measuredOf, pressureWords, readingWords } from '../../parts/care/values.words.ts'
import s from './elder-now.module.scss'

interface LiveCardProps {
  readonly live: LiveReadings
  readonly usual: Span | null
}

/** The heart's line of the last minutes with its newest value, how old it is, and its range. */
export function LiveCard({ live, usual }: LiveCardProps) {
  const { lineMetric, newest, recent, now, everySeconds } = live
  if (lineMetric === null) return null
  const known = newest.get(lineMetric)
  const { name, unit } = metricWords[lineMetric]
  const data: LineData = {
    from: now - liveMinutes * 60_000,
    to: now,
    now,
    points: recent.points,
    noSignal: recent.noSignal,
    every: everySeconds * 1000,
    usual,
    look: 'line',
  }
  return (
    <Card title={name}>
      <View className={s.value}>
        <View className={s.number}>{known?.value == null ? '——' : Math.round(known.value)}</View>
        <View className={s.unit}>{unit}</View>
        <View className={s.age}>{ageOf(known, now)}</View>
      </View>
      <Words kind="quiet">{`最近 ${liveMinutes} 分钟`}</Words>
      <LineChart data={data} measured={measuredOf(lineMetric)} />
    </Card>
  )
}

const ageOf = (known: Newest | undefined, now: number): string => {
  if (known === undefined) return '还没有测到'
  const age = ageWords(Math.max(0, now - known.measuredAt))
  return known.value === null ? `没戴好，${age}` : age
}

/** Seldom measured: when counts more than how long ago. */
const rows = [
  'heart_rate',
  'oxygen_saturation',
  'respiratory_rate',
  'pulse_rate',
  'temperature',
  'weight',
  'in_bed',
  'sleep_stage',
  'motion',
  'door',
  'water',
] as const satisfies readonly MetricCode[]

/** Every newest value with the time it was measured. */
export function ValuesCard({ live }: { live: LiveReadings }) {
  const { newest, lineMetric } = live
  const now = new Date(live.now)
  const systolic = newest.get('systolic')
  const diastolic = newest.get('diastolic')
  const shown = rows.filter((metric) => metric !== lineMetric && newest.has(metric))
  const hasPressure = systolic?.value != null && diastolic?.value != null
  if (shown.length === 0 && !hasPressure) return null
  return (
    <Card kind="rows" title="最近测到的">
      {hasPressure && systolic.value !== null && diastolic.value !== null ? (
        <ListRow
          title="血压"
          note={timeInWords(new Date(systolic.measuredAt), now)}
          end={<Value words={pressureWords(systolic.value, diastolic.value)} />}
        />
      ) : null}
      {shown.map((metric) => {
        const known = newest.get(metric)
        if (known === undefined) return null
        const { value, measuredAt, quality } = known
        const doubt = quality === 'suspect' ? '，这个数可能不准' : ''
        return (
          <ListRow
            key={metric}
            title={metricWords[metric].name}
            note={`${timeInWords(new Date(measuredAt), now)}${doubt}`}
            end={<Value words={value === null ? '没戴好' : readingWords(metric, value)} />}
          />
        )
      })}
    </Card>
  )
}

function Value({ words }: { words: string }) {
  return <View className={s.small}>{words}</View>
}

interface PauseBannerProps {
  readonly pause: PauseView
  readonly now: Date
  readonly busy: boolean
  readonly onEnd: () => void
}

/** Silence is expected, and until when. */
export function PauseBanner({ pause, now, busy, onEnd }: PauseBannerProps) {
  const { reason, note, untilAt, setByName } = pause
  const said = note === '' ? '' : `“${note}”，`
  return (
    <Banner
      tone="blue"
      icon="clock"
      title={`${pauseReasonWords[reason]}，暂停提醒到${timeInWords(new Date(untilAt), now)}`}
    >
      <Words>{`${said}${setByName}设的。到时候自己恢复。`}</Words>
      <Button words="现在就恢复提醒" kind="secondary" busy={busy} onPress={onEnd} />
    </Banner>
  )
}
