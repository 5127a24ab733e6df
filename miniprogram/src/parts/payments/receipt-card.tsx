import { timeInWords } from '#shared/cases/deadline.words.ts'
import { formatFen } from '#shared/payments/money.ts'
import { readReceipt } from '#shared/payments/payments.contract.ts'
import { paidWayWords } from '#shared/payments/payments.words.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { call } from '../../platform/api.ts'
import { useNow } from '../clock/use-now.ts'
import { useLoaded } from '../loading/use-loaded.ts'
import type { PaymentKey } from './use-pay.ts'

/** What a receipt says; only for what is paid. */
export function ReceiptCard({ of: { subdistrictId, paymentId } }: { of: PaymentKey }) {
  const now = useNow()
  const { state, reload } = useLoaded(async () => {
    const { receipt } = await call(readReceipt, { params: { subdistrictId, paymentId } })
    return receipt
  }, paymentId)
  return (
    <Card kind="rows">
      <AsyncView state={state} retry={reload}>
        {(receipt) => (
          <>
            <ListRow title="项目" note={receipt.words} />
            <ListRow title="付了" end={formatFen(receipt.amountFen)} />
            {receipt.refundedFen === 0 ? null : (
              <ListRow title="退了" end={formatFen(receipt.refundedFen)} />
            )}
            <ListRow
              title={`${paidWayWords[receipt.paidBy]} · ${receipt.payerName}`}
              note={timeInWords(new Date(receipt.paidAt), now)}
            />
            <ListRow title="单号" note={receipt.number} />
          </>
        )}
      </AsyncView>
    </Card>
  )
}
