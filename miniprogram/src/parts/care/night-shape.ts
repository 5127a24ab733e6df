import type { Span } from './chart-scale.ts'
import { timeTicks } from './chart-scale.ts'
import type { Box } from './line-shape.ts'

/** How one lay, from the top of the picture to its bottom. */
export const nightRows = ['out', 'in_bed', 'awake', 'rem', 'light', 'deep'] as const
export type NightRow = (typeof nightRows)[number]

export const nightRowWords: Readonly<Record<NightRow, string>> = {
  out: '离床',
  in_bed: '在床',
  awake: '醒着',
  rem: '做梦',
  light: '浅睡',
  deep: '深睡',
}

/** A stretch in one state; `null`: nothing was measured. */
export interface NightPart extends Span {
  readonly row: NightRow | null
}

export interface NightShape {
  readonly box: Box
  readonly rows: readonly { readonly row: NightRow; readonly y: number; readonly words: string }[]
  readonly parts: readonly (Box & { readonly row: NightRow })[]
  /** Upright lines between one state and the next that follows at once. */
  readonly steps: readonly { readonly x: number; readonly from: number; readonly to: number }[]
  readonly unknown: readonly Box[]
  readonly times: readonly { readonly x: number; readonly words: string }[]
}

interface Paper {
  readonly width: number
  readonly height: number
  readonly letters: number
}

/** A hypnogram: one row for each state of this night, one block a stretch, hatched where nobody knows. */
export const nightShape = (
  span: Span,
  parts: readonly NightPart[],
  { width, height, letters }: Paper,
): NightShape => {
  const box: Box = {
    left: Math.ceil(letters * 2.1) + 10,
    top: Math.ceil(letters * 0.4),
    right: width - Math.ceil(letters * 0.8),
    bottom: height - Math.ceil(letters * 1.6),
  }
  const x = (at: number) => {
    const share = (at - span.from) / (span.to - span.from)
    return box.left + Math.min(1, Math.max(0, share)) * (box.right - box.left)
  }
  // A bed that knows no stages has two rows, not six with four empty.
  const rows = nightRows.filter((row) => parts.some((part) => part.row === row))
  const tall = (box.bottom - box.top) / Math.max(1, rows.length)
  const middle = (row: NightRow) => box.top + (rows.indexOf(row) + 0.5) * tall
  const half = Math.min(tall * 0.34, letters)
  const known = parts.filter((part): part is NightPart & { row: NightRow } => part.row !== null)
  const steps = known.flatMap((part, at) => {
    const next = known[at + 1]
    if (next === undefined || next.from - part.to > 60_000 || next.row === part.row) return []
    return [{ x: x(part.to), from: middle(part.row), to: middle(next.row) }]
  })
  const most = Math.max(2, Math.floor((box.right - box.left) / (letters * 3.6)))
  return {
    box,
    rows: rows.map((row) => ({ row, y: middle(row), words: nightRowWords[row] })),
    parts: known.map(({ from, to, row }) => ({
      row,
      left: x(from),
      right: Math.max(x(from) + 1, x(to)),
      top: middle(row) - half,
      bottom: middle(row) + half,
    })),
    steps,
    unknown: parts
      .filter(({ row }) => row === null)
      .map(({ from, to }) => ({ ...box, left: x(from), right: x(to) })),
    times: timeTicks(span, most).map(({ at, words }) => ({ x: x(at), words })),
  }
}
