import { useState } from 'react'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { paymentId, refundId } from '#shared/ids.ts'
import { formatFen } from '#shared/payments/money.ts'
import { waitsAtCounter } from '#shared/payments/payment-status.ts'
import type { RefundView } from '#shared/payments/payments.contract.ts'
import { handBackRefund, readPayment } from '#shared/payments/payments.contract.ts'
import { paidWayWords, staffRefundLine } from '#shared/payments/payments.words.ts'
import { counterRoles } from '#shared/relatives/counter.contract.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import type { PaymentKey } from '../../parts/payments/use-pay.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'
import { useSession } from '../../platform/session.ts'
import { RefundSheet } from './refund-sheet.tsx'

interface MoneyCardProps {
  readonly booking: BookingView
  readonly reload: () => void
}

/** Posts here, e.g. whether he hands money back at a counter. */
const useRoles = (subdistrictId: string): ReadonlySet<string> => {
  const session = useSession()
  const posts = session.status === 'in' ? session.me.posts : []
  return new Set(
    posts.filter((post) => post.subdistrictId === subdistrictId).map(({ role }) => role),
  )
}

/** What was taken and given back; what waits here to be handed over has its button. */
export function MoneyCard({ booking, reload }: MoneyCardProps) {
  const { subdistrictId, version } = booking
  const now = useNow()
  const roles = useRoles(subdistrictId)
  const [handing, setHanding] = useState<RefundView | null>(null)
  const [refunding, setRefunding] = useState(false)
  const params = { subdistrictId, paymentId: paymentId(booking.paymentId ?? '') }
  const loaded = useLoaded(
    async () => (await call(readPayment, { params })).payment,
    `${params.paymentId}/${version}`,
  )
  const changed = () => {
    loaded.reload()
    reload()
  }
  const handsBack = counterRoles.some((role) => roles.has(role))
  return (
    <AsyncView state={loaded.state} retry={loaded.reload}>
      {({ paidBy, paidAt, amountFen, refundedFen, refunds }) =>
        paidBy === null || paidAt === null ? null : (
          <Stack gap="s">
            <Card kind="rows" title="收款和退款">
              <ListRow
                title={`收了 ${formatFen(amountFen)}`}
                note={`${paidWayWords[paidBy]} · ${timeInWords(new Date(paidAt), now)}`}
              />
              {refunds.map((refund) => (
                <ListRow
                  key={refund.refundId}
                  title={staffRefundLine(refund, paidBy)}
                  note={refund.reason}
                />
              ))}
            </Card>
            {refunds
              .filter((refund) => handsBack && waitsAtCounter(refund, paidBy))
              .map((refund) => (
                <Button
                  key={refund.refundId}
                  words={`当面退 ${formatFen(refund.amountFen)}`}
                  kind="secondary"
                  onPress={() => setHanding(refund)}
                />
              ))}
            {roles.has('administrator') && refundedFen < amountFen ? (
              <Button words="退款" kind="quiet" onPress={() => setRefunding(true)} />
            ) : null}
            {handing === null ? null : (
              <HandBackSheet
                of={params}
                refund={handing}
                to={booking.personName}
                onDone={changed}
                onClose={() => setHanding(null)}
              />
            )}
            {refunding ? (
              <RefundSheet
                of={params}
                leftFen={amountFen - refundedFen}
                onDone={changed}
                onClose={() => setRefunding(false)}
              />
            ) : null}
          </Stack>
        )
      }
    </AsyncView>
  )
}

interface HandBackSheetProps {
  readonly of: PaymentKey
  readonly refund: RefundView
  readonly to: string
  readonly onDone: () => void
  readonly onClose: () => void
}

/** The money is in his hand: only then it counts as given back. */
function HandBackSheet({ of, refund, to, onDone, onClose }: HandBackSheetProps) {
  const { busy, attempt } = useAttempt()
  const money = formatFen(refund.amountFen)
  const done = async () => {
    const params = { ...of, refundId: refundId(refund.refundId) }
    const answer = await attempt(refund.refundId, (idempotencyKey) =>
      call(handBackRefund, { params }, { idempotencyKey }),
    )
    if (answer instanceof Failure) say(failureWords(answer), 'problem')
    else {
      say(`${money} 退好了`)
      onClose()
    }
    onDone()
  }
  return (
    <Sheet
      open
      title="当面退款"
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button words="先不" kind="secondary" onPress={onClose} />
          <Button words={`已退 ${money}`} busy={busy} onPress={done} />
        </Row>
      }
    >
      <Words>{`把 ${money} 交给${to}或者替他付钱的家人。对方拿到了再按。`}</Words>
    </Sheet>
  )
}
