import Taro from '@tarojs/taro'

interface Detector {
  readonly detect: (source: unknown) => Promise<readonly { readonly rawValue: string }[]>
}
// Not yet in TypeScript's library: only some browsers have it.
declare const BarcodeDetector:
  | { readonly prototype: Detector; new (how: { readonly formats: readonly string[] }): Detector }
  | undefined

/** `scanner`: WeChat's own page · `camera`: a picture on our page · `none`: codes are typed. */
export const codeReader = (): 'scanner' | 'camera' | 'none' => {
  if (process.env.TARO_ENV !== 'h5') return 'scanner'
  return typeof BarcodeDetector !== 'undefined' && navigator.mediaDevices !== undefined
    ? 'camera'
    : 'none'
}

/** Opens WeChat's scanner; null when the person came back without a code. */
export const scanCode = async (): Promise<string | null> => {
  try {
    const { result } = await Taro.scanCode({ scanType: ['qrCode'] })
    return result
  } catch {
    return null
  }
}

const pause = 250

/**
 * In the browser: shows the camera in the element of that id and tells each code it sees. Answers how
 * to stop, or null when there is no camera or it was not allowed.
 */
export const watchCamera = async (
  boxId: string,
  onCode: (code: string) => void,
): Promise<(() => void) | null> => {
  const box = document.getElementById(boxId)
  if (box === null || typeof BarcodeDetector === 'undefined') return null
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment' },
    })
    const detector = new BarcodeDetector({ formats: ['qr_code'] })
    const video = document.createElement('video')
    video.muted = true
    video.playsInline = true
    video.srcObject = stream
    video.style.width = '100%'
    box.replaceChildren(video)
    await video.play()
    const timer = setInterval(async () => {
      try {
        const [found] = await detector.detect(video)
        if (found !== undefined) onCode(found.rawValue)
      } catch {
        // The picture is not there yet.
      }
    }, pause)
    return () => {
      clearInterval(timer)
      for (const track of stream.getTracks()) track.stop()
      box.replaceChildren()
    }
  } catch {
    return null
  }
}
