import { useEffect, useRef, useState } from 'react'
import { maxPhotosPerStep } from '#shared/cases/cases.contract.ts'
import type { PhotoId } from '#shared/ids.ts'
import { uploadPhoto } from '#shared/photos/photos.contract.ts'
import { say } from '../../components/toast.tsx'
import { upload } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import type { PickedPhoto } from '../../platform/media.ts'
import { pickPhotos, releasePhoto } from '../../platform/media.ts'

export interface ChosenPhoto {
  readonly key: string
  /** Null until the server has it. */
  readonly photoId: PhotoId | null
  /** Null when it comes from a draft: then the server shows it. */
  readonly picked: PickedPhoto | null
  readonly status: 'sending' | 'sent' | 'failed' | 'refused'
  /** 0 to 1. */
  readonly share: number
  /** What went wrong. */
  readonly words: string
}

export interface PhotoChoice {
  readonly photos: readonly ChosenPhoto[]
  readonly room: number
  readonly sending: boolean
  readonly sentIds: readonly PhotoId[]
  readonly add: (from: 'camera' | 'any') => Promise<void>
  readonly remove: (key: string) => void
  readonly retry: (key: string) => void
  readonly restore: (photoIds: readonly PhotoId[]) => void
  readonly clear: () => void
}

// Refused for what the photo is: sending it again would be refused again.
const hopeless = new Set([
  'photo_format',
  'photo_format_heic',
  'photo_damaged',
  'photo_too_large',
  'photo_too_many_pixels',
  'photo_too_small',
  'body_too_large',
])

const fromServer = (photoId: PhotoId): ChosenPhoto => {
  return { key: photoId, photoId, picked: null, status: 'sent', share: 1, words: '' }
}

/**
 * Photos of one step, each sent as soon as it is chosen, one after another. `mayAdd` is asked
 * before anything is picked (sign-in, privacy).
 */
export const usePhotoPicker = (mayAdd: () => Promise<boolean>): PhotoChoice => {
  const [photos, setPhotos] = useState<readonly ChosenPhoto[]>([])
  const latest = useRef(photos)
  const queue = useRef<Promise<void>>(Promise.resolve())
  const count = useRef(0)

  const set = (next: readonly ChosenPhoto[]) => {
    latest.current = next
    setPhotos(next)
  }
  const change = (key: string, change: Partial<ChosenPhoto>) =>
    set(latest.current.map((photo) => (photo.key === key ? { ...photo, ...change } : photo)))

  const send = async (key: string, picked: PickedPhoto) => {
    if (!latest.current.some((photo) => photo.key === key)) return
    let shown = 0
    try {
      const { photoId } = await upload(uploadPhoto, picked, (share) => {
        // Ten redraws for a photo are enough.
        if (share - shown < 0.1) return
        shown = share
        change(key, { share })
      })
      change(key, { photoId, status: 'sent', share: 1 })
    } catch (thrown) {
      const { code, words } = asFailure(thrown)
      change(key, { status: hopeless.has(code) ? 'refused' : 'failed', words })
    }
  }
  const enqueue = (key: string, picked: PickedPhoto) => {
    queue.current = queue.current.then(() => send(key, picked))
  }

  const add = async (from: 'camera' | 'any') => {
    if (!(await mayAdd())) return
    const room = maxPhotosPerStep - latest.current.length
    const picked = room > 0 ? await pickPhotos({ count: room, from }) : []
    const space = maxPhotosPerStep - latest.current.length
    for (const surplus of picked.slice(space)) releasePhoto(surplus)
    if (picked.length > space) {
      say(
        `最多放 ${maxPhotosPerStep} 张，多选的 ${picked.length - space} 张没有放进来。`,
        'problem',
      )
    }
    for (const photo of picked.slice(0, space)) {
      const key = `new${++count.current}`
      const fresh = { key, photoId: null, picked: photo, share: 0, words: '' }
      set([...latest.current, { ...fresh, status: 'sending' as const }])
      enqueue(key, photo)
    }
  }
  const remove = (key: string) => {
    const gone = latest.current.find((photo) => photo.key === key)
    if (gone?.picked) releasePhoto(gone.picked)
    set(latest.current.filter((photo) => photo.key !== key))
  }
  const retry = (key: string) => {
    const photo = latest.current.find((one) => one.key === key)
    if (!photo?.picked) return
    change(key, { status: 'sending', share: 0, words: '' })
    enqueue(key, photo.picked)
  }
  const clear = () => {
    for (const photo of latest.current) if (photo.picked) releasePhoto(photo.picked)
    set([])
  }
  useEffect(
    () => () => {
      for (const photo of latest.current) if (photo.picked) releasePhoto(photo.picked)
    },
    [],
  )
  return {
    photos,
    room: maxPhotosPerStep - photos.length,
    sending: photos.some((photo) => photo.status === 'sending'),
    sentIds: photos.flatMap((photo) => (photo.photoId === null ? [] : [photo.photoId])),
    add,
    remove,
    retry,
    restore: (photoIds) => set(photoIds.map(fromServer)),
    clear,
  }
}
