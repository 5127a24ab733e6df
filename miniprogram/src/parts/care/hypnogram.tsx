import { nightTable, nightWords } from './chart.words.ts'
import { ChartFrame } from './chart-frame.tsx'
import type { Span } from './chart-scale.ts'
import { drawNight } from './draw-night.ts'
import type { NightPart } from './night-shape.ts'
import { nightShape } from './night-shape.ts'

interface HypnogramProps {
  readonly span: Span
  readonly parts: readonly NightPart[]
}

/** A night: in bed or out, awake or asleep by stage. */
export function Hypnogram({ span, parts }: HypnogramProps) {
  const last = parts[parts.length - 1]
  return (
    <ChartFrame
      tall
      name="睡眠"
      sentences={nightWords(parts)}
      rows={nightTable(parts)}
      what={[span.from, span.to, parts.length, last?.to, last?.row].join()}
      draw={({ pen, width, height }, letters) =>
        drawNight(pen, nightShape(span, parts, { width, height, letters }), letters)
      }
    />
  )
}
