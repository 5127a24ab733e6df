import { useCallback, useEffect, useRef } from 'react'
import type { Paper } from '../../platform/canvas.ts'
import { onWindowSize, openCanvas } from '../../platform/canvas.ts'
import { now } from '../../platform/clock.ts'
import { useDidHide, useDidShow } from '../../platform/page-lifecycle.ts'

/** A picture is drawn at most this often; more would only warm the phone (guides/vitals §4). */
const leastBetween = 1000

/**
 * Draws on the canvas of that id whenever `what` changes, at most once a second, and not while the
 * page is hidden. `draw` gets an empty paper.
 */
export const useDrawing = (id: string, draw: (paper: Paper) => void, what: string): void => {
  const latest = useRef(draw)
  latest.current = draw
  const hidden = useRef(false)
  const drawnAt = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>()

  const soon = useCallback(
    (wait: number) => {
      if (hidden.current || timer.current !== undefined) return
      timer.current = setTimeout(async () => {
        timer.current = undefined
        drawnAt.current = now()
        const paper = await openCanvas(id)
        if (paper !== null && !hidden.current) latest.current(paper)
      }, wait)
    },
    [id],
  )
  const redraw = useCallback(
    () => soon(Math.max(0, drawnAt.current + leastBetween - now())),
    [soon],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: something else is to be drawn
  useEffect(() => {
    redraw()
  }, [what, redraw])
  useEffect(() => {
    // A canvas that has just been placed has its size a moment later.
    const settling = setTimeout(redraw, 120)
    const stop = onWindowSize(redraw)
    return () => {
      stop()
      clearTimeout(settling)
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [redraw])
  useDidHide(() => {
    hidden.current = true
    clearTimeout(timer.current)
    timer.current = undefined
  })
  useDidShow(() => {
    hidden.current = false
    redraw()
  })
}
