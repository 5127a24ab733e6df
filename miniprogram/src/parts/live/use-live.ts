import { useEffect, useRef } from 'react'
import { follow } from '../../platform/live-socket.ts'

/**
 * Calls `onChange` when something happened in the topic, or may have, or when it may not be followed
 * any more: reading it again then says so. Null follows nothing.
 */
export const useLive = (topic: string | null, onChange: () => void): void => {
  const listener = useRef(onChange)
  listener.current = onChange
  useEffect(() => {
    if (topic === null) return
    const tell = () => listener.current()
    return follow(topic, { onEvent: tell, onResync: tell, onRefused: tell })
  }, [topic])
}
