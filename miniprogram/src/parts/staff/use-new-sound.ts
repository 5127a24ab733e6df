import { useCallback, useEffect, useRef, useState } from 'react'
import { playNewTone } from '../../platform/sound.ts'
import { readStored, writeStored } from '../../platform/storage.ts'

const stored = 'desk-sound'

/** The tone for what is new at a desk: a choice of this device, off until someone switches it on. */
export const useNewSound = () => {
  const [on, setOn] = useState(false)
  const current = useRef(false)
  const set = useCallback((next: boolean) => {
    current.current = next
    setOn(next)
  }, [])
  useEffect(() => {
    readStored(stored).then((value) => set(value === true))
  }, [set])
  const choose = useCallback(
    async (next: boolean) => {
      set(next)
      await writeStored(stored, next)
      return next ? playNewTone() : true
    },
    [set],
  )
  const ring = useCallback(() => {
    if (current.current) playNewTone()
  }, [])
  return { on, choose, ring, test: playNewTone }
}

export type NewSound = ReturnType<typeof useNewSound>
