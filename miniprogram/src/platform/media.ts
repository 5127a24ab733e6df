import Taro from '@tarojs/taro'
import { mayUsePrivateData } from './privacy.ts'

/** A photo on this device. `path` shows it; `file` is what the browser sends. */
export interface PickedPhoto {
  readonly path: string
  /** Bytes. */
  readonly size: number
  readonly file: File | null
}

interface PickOptions {
  /** At most 9; the browser cannot be told, and may hand over more. */
  readonly count: number
  readonly from?: 'camera' | 'any'
}

/** Lets the person take or choose photos; none when he changed his mind. Call it in a tap. */
export const pickPhotos = async ({ count, from = 'any' }: PickOptions): Promise<PickedPhoto[]> => {
  if (process.env.TARO_ENV === 'h5') return pickInBrowser(from)
  if (!(await mayUsePrivateData())) return []
  const most = Math.min(9, Math.max(1, count))
  try {
    const picked = await Taro.chooseMedia({
      count: most,
      mediaType: ['image'],
      sourceType: from === 'camera' ? ['camera'] : ['album', 'camera'],
      sizeType: ['compressed'],
    })
    return picked.tempFiles.map(({ tempFilePath, size }) => ({
      path: tempFilePath,
      size,
      file: null,
    }))
  } catch {
    return []
  }
}

const pickInBrowser = (from: 'camera' | 'any') =>
  new Promise<PickedPhoto[]>((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.hidden = true
    if (from === 'camera') input.setAttribute('capture', 'environment')
    else input.multiple = true
    const finish = () => {
      input.remove()
      const files = Array.from(input.files ?? [])
      resolve(files.map((file) => ({ path: URL.createObjectURL(file), size: file.size, file })))
    }
    input.addEventListener('change', finish)
    input.addEventListener('cancel', finish)
    document.body.append(input)
    input.click()
  })

/** Frees a photo that is no longer shown. */
export const releasePhoto = (photo: PickedPhoto): void => {
  if (process.env.TARO_ENV === 'h5') URL.revokeObjectURL(photo.path)
}

/** Shows photos full screen, beginning with `current`. Paths from `download` or `pickPhotos`. */
export const showPhotos = async (paths: readonly string[], current: string): Promise<void> => {
  await Taro.previewImage({ urls: [...paths], current })
}
