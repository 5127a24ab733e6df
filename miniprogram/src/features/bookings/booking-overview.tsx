import { useState } from 'react'
import type { BookingAction } from '#shared/bookings/booking-status.ts'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { paymentId as asPaymentId } from '#shared/ids.ts'
import { Button } from '../../components/button.tsx'
import { Banner, Card } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { confirmPage, openService, paramsOf } from '../../parts/bookings/booking-pages.ts'
import { BookingTimeline } from '../../parts/bookings/booking-timeline.tsx'
import { GivenBookingRating } from '../../parts/bookings/given-booking-rating.tsx'
import type { BookingActs } from '../../parts/bookings/use-booking.ts'
import { openCase } from '../../parts/cases/case-pages.ts'
import { useNow } from '../../parts/clock/use-now.ts'
import { PayPanel } from '../../parts/payments/pay-panel.tsx'
import { ReceiptCard } from '../../parts/payments/receipt-card.tsx'
import type { PaymentKey } from '../../parts/payments/use-pay.ts'
import { PhotoRow } from '../../parts/photos/photo-row.tsx'
import { go } from '../../platform/navigation.ts'
import { BookingFacts, BookingState, BookingWhere } from './booking-facts.tsx'
import { CancelSheet } from './cancel-sheet.tsx'
import { CodeCard } from './code-card.tsx'
import { ComplaintSheet } from './complaint-sheet.tsx'
import { ProposalCard } from './proposal-card.tsx'
import { RateSheet } from './rate-sheet.tsx'

interface BookingProps {
  readonly booking: BookingView
  readonly acts: BookingActs
}

type Open = 'cancel' | 'complain' | 'rate' | 'receipt' | null

/** How it stands first; then what is needed at the door; then everything else. */
export function BookingOverview({ booking, acts }: BookingProps) {
  const now = useNow()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const may = (action: BookingAction) => booking.may.includes(action)
  const payment = paymentOf(booking)
  return (
    <Stack>
      <BookingState booking={booking} now={now} />
      {may('confirm') ? (
        <Button words="接着确认" onPress={() => go(confirmPage, paramsOf(booking))} />
      ) : null}
      {may('pay') && payment !== null ? <PayPanel of={payment} onPaid={acts.reload} /> : null}
      {may('answer_proposal') ? <ProposalCard booking={booking} acts={acts} /> : null}
      {booking.checkInCode === null ? null : (
        <CodeCard code={booking.checkInCode} number={booking.number} />
      )}
      {may('rate') ? <AskHow onRate={() => setOpen('rate')} /> : null}
      {booking.rating === null ? null : (
        <GivenBookingRating rating={booking.rating} title="您的评价" now={now} />
      )}
      {booking.photoIds.length === 0 ? null : (
        <Card title="照片">
          <PhotoRow photoIds={booking.photoIds} what="服务的照片" />
        </Card>
      )}
      <BookingWhere booking={booking} />
      <BookingFacts booking={booking} />
      {payment !== null && (booking.paid === 'paid' || booking.paid === 'refunded') ? (
        <Button words="看收据" kind="secondary" icon="list" onPress={() => setOpen('receipt')} />
      ) : null}
      <Steps booking={booking} onOpen={setOpen} />
      <Card title="经过">
        <BookingTimeline events={booking.events} now={now} />
      </Card>
      {open === 'cancel' && may('cancel') ? (
        <CancelSheet booking={booking} acts={acts} onClose={close} />
      ) : open === 'complain' && may('complain') ? (
        <ComplaintSheet booking={booking} acts={acts} onClose={close} />
      ) : open === 'rate' && may('rate') ? (
        <RateSheet acts={acts} onClose={close} />
      ) : open === 'receipt' && payment !== null ? (
        <Sheet open title="收据" onClose={close}>
          <ReceiptCard of={payment} />
        </Sheet>
      ) : null}
    </Stack>
  )
}

const paymentOf = ({ subdistrictId, paymentId }: BookingView): PaymentKey | null =>
  paymentId === null ? null : { subdistrictId, paymentId: asPaymentId(paymentId) }

const over = new Set(['served', 'no_show', 'cancelled', 'declined', 'expired'])

function Steps({ booking, onOpen }: { booking: BookingView; onOpen: (open: Open) => void }) {
  const { subdistrictId, bookingId, offerId, serviceCode, status, caseId, events, may } = booking
  const again = () => openService(subdistrictId, { code: serviceCode, kind: booking.kind })
  const move = () =>
    openService(subdistrictId, { code: serviceCode }, { move: bookingId, offer: offerId })
  return (
    <Stack gap="s">
      {over.has(status) ? <Button words="再约一次" icon="refresh" onPress={again} /> : null}
      <Row spread="even">
        {may.includes('move') ? (
          <Button words="换个时间" kind="secondary" icon="clock" onPress={move} />
        ) : null}
        {may.includes('cancel') ? (
          <Button words="取消预约" kind="secondary" onPress={() => onOpen('cancel')} />
        ) : null}
      </Row>
      {caseId === null || !events.some(({ kind }) => kind === 'complained') ? null : (
        <Button
          words="看这件事办到哪一步"
          kind="secondary"
          onPress={() => openCase({ subdistrictId, caseId })}
        />
      )}
      {may.includes('complain') ? (
        <Button words="有意见要说" kind="quiet" onPress={() => onOpen('complain')} />
      ) : null}
    </Stack>
  )
}

function AskHow({ onRate }: { onRate: () => void }) {
  return (
    <Banner tone="green" title="服务怎么样？" icon="check">
      <Stack gap="s">
        <Words>说几句，帮我们做得更好。</Words>
        <Button words="评价一下" onPress={onRate} />
      </Stack>
    </Banner>
  )
}
