import Taro from '@tarojs/taro'

/** What we draw with; the part of a 2d context that browsers and WeChat share. */
export type Pen = CanvasRenderingContext2D

export interface Paper {
  readonly pen: Pen
  /** CSS pixels. */
  readonly width: number
  readonly height: number
}

interface Sheet {
  width: number
  height: number
  getContext(kind: '2d'): Pen | null
}

const prepared = (sheet: Sheet, size: { width: number; height: number }, dense: number) => {
  const { width, height } = size
  if (width === 0 || height === 0) return null
  // Setting the size wipes the canvas and its transform, so it is done before every drawing.
  sheet.width = Math.round(width * dense)
  sheet.height = Math.round(height * dense)
  const pen = sheet.getContext('2d')
  if (pen === null) return null
  pen.scale(dense, dense)
  return { pen, width, height }
}

const isSheet = (node: unknown): node is Sheet =>
  typeof node === 'object' && node !== null && 'getContext' in node && 'width' in node

/** The empty canvas of that id, sharp on this screen; null while it is not laid out or not shown. */
export const openCanvas = async (id: string): Promise<Paper | null> => {
  if (process.env.TARO_ENV === 'h5') {
    const sheet = document.getElementById(id)
    if (!(sheet instanceof HTMLCanvasElement)) return null
    const size = { width: sheet.clientWidth, height: sheet.clientHeight }
    return prepared(sheet, size, Math.min(3, window.devicePixelRatio))
  }
  const found = await new Promise<unknown>((answer) => {
    Taro.createSelectorQuery()
      .select(`#${id}`)
      .fields({ node: true, size: true })
      .exec((results: readonly unknown[]) => answer(results[0]))
  })
  if (typeof found !== 'object' || found === null || !('node' in found)) return null
  const { node } = found
  const width = 'width' in found ? Number(found.width) : 0
  const height = 'height' in found ? Number(found.height) : 0
  if (!isSheet(node)) return null
  return prepared(node, { width, height }, Math.min(3, Taro.getWindowInfo().pixelRatio))
}

/** Tells when the space for drawings may have changed: the window resized, the phone turned. */
export const onWindowSize = (listener: () => void): (() => void) => {
  if (process.env.TARO_ENV === 'h5') {
    window.addEventListener('resize', listener)
    return () => window.removeEventListener('resize', listener)
  }
  Taro.onWindowResize(listener)
  return () => Taro.offWindowResize(listener)
}
