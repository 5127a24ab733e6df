import Taro from '@tarojs/taro'
import type { Reply } from './authorised.ts'
import { offline } from './failure.ts'
import type { PickedPhoto } from './media.ts'

interface Sending {
  readonly url: string
  readonly photo: PickedPhoto
  readonly headers: Record<string, string>
  readonly onProgress: ((share: number) => void) | undefined
}

const minute = 60_000

/** One multipart field `file`. Answers any status; throws `offline` when none came. */
export const sendFile = <T>({ url, photo, headers, onProgress }: Sending): Promise<Reply<T>> =>
  process.env.TARO_ENV === 'h5'
    ? sendInBrowser<T>({ url, photo, headers, onProgress })
    : sendInWechat<T>({ url, photo, headers, onProgress })

const sendInWechat = <T>({ url, photo, headers, onProgress }: Sending) =>
  new Promise<Reply<T>>((resolve, reject) => {
    const task = Taro.uploadFile({
      url,
      filePath: photo.path,
      name: 'file',
      header: headers,
      timeout: 2 * minute,
      success: (reply) => resolve({ status: reply.statusCode, body: parsed(reply.data) }),
      fail: () => reject(offline()),
    })
    task.progress(({ progress }) => onProgress?.(progress / 100))
  })

const sendInBrowser = <T>({ url, photo, headers, onProgress }: Sending) =>
  new Promise<Reply<T>>((resolve, reject) => {
    const form = new FormData()
    if (photo.file !== null) form.append('file', photo.file)
    const request = new XMLHttpRequest()
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.timeout = 2 * minute
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0)
    request.onload = () => resolve({ status: request.status, body: parsed(request.responseText) })
    request.onerror = () => reject(offline())
    request.ontimeout = () => reject(offline())
    request.send(form)
  })

const parsed = (text: string) => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
