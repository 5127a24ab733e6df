import type { Me } from '#shared/accounts/accounts.contract.ts'
import { Button } from '../../components/button.tsx'
import { Stack } from '../../components/layout.tsx'
import { Heading } from '../../components/words.tsx'
import { go } from '../../platform/navigation.ts'
import { useNow } from '../clock/use-now.ts'
import { BookingCard } from './booking-card.tsx'
import { myBookingsPage, openOrFinish } from './booking-pages.ts'
import { useMyBookings } from './use-my-bookings.ts'
import { useMyWaits } from './use-my-waits.ts'
import { OfferedWait } from './wait-card.tsx'

interface NextBookingProps {
  readonly me: Me
  /** Also the way to all of them, when there is one. */
  readonly withAll?: boolean
}

/** A place that is offered right now, then the next booking; nothing while there is none. */
export function NextBooking({ me: { personId }, withAll = false }: NextBookingProps) {
  const now = useNow()
  const bookings = useMyBookings({ me: personId, when: 'coming' })
  const waits = useMyWaits(personId)
  const offered =
    waits.state.status === 'ready'
      ? waits.state.value.filter(({ state }) => state === 'offered')
      : []
  const next = bookings.state.status === 'ready' ? bookings.state.value.items[0] : undefined
  if (offered.length === 0 && next === undefined) return null
  return (
    <Stack>
      {offered.map((wait) => (
        <OfferedWait key={wait.waitId} wait={wait} me={personId} now={now} />
      ))}
      {next === undefined ? null : (
        <>
          <Heading level={2}>下一个预约</Heading>
          <BookingCard row={next} now={now} onPress={() => openOrFinish(next)} />
        </>
      )}
      {withAll ? (
        <Button words="看所有预约" kind="quiet" icon="list" onPress={() => go(myBookingsPage)} />
      ) : null}
    </Stack>
  )
}
