import { useState } from 'react'
import { withdrawCase } from '#shared/cases/cases.contract.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import type { CaseActs } from './use-case.ts'

interface WithdrawSheetProps {
  readonly acts: CaseActs
  readonly onClose: () => void
}

export function WithdrawSheet({ acts, onClose }: WithdrawSheetProps) {
  const [reason, setReason] = useState('')
  const withdraw = async () => {
    const body = { reason: reason.trim() }
    const done = await acts.act(
      `withdraw ${body.reason}`,
      (params, idempotencyKey) => call(withdrawCase, { params, body }, { idempotencyKey }),
      '已经撤回了',
    )
    if (done) onClose()
  }
  return (
    <Sheet
      open
      title="要撤回这件事吗"
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button words="不撤回" kind="secondary" onPress={onClose} />
          <Button words="撤回" kind="danger" busy={acts.busy} onPress={withdraw} />
        </Row>
      }
    >
      <Stack>
        <Words>撤回以后就不再办理了。还需要的话，可以重新上报。</Words>
        <Field label="原因" optional value={reason} onChange={setReason} maxLength={200} />
      </Stack>
    </Sheet>
  )
}
