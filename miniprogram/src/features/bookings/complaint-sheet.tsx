import { useState } from 'react'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { complainAboutBooking } from '#shared/bookings/bookings.contract.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import type { BookingActs } from '../../parts/bookings/use-booking.ts'
import { call } from '../../platform/api.ts'

interface ComplaintSheetProps {
  readonly booking: BookingView
  readonly acts: BookingActs
  readonly onClose: () => void
}

/** A complaint is a case: somebody else than the service handles it, by a deadline. */
export function ComplaintSheet({ booking, acts, onClose }: ComplaintSheetProps) {
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const empty = text.trim() === ''
  const send = async () => {
    setAsked(true)
    if (empty) return
    const body = { text: text.trim() }
    const done = await acts.act(
      `complain ${body.text}`,
      (params, idempotencyKey) => call(complainAboutBooking, { params, body }, { idempotencyKey }),
      '收到了，会有人办，办好告诉您',
    )
    if (done !== null) onClose()
  }
  return (
    <Sheet
      open
      title="哪里不满意"
      onClose={onClose}
      footer={<Button words="提交意见" busy={acts.busy} onPress={send} />}
    >
      <Stack>
        <Words>{`您的意见不经过${booking.siteName}，由街道的人来办，办好答复您。`}</Words>
        <Field
          kind="textarea"
          label="说说是怎么回事"
          value={text}
          onChange={setText}
          maxLength={1000}
          counted
          error={asked && empty ? '写几个字就行' : undefined}
        />
      </Stack>
    </Sheet>
  )
}
