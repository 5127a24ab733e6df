import { createContext, useContext, useEffect } from 'react'

/** The sheets open on one screen, the topmost last. */
export interface SheetStack {
  readonly open: readonly string[]
  readonly change: (change: (open: readonly string[]) => readonly string[]) => void
}

export const SheetStackContext = createContext<SheetStack>({ open: [], change: () => undefined })

/** Takes part in the stack while `open`; true while no other sheet lies above this one. */
export const useTopmost = (id: string, open: boolean): boolean => {
  const { open: all, change } = useContext(SheetStackContext)
  useEffect(() => {
    if (!open) return
    change((before) => [...before, id])
    return () => change((before) => before.filter((other) => other !== id))
  }, [id, open, change])
  return all[all.length - 1] === id
}
