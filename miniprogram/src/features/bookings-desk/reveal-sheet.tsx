import { useState } from 'react'
import { phoneInGroups } from '#shared/accounts/phone.words.ts'
import { revealBookingPhone } from '#shared/bookings/desk.contract.ts'
import { bookingPhoneReasons } from '#shared/bookings/desk.words.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Heading, Words } from '../../components/words.tsx'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'
import { dial } from '../../platform/phone.ts'
import { ReasonChoice, useReason } from './reason-choice.tsx'
import type { StepSheetProps } from './step-sheet-props.ts'

type Whose = 'person' | 'booker'

/** The number only after a reason; each look becomes an entry in the history. */
export function RevealSheet({ booking, acts, onClose }: StepSheetProps) {
  const { personName, bookedByName, staff } = booking
  const choice = useReason(bookingPhoneReasons)
  const { reason } = choice
  const bookedByOther = staff?.bookerPhoneMasked !== null && bookedByName !== personName
  const [whose, setWhose] = useState<Whose>(
    staff?.phoneMasked === null && bookedByOther ? 'booker' : 'person',
  )
  const [phone, setPhone] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const look = async () => {
    const body = { reason, whose }
    const answer = await acts.attempt(`reveal ${JSON.stringify(body)}`, (idempotencyKey) =>
      call(revealBookingPhone, { params: acts.params, body }, { idempotencyKey }),
    )
    if (answer instanceof Failure) return setProblem(failureWords(answer))
    setPhone(answer.phone)
    acts.reload()
  }
  if (phone !== null) {
    return (
      <Sheet
        open
        title={`${whose === 'person' ? personName : bookedByName}的电话`}
        onClose={onClose}
        footer={<Button words="拨打" icon="phone" onPress={() => dial(phone)} />}
      >
        <Stack gap="s">
          <Heading level={1}>{phoneInGroups(phone)}</Heading>
          <Words kind="quiet">{`这次查看已记入经过：${reason}`}</Words>
        </Stack>
      </Sheet>
    )
  }
  return (
    <Sheet
      open
      title="查看电话"
      onClose={onClose}
      footer={
        <Button
          words="查看电话"
          busy={acts.busy}
          disabledReason={reason === '' ? '先选一下为什么要看' : undefined}
          onPress={look}
        />
      }
    >
      <Stack>
        <Words>每次查看都会记下是谁、什么时候、为什么看。</Words>
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
        {bookedByOther ? (
          <Choice
            look="chips"
            label="谁的电话"
            options={[
              { value: 'person', words: `本人 ${personName}` },
              { value: 'booker', words: `预约人 ${bookedByName}` },
            ]}
            value={whose}
            onChange={setWhose}
          />
        ) : null}
        <ReasonChoice label="为什么要看" choice={choice} />
      </Stack>
    </Sheet>
  )
}
