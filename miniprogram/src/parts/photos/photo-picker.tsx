import { View } from '@tarojs/components'
import { spoken } from '../../components/aria.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Pressable } from '../../components/pressable.tsx'
import { Words } from '../../components/words.tsx'
import s from './photo-picker.module.scss'
import { Picture } from './picture.tsx'
import { usePhotoFile } from './use-photo-file.ts'
import type { ChosenPhoto, PhotoChoice } from './use-photo-picker.ts'

interface PhotoPickerProps {
  readonly choice: PhotoChoice
  /** On the large button, e.g. 拍张照片. */
  readonly words?: string
  readonly note?: string
}

/** One large camera, then the photos with what became of each. State from `usePhotoPicker`. */
export function PhotoPicker({ choice, words = '拍张照片', note }: PhotoPickerProps) {
  const { photos, room } = choice
  return (
    <Stack gap="s">
      {photos.length === 0 ? (
        <Pressable onPress={() => choice.add('camera')} className={s.camera}>
          <View className={s.cameraInside}>
            <View className={s.lens}>
              <Icon name="camera" large />
            </View>
            <View className={s.cameraWords}>{words}</View>
            {note === undefined ? null : <View className={s.cameraNote}>{note}</View>}
          </View>
        </Pressable>
      ) : (
        <View {...spoken({ role: 'list', label: '已选的照片' })} className={s.list}>
          {photos.map((photo, at) => (
            <Chosen key={photo.key} photo={photo} number={at + 1} choice={choice} />
          ))}
        </View>
      )}
      {room > 0 ? (
        <Row spread="even">
          {photos.length === 0 ? null : (
            <Button
              words="再拍"
              label="再拍一张"
              kind="secondary"
              icon="camera"
              onPress={() => choice.add('camera')}
            />
          )}
          <Button
            words={photos.length === 0 ? '从相册选' : '相册'}
            kind={photos.length === 0 ? 'quiet' : 'secondary'}
            icon="photo"
            onPress={() => choice.add('any')}
          />
        </Row>
      ) : (
        <Words kind="quiet">已经有 9 张了，够看清楚了。</Words>
      )}
    </Stack>
  )
}

interface ChosenProps {
  readonly photo: ChosenPhoto
  readonly number: number
  readonly choice: PhotoChoice
}

function Chosen({ photo, number, choice }: ChosenProps) {
  const stored = usePhotoFile(photo.picked === null ? photo.photoId : null, 'thumbnail')
  const path = photo.picked?.path ?? (stored.file.status === 'ready' ? stored.file.path : null)
  const expired = photo.picked === null && stored.file.status === 'failed'
  const state = expired ? '这张过期了，请去掉后重新拍' : stateWords(photo)
  const wrong = expired || photo.status === 'failed' || photo.status === 'refused'
  return (
    <View {...spoken({ role: 'listitem' })} className={s.item}>
      <View className={s.frame}>
        {path === null ? null : (
          <Picture path={path} alt={`第${number}张照片`} className={s.picture} />
        )}
      </View>
      <View className={s.about}>
        <View className={wrong ? s.wrong : s.state}>{state}</View>
        {photo.status === 'sending' ? (
          <View {...spoken({ hidden: true })} className={s.track}>
            <View className={s.bar} style={{ width: `${Math.round(photo.share * 100)}%` }} />
          </View>
        ) : null}
        {photo.status === 'failed' ? (
          <Button words="重新上传" kind="quiet" fit onPress={() => choice.retry(photo.key)} />
        ) : null}
      </View>
      <Pressable
        label={`去掉第${number}张照片`}
        onPress={() => choice.remove(photo.key)}
        className={s.remove}
      >
        <View className={s.cross}>
          <Icon name="close" />
        </View>
      </Pressable>
    </View>
  )
}

const stateWords = ({ status, share, words }: ChosenPhoto): string => {
  if (status === 'sent') return '已传好'
  if (status === 'sending')
    return share === 0 ? '等待上传…' : `正在上传 ${Math.round(share * 100)}%`
  return words
}
