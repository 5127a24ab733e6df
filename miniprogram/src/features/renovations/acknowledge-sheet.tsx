import { useState } from 'react'
import type { RenovationView } from '#shared/renovations/renovations.contract.ts'
import { acknowledgeRenovation } from '#shared/renovations/renovations.contract.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'

interface AcknowledgeSheetProps {
  readonly renovation: RenovationView
  readonly onClose: () => void
  readonly onDone: (renovation: RenovationView) => void
}

/** Seen, with a word to the resident where there is something to say. */
export function AcknowledgeSheet({ renovation, onClose, onDone }: AcknowledgeSheetProps) {
  const [remark, setRemark] = useState('')
  const { busy, attempt } = useAttempt()
  const send = async () => {
    const { subdistrictId, renovationId } = renovation
    const params = { subdistrictId, renovationId }
    const body = { remark: remark.trim() }
    const answer = await attempt(`${renovationId}${body.remark}`, (idempotencyKey) =>
      call(acknowledgeRenovation, { params, body }, { idempotencyKey }),
    )
    if (answer instanceof Failure) return say(answer.words, 'problem')
    say('记下了，也告诉居民了')
    onDone(answer.renovation)
    onClose()
  }
  return (
    <Sheet
      open
      title="我看过了"
      onClose={onClose}
      footer={<Button words="看过了" busy={busy} onPress={send} />}
    >
      <Stack>
        <Words>{renovation.placeLabel}</Words>
        <Field
          kind="textarea"
          label="要提醒居民的话"
          optional
          counted
          placeholder="例如：电梯请垫好木板，水泥走 2 号门"
          value={remark}
          onChange={setRemark}
          maxLength={300}
        />
      </Stack>
    </Sheet>
  )
}
