import Taro from '@tarojs/taro'
import { mayUsePrivateData } from './privacy.ts'

/** Degrees. China's phones answer in GCJ-02, browsers in WGS-84; the server stores WGS-84. */
export interface Point {
  readonly longitude: number
  readonly latitude: number
  readonly system: 'WGS-84' | 'GCJ-02'
  /** Metres. */
  readonly accuracy: number
}

/** Where this device is; null when refused or not to be found within ten seconds. */
export const whereAmI = async (): Promise<Point | null> => {
  if (process.env.TARO_ENV === 'h5') return inBrowser()
  if (!(await mayUsePrivateData())) return null
  try {
    const { longitude, latitude, accuracy } = await Taro.getLocation({
      type: 'gcj02',
      isHighAccuracy: true,
      highAccuracyExpireTime: 5000,
    })
    return { longitude, latitude, accuracy, system: 'GCJ-02' }
  } catch {
    return null
  }
}

const inBrowser = () =>
  new Promise<Point | null>((resolve) => {
    if (!('geolocation' in navigator)) return resolve(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) =>
        resolve({ longitude, latitude, accuracy, system: 'WGS-84' }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
    )
  })
