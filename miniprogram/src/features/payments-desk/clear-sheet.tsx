import { useState } from 'react'
import type { PaymentDifference } from '#shared/payments/payments.contract.ts'
import { differenceWords, sidesWords } from '#shared/payments/payments.words.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'

interface ClearSheetProps {
  readonly difference: PaymentDifference
  readonly busy: boolean
  readonly onClear: (note: string) => void
  readonly onClose: () => void
}

/** What was found out about a difference; without a word it stays open. */
export function ClearSheet({ difference, busy, onClear, onClose }: ClearSheetProps) {
  const [note, setNote] = useState('')
  const said = note.trim()
  return (
    <Sheet
      open
      title={differenceWords[difference.kind]}
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button words="先不" kind="secondary" onPress={onClose} />
          <Button
            words="处理好了"
            busy={busy}
            onPress={() => onClear(said)}
            disabledReason={said === '' ? '请写一下查到了什么' : undefined}
          />
        </Row>
      }
    >
      <Stack>
        <Words>{sidesWords(difference)}</Words>
        <Words kind="quiet">{`${difference.day} · 单号 ${difference.outTradeNo}`}</Words>
        <Field
          kind="textarea"
          label="查到了什么，怎么处理的"
          value={note}
          onChange={setNote}
          maxLength={200}
          counted
        />
      </Stack>
    </Sheet>
  )
}
