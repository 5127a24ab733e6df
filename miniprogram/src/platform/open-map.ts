import Taro from '@tarojs/taro'
import { wgs84ToGcj02 } from '#shared/places/coordinates.ts'

interface Spot {
  readonly name: string
  readonly address: string
  /** WGS-84, degrees. */
  readonly longitude: number
  readonly latitude: number
}

/**
 * WeChat's own map with the way there. A browser has none of its own, and asking somebody else's
 * would tell him where we go: there the address is copied, and true is answered.
 */
export const showTheWay = async (spot: Spot): Promise<boolean> => {
  if (process.env.TARO_ENV === 'h5') {
    await Taro.setClipboardData({ data: `${spot.address} ${spot.name}` })
    return true
  }
  const { name, address } = spot
  const [longitude, latitude] = wgs84ToGcj02([spot.longitude, spot.latitude])
  try {
    await Taro.openLocation({ longitude, latitude, name, address, scale: 17 })
  } catch {
    // Closed before it opened.
  }
  return false
}
