import { useState } from 'react'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { cancelBooking } from '#shared/bookings/bookings.contract.ts'
import { refundWords } from '#shared/bookings/bookings.words.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import type { BookingActs } from '../../parts/bookings/use-booking.ts'
import { call } from '../../platform/api.ts'

interface CancelSheetProps {
  readonly booking: BookingView
  readonly acts: BookingActs
  readonly onClose: () => void
}

/** What is given back is said before one decides. */
export function CancelSheet({ booking, acts, onClose }: CancelSheetProps) {
  const [reason, setReason] = useState('')
  const cancel = async () => {
    const body = { reason: reason.trim() }
    const done = await acts.act(
      `cancel ${body.reason}`,
      (params, idempotencyKey) => call(cancelBooking, { params, body }, { idempotencyKey }),
      '取消好了',
    )
    if (done !== null) onClose()
  }
  return (
    <Sheet
      open
      title="要取消这个预约吗"
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button words="不取消" kind="secondary" onPress={onClose} />
          <Button words="取消预约" kind="danger" busy={acts.busy} onPress={cancel} />
        </Row>
      }
    >
      <Stack>
        <Words>{refundWords(booking)}</Words>
        <Field label="原因" optional value={reason} onChange={setReason} maxLength={200} />
      </Stack>
    </Sheet>
  )
}
