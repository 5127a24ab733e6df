import { useCallback, useEffect, useState } from 'react'
import type { PhotoId } from '#shared/ids.ts'
import { readPhoto } from '#shared/photos/photos.contract.ts'
import { download, releaseFile } from '../../platform/api.ts'

export type PhotoFile =
  | { readonly status: 'loading' | 'failed' }
  | { readonly status: 'ready'; readonly path: string }

type Size = 'thumbnail' | 'large'

/** Brings one photo that only the signed-in may see; null brings nothing. Freed with the page. */
export const usePhotoFile = (photoId: PhotoId | null, size: Size) => {
  const [file, setFile] = useState<PhotoFile>({ status: 'loading' })
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt loads again
  useEffect(() => {
    if (photoId === null) return
    let gone = false
    let path: string | null = null
    setFile({ status: 'loading' })
    download(readPhoto, { params: { photoId, size } }).then(
      (brought) => {
        if (gone) return releaseFile(brought)
        path = brought
        setFile({ status: 'ready', path: brought })
      },
      () => gone || setFile({ status: 'failed' }),
    )
    return () => {
      gone = true
      if (path !== null) releaseFile(path)
    }
  }, [photoId, size, attempt])
  const retry = useCallback(() => setAttempt((before) => before + 1), [])
  return { file, retry }
}
