import type { Measured } from './chart.words.ts'
import { lineRows, lineWords } from './chart.words.ts'
import { ChartFrame } from './chart-frame.tsx'
import { drawLine } from './draw-line.ts'
import type { LineData } from './line-shape.ts'
import { lineShape } from './line-shape.ts'

interface LineChartProps {
  readonly data: LineData
  readonly measured: Measured
}

/** Values over time: range band, gaps left empty, no signal hatched, a stale end dashed. */
export function LineChart({ data, measured }: LineChartProps) {
  const { points, from, to, now, noSignal, every } = data
  const last = points[points.length - 1]
  // The end of a live line moves with the clock, in steps that one would see.
  const tick = Math.floor(now / Math.max(1000, (to - from) / 300))
  const what = [from, to, every, points.length, last?.at, last?.value, noSignal.length, tick]
  return (
    <ChartFrame
      name={measured.name}
      sentences={lineWords(data, measured)}
      rows={() => lineRows(data, measured)}
      what={what.join()}
      draw={({ pen, width, height }, letters) =>
        drawLine(pen, lineShape(data, { width, height, letters }), letters)
      }
    />
  )
}
