import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'

/** From here on two panes stand side by side (the same figure as in components/layout). */
const wideFrom = 1024

const isWide = (): boolean =>
  process.env.TARO_ENV === 'h5'
    ? window.matchMedia(`(min-width: ${wideFrom}px)`).matches
    : Taro.getWindowInfo().windowWidth >= wideFrom

/** Whether two panes fit, kept up to date when the window is resized or the tablet turned. */
export const useWideScreen = (): boolean => {
  const [wide, setWide] = useState(isWide)
  useEffect(() => {
    const look = () => setWide(isWide())
    look()
    if (process.env.TARO_ENV === 'h5') {
      window.addEventListener('resize', look)
      return () => window.removeEventListener('resize', look)
    }
    Taro.onWindowResize(look)
    return () => Taro.offWindowResize(look)
  }, [])
  return wide
}
