import { useEffect, useRef } from 'react'

/**
 * In the browser: arrow up and down go from case to case while the focus is in the list of that id,
 * or nowhere. WeChat has no keyboard.
 */
export const useRowKeys = (listId: string, active: boolean, go: (step: 1 | -1) => void): void => {
  const latest = useRef(go)
  latest.current = go
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !active) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      const { activeElement, body } = document
      const inList = document.getElementById(listId)?.contains(activeElement) === true
      if (!inList && activeElement !== body) return
      event.preventDefault()
      latest.current(event.key === 'ArrowDown' ? 1 : -1)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [listId, active])
}

/** Moves the keyboard's focus, and with it what is in view. */
export const focusElement = (id: string): void => {
  if (process.env.TARO_ENV === 'h5') document.getElementById(id)?.focus()
}
