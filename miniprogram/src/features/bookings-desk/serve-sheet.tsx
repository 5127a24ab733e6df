import { useState } from 'react'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { serveBooking } from '#shared/bookings/desk.contract.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import type { BookingActs } from '../../parts/bookings/use-booking.ts'
import { PhotoPicker } from '../../parts/photos/photo-picker.tsx'
import { usePhotoPicker } from '../../parts/photos/use-photo-picker.ts'
import { call } from '../../platform/api.ts'

interface ServeSheetProps {
  readonly booking: Pick<BookingView, 'kind'>
  readonly acts: Pick<BookingActs, 'act' | 'busy'>
  readonly onClose: () => void
}

/** Done, with a word and pictures; for a visit: we have left. */
export function ServeSheet({ booking, acts, onClose }: ServeSheetProps) {
  const [note, setNote] = useState('')
  const photos = usePhotoPicker(async () => true)
  const send = async () => {
    const body = { note: note.trim(), photoIds: [...photos.sentIds] }
    const done = await acts.act(
      `serve ${JSON.stringify(body)}`,
      (params, idempotencyKey) => call(serveBooking, { params, body }, { idempotencyKey }),
      '记好了，会请他评价',
    )
    if (done !== null) onClose()
  }
  const isVisit = booking.kind === 'visit'
  return (
    <Sheet
      open
      title={isVisit ? '做完了，离开' : '服务完成'}
      onClose={onClose}
      footer={
        <Button
          words="服务完成"
          busy={acts.busy}
          disabledReason={photos.sending ? '照片还在传，请等一下' : undefined}
          onPress={send}
        />
      }
    >
      <Stack>
        <Field
          kind="textarea"
          label="做了什么"
          optional
          counted
          placeholder={isVisit ? '例如：洗了澡，换了床单，精神不错' : '例如：量了血压 130/80'}
          value={note}
          onChange={setNote}
          maxLength={500}
        />
        <PhotoPicker choice={photos} note="本人和家人看得到" />
      </Stack>
    </Sheet>
  )
}
