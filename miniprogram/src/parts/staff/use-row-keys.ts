import { useEffect, useRef } from 'react'

/** Where arrows mean something else: writing, and dialogs. */
const ownArrows = 'input, textarea, [role="dialog"]'

/**
 * In the browser: arrow up and down go from case to case while the focus is in the area of that
 * id, or nowhere. WeChat has no keyboard.
 */
export const useRowKeys = (areaId: string, active: boolean, go: (step: 1 | -1) => void): void => {
  const latest = useRef(go)
  latest.current = go
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !active) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      const { activeElement, body } = document
      const inArea = document.getElementById(areaId)?.contains(activeElement) === true
      if (!inArea && activeElement !== body) return
      if (activeElement?.closest(ownArrows) || document.querySelector('[role="dialog"]')) return
      event.preventDefault()
      latest.current(event.key === 'ArrowDown' ? 1 : -1)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [areaId, active])
}

/** Moves the keyboard's focus, and with it what is in view. */
export const focusElement = (id: string): void => {
  if (process.env.TARO_ENV === 'h5') document.getElementById(id)?.focus()
}
