import type { KeyboardEvent } from 'react'

const steps: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
}

/**
 * Arrow keys in a radio group or tab list (h5): the next one, around the ends, gets the focus. A
 * radio is chosen with it, as people know it; a tab may open a page, so it waits for Enter.
 */
export const moveByArrows = (event: KeyboardEvent<HTMLElement>): void => {
  const step = steps[event.key]
  const here = event.currentTarget
  const role = here.getAttribute('role') ?? ''
  const group = here.closest('[role="radiogroup"], [role="tablist"]')
  if (step === undefined || group === null) return
  event.preventDefault()
  const all = Array.from(group.querySelectorAll<HTMLElement>(`[role="${role}"]`))
  const next = all[(all.indexOf(here) + step + all.length) % all.length]
  next?.focus()
  if (role === 'radio') next?.click()
}

/** Where Tab stops: at the chosen one, or at the first while none is. */
export const rovingAt = (at: number, chosenAt: number): 'stop' | 'skip' =>
  at === Math.max(0, chosenAt) ? 'stop' : 'skip'
