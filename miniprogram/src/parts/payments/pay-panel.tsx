import { timeInWords } from '#shared/cases/deadline.words.ts'
import { formatFen } from '#shared/payments/money.ts'
import type { PaymentView } from '#shared/payments/payments.contract.ts'
import { paymentWords, refundLine } from '#shared/payments/payments.words.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import type { Tone } from '../../components/tag.tsx'
import { Tag } from '../../components/tag.tsx'
import { Words } from '../../components/words.tsx'
import { useNow } from '../clock/use-now.ts'
import type { PaymentKey } from './use-pay.ts'
import { usePay } from './use-pay.ts'

const toneOf = ({ state, refundedFen }: PaymentView): Tone => {
  if (refundedFen > 0) return 'blue'
  if (state === 'paid') return 'green'
  return state === 'closed' ? 'grey' : 'orange'
}

const isPayable = ({ state, method }: PaymentView): boolean =>
  method === 'wechat' && (state === 'created' || state === 'prepaid')

/** What is to be paid and how it stands, with the button to pay; `onPaid` when the server says so. */
export function PayPanel({ of, onPaid }: { of: PaymentKey; onPaid: () => void }) {
  const paying = usePay(of, onPaid)
  const now = useNow()
  return (
    <Card title="付款">
      <AsyncView state={paying.state} retry={paying.reload} skeleton="page">
        {(payment) => (
          <Stack>
            <Row spread="between">
              <Words kind="lead">{formatFen(payment.amountFen)}</Words>
              <Tag words={paymentWords(payment)} tone={toneOf(payment)} />
            </Row>
            <Words kind="quiet">{payment.words}</Words>
            {isPayable(payment) && payment.expiresAt !== null ? (
              <Words>{`请在${timeInWords(new Date(payment.expiresAt), now)}前付款，过时不再保留。`}</Words>
            ) : null}
            {payment.state === 'due' ? <Words>到服务点用现金或收款码付款。</Words> : null}
            {paying.words === null ? null : <Words kind="strong">{paying.words}</Words>}
            {isPayable(payment) ? (
              <Button
                words={`微信支付 ${formatFen(payment.amountFen)}`}
                busy={paying.busy}
                onPress={paying.pay}
              />
            ) : null}
            {payment.state === 'closing' || (isPayable(payment) && paying.words !== null) ? (
              <Button words="我已经付了，查一下" kind="quiet" onPress={paying.ask} />
            ) : null}
            {payment.refunds.map((refund) => (
              <ListRow
                key={refund.refundId}
                title={refundLine(refund, payment.paidBy)}
                note={refund.reason}
              />
            ))}
            <Sheet
              open={paying.demo !== null}
              title="演示收银台"
              onClose={() => paying.demo?.cancel()}
              footer={
                <Row spread="even">
                  <Button words="不付了" kind="secondary" onPress={() => paying.demo?.cancel()} />
                  <Button
                    words={`付 ${formatFen(payment.amountFen)}`}
                    busy={paying.busy}
                    onPress={() => paying.demo?.confirm()}
                  />
                </Row>
              }
            >
              <Words>这是演示，不会真的扣款。真的小程序里，这里是微信自己的付款页面。</Words>
            </Sheet>
          </Stack>
        )}
      </AsyncView>
    </Card>
  )
}
