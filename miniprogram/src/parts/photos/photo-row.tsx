import { View } from '@tarojs/components'
import { useState } from 'react'
import type { PhotoId } from '#shared/ids.ts'
import { readPhoto } from '#shared/photos/photos.contract.ts'
import { Pressable } from '../../components/pressable.tsx'
import { say } from '../../components/toast.tsx'
import { download } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { showPhotos } from '../../platform/media.ts'
import s from './photo-row.module.scss'
import { PhotoViewer } from './photo-viewer.tsx'
import { Picture } from './picture.tsx'
import { usePhotoFile } from './use-photo-file.ts'

interface PhotoRowProps {
  readonly photoIds: readonly PhotoId[]
  /** What they show, e.g. 处理前的照片; each is read out with its number. */
  readonly what: string
}

/** Thumbnails side by side; a press shows them large. */
export function PhotoRow({ photoIds, what }: PhotoRowProps) {
  const [viewing, setViewing] = useState<number | null>(null)
  const show = (at: number) =>
    process.env.TARO_ENV === 'h5' ? setViewing(at) : showInWechat(photoIds, at)
  return (
    <>
      <View className={s.row}>
        {photoIds.map((photoId, at) => (
          <Thumbnail
            key={photoId}
            photoId={photoId}
            alt={photoIds.length === 1 ? what : `${what}，第${at + 1}张，共${photoIds.length}张`}
            onShow={() => show(at)}
          />
        ))}
      </View>
      {viewing === null ? null : (
        <PhotoViewer photoIds={photoIds} what={what} at={viewing} onGo={setViewing} />
      )}
    </>
  )
}

// WeChat's own viewer zooms with two fingers, which ours cannot.
const showInWechat = async (photoIds: readonly PhotoId[], at: number) => {
  try {
    const load = (photoId: PhotoId) =>
      download(readPhoto, { params: { photoId, size: 'large' as const } })
    const paths = await Promise.all(photoIds.map(load))
    await showPhotos(paths, paths[at] ?? '')
  } catch (thrown) {
    say(asFailure(thrown).words, 'problem')
  }
}

interface ThumbnailProps {
  readonly photoId: PhotoId
  readonly alt: string
  readonly onShow: () => void
}

function Thumbnail({ photoId, alt, onShow }: ThumbnailProps) {
  const { file, retry } = usePhotoFile(photoId, 'thumbnail')
  if (file.status === 'ready') {
    return (
      <Pressable label={`放大看：${alt}`} onPress={onShow} className={s.cell}>
        <Picture path={file.path} alt="" className={s.picture} />
      </Pressable>
    )
  }
  if (file.status === 'loading') return <View className={s.cell} />
  return (
    <Pressable label={`${alt}，没有打开，再试一次`} onPress={retry} className={s.cell}>
      <View className={s.failed}>没打开{'\n'}再试</View>
    </Pressable>
  )
}
