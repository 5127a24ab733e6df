import type { SleepNight } from '#shared/readings/readings.contract.ts'
import { nightParts, nightTable, nightWords } from './chart.words.ts'
import { ChartFrame } from './chart-frame.tsx'
import { drawNight } from './draw-night.ts'
import { nightShape } from './night-shape.ts'

/** A night: in bed or out, awake or asleep by stage. */
export function Hypnogram({ night }: { night: SleepNight }) {
  const parts = nightParts(night)
  const [first] = parts
  const last = parts[parts.length - 1]
  if (first === undefined || last === undefined) return null
  const span = { from: first.from, to: last.to }
  return (
    <ChartFrame
      tall
      name="睡眠"
      sentences={nightWords(night)}
      rows={() => nightTable(parts)}
      what={[span.from, span.to, parts.length, last.row].join()}
      draw={({ pen, width, height }, letters) =>
        drawNight(pen, nightShape(span, parts, { width, height, letters }), letters)
      }
    />
  )
}
