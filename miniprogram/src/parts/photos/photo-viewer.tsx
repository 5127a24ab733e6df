import { View } from '@tarojs/components'
import type { PhotoId } from '#shared/ids.ts'
import { Button } from '../../components/button.tsx'
import { Row } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import s from './photo-viewer.module.scss'
import { Picture } from './picture.tsx'
import { usePhotoFile } from './use-photo-file.ts'

interface PhotoViewerProps {
  readonly photoIds: readonly PhotoId[]
  readonly what: string
  readonly at: number
  readonly onGo: (at: number | null) => void
}

/** The web page's viewer: one photo large, reachable and closable by keyboard. */
export function PhotoViewer({ photoIds, what, at, onGo }: PhotoViewerProps) {
  const { file, retry } = usePhotoFile(photoIds[at] ?? null, 'large')
  const total = photoIds.length
  const title = total === 1 ? what : `${what} ${at + 1}/${total}`
  const buttons = (
    <Row spread="even">
      <Button words="上一张" kind="secondary" onPress={() => onGo((at + total - 1) % total)} />
      <Button words="下一张" kind="secondary" onPress={() => onGo((at + 1) % total)} />
    </Row>
  )
  return (
    <Sheet open title={title} onClose={() => onGo(null)} footer={total > 1 ? buttons : undefined}>
      <View className={s.stage}>
        {file.status === 'ready' ? (
          <Picture path={file.path} alt={title} className={s.picture} whole />
        ) : file.status === 'loading' ? (
          <Words kind="quiet">正在打开…</Words>
        ) : (
          <Button words="没有打开，再试一次" kind="secondary" icon="refresh" onPress={retry} />
        )}
      </View>
    </Sheet>
  )
}
