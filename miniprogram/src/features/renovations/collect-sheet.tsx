import { useState } from 'react'
import { serveBooking } from '#shared/bookings/desk.contract.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { PhotoPicker } from '../../parts/photos/photo-picker.tsx'
import { usePhotoPicker } from '../../parts/photos/use-photo-picker.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'
import type { Stop } from './stop-card.tsx'

interface CollectSheetProps {
  readonly stop: Stop
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Hauled away, with a photo of the cleared spot; the case closes with it. */
export function CollectSheet({ stop, onClose, onDone }: CollectSheetProps) {
  const [note, setNote] = useState('')
  const photos = usePhotoPicker(async () => true)
  const { busy, attempt } = useAttempt()
  const waits =
    photos.sentIds.length > 0
      ? photos.sending
        ? '照片还在传，请等一下'
        : undefined
      : '先拍一张清完的照片'
  const send = async () => {
    const { subdistrictId, bookingId } = stop
    const body = { note: note.trim(), photoIds: [...photos.sentIds] }
    const answer = await attempt(`${bookingId}${JSON.stringify(body)}`, (idempotencyKey) =>
      call(serveBooking, { params: { subdistrictId, bookingId }, body }, { idempotencyKey }),
    )
    if (answer instanceof Failure) return say(failureWords(answer), 'problem')
    say('记好了，这一单清完了')
    onDone()
    onClose()
  }
  return (
    <Sheet
      open
      title="拉走了"
      onClose={onClose}
      footer={<Button words="确认清完" busy={busy} disabledReason={waits} onPress={send} />}
    >
      <Stack>
        <Words>{`${stop.siteName}，${stop.personName}`}</Words>
        <PhotoPicker choice={photos} words="拍清完的样子" note="居民和街道都看得到" />
        <Field
          kind="textarea"
          label="要记的话"
          optional
          value={note}
          onChange={setNote}
          maxLength={500}
          counted
        />
        <Words kind="quiet">
          要有网络才能交。没有网的时候先别关这一页，连上后再按一次，不会记两遍。
        </Words>
      </Stack>
    </Sheet>
  )
}
