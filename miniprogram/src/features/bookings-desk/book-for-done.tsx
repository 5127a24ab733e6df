import { useState } from 'react'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { bookingStatusWords, fullWhenWords, paidWords } from '#shared/bookings/bookings.words.ts'
import { priceWords } from '#shared/offers/offers.words.ts'
import { Button } from '../../components/button.tsx'
import { Banner, Card } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { Heading, Words } from '../../components/words.tsx'
import { useBooking } from '../../parts/bookings/use-booking.ts'
import { useNow } from '../../parts/clock/use-now.ts'
import { openRequest } from '../../parts/staff/staff-pages.ts'
import { CollectSheet } from './collect-sheet.tsx'

interface BookForDoneProps {
  readonly booking: BookingView
  /** Something else for the same person. */
  readonly onAgain: () => void
  /** The next person. */
  readonly onNext: () => void
}

/** The number, large, to be read out; and the money, when it is paid right here. */
export function BookForDone({ booking: first, onAgain, onNext }: BookForDoneProps) {
  const now = useNow()
  const { subdistrictId, bookingId } = first
  const acts = useBooking(subdistrictId, bookingId, `booking-desk/${subdistrictId}`)
  const [collecting, setCollecting] = useState(false)
  const booking = acts.state.status === 'ready' ? acts.state.value : first
  const { personName, status, priceFen, may } = booking
  const asked = status === 'requested'
  return (
    <Screen title={asked ? '提交好了' : '约好了'} onBack={onNext}>
      <Stack>
        <Banner tone="green" icon="check" title={`${personName}，${booking.serviceName}`}>
          <Words>{`${fullWhenWords(new Date(booking.startsAt), now)}，${booking.siteName}`}</Words>
        </Banner>
        <Card>
          <Stack gap="s">
            <Words kind="quiet">请念给他听，到时候报这个号</Words>
            <Heading level={1}>{booking.number}</Heading>
            {booking.queueNo === null ? null : (
              <Words kind="strong">{`排队第 ${booking.queueNo} 号`}</Words>
            )}
            <Words>
              {asked
                ? `${bookingStatusWords.requested}，答复了会告诉他。`
                : '前一天和当天会提醒他。'}
            </Words>
            {priceFen === 0 ? null : <Words>{paidWords(booking)}</Words>}
          </Stack>
        </Card>
        {may.includes('collect') ? (
          <Button
            words={`现在收 ${priceWords(priceFen)}`}
            kind="secondary"
            onPress={() => setCollecting(true)}
          />
        ) : null}
        <Button words="给下一位约" icon="plus" onPress={onNext} />
        <Button words={`再给${personName}约一项`} kind="secondary" onPress={onAgain} />
        <Button
          words="看这个预约"
          kind="quiet"
          onPress={() => openRequest(subdistrictId, bookingId)}
        />
      </Stack>
      {collecting ? (
        <CollectSheet booking={booking} acts={acts} onClose={() => setCollecting(false)} />
      ) : null}
    </Screen>
  )
}
