import { useState } from 'react'
import { fenOfYuan, formatFen, yuanOfFen } from '#shared/payments/money.ts'
import { refundPayment } from '#shared/payments/payments.contract.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import type { PaymentKey } from '../../parts/payments/use-pay.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'

interface RefundSheetProps {
  readonly of: PaymentKey
  /** Fen that are still with us. */
  readonly leftFen: number
  readonly onDone: () => void
  readonly onClose: () => void
}

/** All or a part, for whatever the rules do not cover; the reason is read by whoever paid. */
export function RefundSheet({ of, leftFen, onDone, onClose }: RefundSheetProps) {
  const [yuan, setYuan] = useState(yuanOfFen(leftFen))
  const [said, setSaid] = useState('')
  const { busy, attempt } = useAttempt()
  const amountFen = fenOfYuan(yuan.trim())
  const reason = said.trim()
  const problem =
    amountFen === undefined || amountFen <= 0 || amountFen > leftFen
      ? `请写退几元，最多 ${formatFen(leftFen)}`
      : reason === ''
        ? '请写为什么退，付钱的人会看到'
        : undefined
  const send = async () => {
    if (amountFen === undefined) return
    const body = { amountFen, reason }
    const answer = await attempt(JSON.stringify(body), (idempotencyKey) =>
      call(refundPayment, { params: of, body }, { idempotencyKey }),
    )
    if (answer instanceof Failure) say(failureWords(answer), 'problem')
    else {
      say(`${formatFen(amountFen)} 已申请退款`)
      onClose()
    }
    onDone()
  }
  return (
    <Sheet
      open
      title="退款"
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button words="先不" kind="secondary" onPress={onClose} />
          <Button words="退款" kind="danger" busy={busy} disabledReason={problem} onPress={send} />
        </Row>
      }
    >
      <Stack>
        <Words>微信付的退回微信；到场付的，请到服务点当面退。</Words>
        <Field label="退几元" value={yuan} onChange={setYuan} maxLength={12} />
        <Field label="为什么退" value={said} onChange={setSaid} maxLength={80} />
      </Stack>
    </Sheet>
  )
}
