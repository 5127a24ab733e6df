import { useState } from 'react'
import type { BookingId, OfferId, SubdistrictId } from '#shared/ids.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import { CallToBook } from '../../parts/bookings/call-to-book.tsx'
import { TimesView } from '../../parts/bookings/times-view.tsx'
import { useTimes } from '../../parts/bookings/use-times.ts'
import { useNow } from '../../parts/clock/use-now.ts'
import { MoveSheet } from './move-sheet.tsx'
import type { ServiceFound } from './service-facts.tsx'

interface MoveTimesProps {
  readonly subdistrictId: SubdistrictId
  readonly found: ServiceFound
  readonly bookingId: BookingId
  readonly offerId: OfferId
}

/** Other times of the same offer, one of which takes the place of the old one. */
export function MoveTimes({ subdistrictId, found, bookingId, offerId }: MoveTimesProps) {
  const now = useNow()
  const offer = found.offers.find((one) => one.offerId === offerId)
  const daysAhead = offer?.terms.book.daysAhead ?? 0
  const { code, kind } = found.service
  const times = useTimes({ subdistrictId, code, offerId, daysAhead })
  const [slot, setSlot] = useState<Slot | null>(null)
  return (
    <>
      <TimesView
        times={times}
        kind={kind}
        now={now}
        busy={false}
        onPick={setSlot}
        canWait={false}
      />
      <CallToBook subdistrictId={subdistrictId} first={offer?.site} look="button" />
      {slot === null ? null : (
        <MoveSheet
          subdistrictId={subdistrictId}
          bookingId={bookingId}
          slot={slot}
          kind={kind}
          now={now}
          onClose={() => setSlot(null)}
          onRefused={times.reload}
        />
      )}
    </>
  )
}
