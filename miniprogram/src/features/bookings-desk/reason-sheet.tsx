import type { ReactNode } from 'react'
import { useState } from 'react'
import { cancelBooking } from '#shared/bookings/bookings.contract.ts'
import { refundWords } from '#shared/bookings/bookings.words.ts'
import { cancelBookingForSite, declineBooking } from '#shared/bookings/desk.contract.ts'
import { declineReasons } from '#shared/bookings/desk.words.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { ReasonChoice, useReason } from './reason-choice.tsx'
import type { StepSheetProps } from './step-sheet-props.ts'

interface ReasonSheetProps extends StepSheetProps {
  readonly what: 'decline' | 'cancel'
  readonly children?: ReactNode
}

const words = {
  decline: { title: '谢绝这个预约', button: '谢绝', done: '谢绝了' },
  cancel: { title: '取消这个预约', button: '取消预约', done: '取消了' },
} as const

/** Who wants it cancelled: what is told and given back hangs on that. */
const sides = [
  { value: 'person', words: '他说不来了' },
  { value: 'site', words: '我们办不了' },
] as const
type Side = (typeof sides)[number]['value']

/** We cannot keep it, or he phoned that he does not come: each with its own words and refund. */
export function ReasonSheet(props: ReasonSheetProps) {
  const [side, setSide] = useState<Side | null>(null)
  const { what } = props
  if (what === 'decline') return <BySite {...props} />
  const asked = (
    <Choice
      look="chips"
      label="是谁要取消"
      options={sides}
      value={side}
      onChange={(value: Side) => setSide(value)}
    />
  )
  return side === 'person' ? (
    <ByPerson {...props}>{asked}</ByPerson>
  ) : (
    <BySite {...props} isOpen={side !== null}>
      {asked}
    </BySite>
  )
}

/** He phoned: given back by the rule that was shown to him, and nobody is sorry. */
function ByPerson({ booking, acts, onClose, children }: ReasonSheetProps) {
  const cancel = async () => {
    const body = { reason: '打电话或到服务点取消' }
    const changed = await acts.act(
      'cancel for him',
      (params, idempotencyKey) => call(cancelBooking, { params, body }, { idempotencyKey }),
      '取消了',
    )
    if (changed !== null) onClose()
  }
  return (
    <Sheet
      open
      title={words.cancel.title}
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button words="先不" kind="secondary" onPress={onClose} />
          <Button words={words.cancel.button} kind="danger" busy={acts.busy} onPress={cancel} />
        </Row>
      }
    >
      <Stack>
        {children}
        <Words>{`${refundWords(booking)}念给他听再取消。`}</Words>
      </Stack>
    </Sheet>
  )
}

interface BySiteProps extends ReasonSheetProps {
  /** Whether it is settled that the site is who cancels. */
  readonly isOpen?: boolean
}

/** The reason is told, and what was paid goes back in full. */
function BySite({ what, booking, acts, onClose, children, isOpen = true }: BySiteProps) {
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
            disabledReason={
              isOpen ? (reason === '' ? '先选一个原因' : undefined) : '先选是谁要取消'
            }
            onPress={send}
          />
        </Row>
      }
    >
      <Stack>
        {children}
        {isOpen ? (
          <>
            <Words>{`原因会原样告诉${booking.personName}，还会告诉他接下来有哪些时间。${paid}`}</Words>
            <ReasonChoice label="什么原因" choice={choice} />
          </>
        ) : null}
      </Stack>
    </Sheet>
  )
}
