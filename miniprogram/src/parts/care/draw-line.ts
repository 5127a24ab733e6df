import type { Pen } from '../../platform/canvas.ts'
import type { Box, LineShape } from './line-shape.ts'

/** As styles/tokens.scss has them; a canvas knows no CSS variables. */
export const inks = {
  line: '#0e5b4b',
  spread: 'rgba(14, 91, 75, 0.16)',
  band: '#e2f1e5',
  grid: '#dcd8cd',
  letters: '#4c5853',
  hatch: '#7f8a85',
  unknown: '#eae8e1',
  stale: '#8a3f00',
} as const

const family = '-apple-system, "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif'

export const setLetters = (pen: Pen, letters: number): void => {
  pen.font = `${letters}px ${family}`
  pen.fillStyle = inks.letters
}

/** Slanted lines: told apart from a colour also by who sees none. */
export const hatch = (pen: Pen, { left, top, right, bottom }: Box): void => {
  if (right - left < 1) return
  pen.save()
  pen.beginPath()
  pen.rect(left, top, right - left, bottom - top)
  pen.clip()
  pen.fillStyle = inks.unknown
  pen.fillRect(left, top, right - left, bottom - top)
  pen.strokeStyle = inks.hatch
  pen.lineWidth = 1
  pen.beginPath()
  for (let x = left - (bottom - top); x < right; x += 9) {
    pen.moveTo(x, bottom)
    pen.lineTo(x + bottom - top, top)
  }
  pen.stroke()
  pen.restore()
}

type Spots = readonly { readonly x: number; readonly y: number }[]

const trace = (pen: Pen, spots: Spots): void => {
  pen.beginPath()
  spots.forEach(({ x, y }, at) => {
    if (at === 0) pen.moveTo(x, y)
    else pen.lineTo(x, y)
  })
}

const dot = (pen: Pen, { x, y }: { readonly x: number; readonly y: number }, radius: number) => {
  pen.beginPath()
  pen.arc(x, y, radius, 0, 2 * Math.PI)
  pen.fill()
}

export const drawTimes = (pen: Pen, box: Box, times: LineShape['times'], letters: number): void => {
  setLetters(pen, letters)
  pen.textAlign = 'center'
  pen.textBaseline = 'alphabetic'
  for (const { x, words } of times) {
    const half = pen.measureText(words).width / 2
    const inside = Math.min(box.right + letters * 0.7 - half, Math.max(half, x))
    pen.fillText(words, inside, box.bottom + letters * 1.3)
  }
}

/** Draws a shape of `line-shape.ts`: range band, gaps left empty, no signal hatched, stale dashed. */
export const drawLine = (pen: Pen, shape: LineShape, letters: number): void => {
  const { box, band, shaded, lines, spreads, bars, stale, values, times } = shape
  if (band !== null) {
    pen.fillStyle = inks.band
    pen.fillRect(box.left, band.top, box.right - box.left, band.bottom - band.top)
  }
  for (const part of shaded) hatch(pen, part)
  pen.strokeStyle = inks.grid
  pen.lineWidth = 1
  for (const { y } of values) drawLevel(pen, box.left, box.right, y)
  setLetters(pen, letters)
  pen.textAlign = 'right'
  pen.textBaseline = 'middle'
  for (const { y, words } of values) pen.fillText(words, box.left - 6, y)
  drawTimes(pen, box, times, letters)
  pen.fillStyle = inks.spread
  for (const spread of spreads) {
    trace(pen, spread)
    pen.fill()
  }
  pen.strokeStyle = inks.line
  pen.fillStyle = inks.line
  pen.lineWidth = 2.2
  pen.lineJoin = 'round'
  pen.lineCap = 'round'
  for (const line of lines) {
    const [only] = line
    if (line.length === 1 && only !== undefined) dot(pen, only, 2.6)
    else {
      trace(pen, line)
      pen.stroke()
    }
  }
  const end = lines[lines.length - 1]?.slice(-1)[0]
  if (end !== undefined) dot(pen, end, 4)
  pen.lineWidth = 3
  for (const { x, top, bottom } of bars) {
    trace(pen, [
      { x, y: top },
      { x, y: bottom },
    ])
    pen.stroke()
    dot(pen, { x, y: top }, 3.4)
    dot(pen, { x, y: bottom }, 3.4)
  }
  if (stale !== null) {
    pen.save()
    pen.strokeStyle = inks.stale
    pen.lineWidth = 2
    pen.setLineDash([3, 6])
    trace(pen, stale)
    pen.stroke()
    pen.restore()
  }
}

const drawLevel = (pen: Pen, left: number, right: number, y: number): void => {
  trace(pen, [
    { x: left, y },
    { x: right, y },
  ])
  pen.stroke()
}
