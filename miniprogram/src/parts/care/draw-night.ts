import type { Pen } from '../../platform/canvas.ts'
import { drawTimes, hatch, inks, setLetters } from './draw-line.ts'
import type { NightRow, NightShape } from './night-shape.ts'

// Darker is deeper; the row says it too, so nobody has to tell the colours apart.
const blocks: Readonly<Record<NightRow, string>> = {
  out: '#8a3f00',
  in_bed: '#7f8a85',
  awake: '#b98a2f',
  rem: '#5e86ad',
  light: '#3f8a72',
  deep: '#0e5b4b',
}

/** Draws a shape of `night-shape.ts`. */
export const drawNight = (pen: Pen, shape: NightShape, letters: number): void => {
  const { box, rows, parts, steps, unknown, times } = shape
  for (const part of unknown) hatch(pen, part)
  pen.lineWidth = 1
  pen.strokeStyle = inks.grid
  setLetters(pen, letters)
  pen.textAlign = 'right'
  pen.textBaseline = 'middle'
  for (const { y, words } of rows) {
    pen.beginPath()
    pen.moveTo(box.left, y)
    pen.lineTo(box.right, y)
    pen.stroke()
    pen.fillText(words, box.left - 6, y)
  }
  pen.strokeStyle = inks.hatch
  pen.beginPath()
  for (const { x, from, to } of steps) {
    pen.moveTo(x, from)
    pen.lineTo(x, to)
  }
  pen.stroke()
  for (const { row, left, top, right, bottom } of parts) {
    pen.fillStyle = blocks[row]
    pen.fillRect(left, top, right - left, bottom - top)
  }
  drawTimes(pen, box, times, letters)
}
