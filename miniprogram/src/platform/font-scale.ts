import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { readStored, writeStored } from './storage.ts'

export interface TypeSize {
  /** 长辈版. */
  readonly largeType: boolean
  /** Factor on 17 px main text: 1.25 in 长辈版, the reader's own WeChat size, at most 30 px. */
  readonly scale: number
}

const key = 'large-type'
const largest = 30 / 17
const listeners = new Set<(size: TypeSize) => void>()
let size: TypeSize = { largeType: false, scale: 1 }

const wechatScale = (): number => {
  if (process.env.TARO_ENV === 'h5') return 1
  const info: object = Taro.getAppBaseInfo()
  return 'fontSizeScaleFactor' in info && typeof info.fontSizeScaleFactor === 'number'
    ? info.fontSizeScaleFactor
    : 1
}

const apply = (largeType: boolean): void => {
  const scale = Math.min(largest, Math.max(largeType ? 1.25 : 1, wechatScale()))
  size = { largeType, scale: Math.round(scale * 100) / 100 }
  for (const listener of listeners) listener(size)
}

/** Reads this device's choice at the start; true when one was made here. */
export const restoreTypeSize = async (): Promise<boolean> => {
  const stored = await readStored(key)
  apply(stored === true)
  return typeof stored === 'boolean'
}

/** Switches 长辈版 at once on every page, and remembers it on this device. */
export const setLargeType = async (on: boolean): Promise<void> => {
  apply(on)
  await writeStored(key, on)
}

export const useTypeSize = (): TypeSize => {
  const [current, setCurrent] = useState(size)
  useEffect(() => {
    setCurrent(size)
    listeners.add(setCurrent)
    return () => {
      listeners.delete(setCurrent)
    }
  }, [])
  return current
}
