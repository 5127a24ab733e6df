import { cancelBookingForSite, declineBooking } from '#shared/bookings/desk.contract.ts'
import { declineReasons } from '#shared/bookings/desk.words.ts'
import { Button } from '../../components/button.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { ReasonChoice, useReason } from './reason-choice.tsx'
import type { StepSheetProps } from './step-sheet-props.ts'

interface ReasonSheetProps extends StepSheetProps {
  readonly what: 'decline' | 'cancel'
}

const words = {
  decline: { title: '谢绝这个预约', button: '谢绝', done: '谢绝了' },
  cancel: { title: '取消这个预约', button: '取消预约', done: '取消了' },
} as const

/** We cannot keep it: the reason is told, and what was paid goes back in full. */
export function ReasonSheet({ what, booking, acts, onClose }: ReasonSheetProps) {
  const choice = useReason(declineReasons)
  const { reason } = choice
  const { title, button, done } = words[what]
  const send = async () => {
    const body = { reason }
    const contract = what === 'decline' ? declineBooking : cancelBookingForSite
    const changed = await acts.act(
      `${what} ${reason}`,
      (params, idempotencyKey) => call(contract, { params, body }, { idempotencyKey }),
      `${done}，已经告诉${booking.personName}`,
    )
    if (changed !== null) onClose()
  }
  const paid = booking.paid === 'paid' ? '付的钱全部退还。' : ''
  return (
    <Sheet
      open
      title={title}
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button words="先不" kind="secondary" onPress={onClose} />
          <Button
            words={button}
            kind="danger"
            busy={acts.busy}
            disabledReason={reason === '' ? '先选一个原因' : undefined}
            onPress={send}
          />
        </Row>
      }
    >
      <Stack>
        <Words>{`原因会原样告诉${booking.personName}，还会告诉他接下来有哪些时间。${paid}`}</Words>
        <ReasonChoice label="什么原因" choice={choice} />
      </Stack>
    </Sheet>
  )
}
