import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'

const listeners = new Set<(online: boolean) => void>()
let online = true

const tell = (next: boolean): void => {
  if (next === online) return
  online = next
  for (const listener of listeners) listener(next)
}

/** Watches the network for the whole life of the app. */
export const watchConnection = (): void => {
  if (process.env.TARO_ENV === 'h5') {
    online = navigator.onLine
    window.addEventListener('online', () => tell(true))
    window.addEventListener('offline', () => tell(false))
    return
  }
  Taro.getNetworkType({ success: ({ networkType }) => tell(networkType !== 'none') })
  Taro.onNetworkStatusChange(({ isConnected }) => tell(isConnected))
}

export const isOnline = (): boolean => online

export const onConnection = (listener: (online: boolean) => void): (() => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

export const useOnline = (): boolean => {
  const [current, setCurrent] = useState(online)
  useEffect(() => {
    setCurrent(online)
    return onConnection(setCurrent)
  }, [])
  return current
}

/** Tells when the app comes back to the front (another app or browser tab was before it). */
export const onAppVisible = (listener: () => void): void => {
  if (process.env.TARO_ENV === 'h5') {
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') listener()
    })
    return
  }
  Taro.onAppShow(listener)
}
