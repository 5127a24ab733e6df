import { useCallback } from 'react'
import type { BookingRow } from '#shared/bookings/bookings.contract.ts'
import { listMyBookings } from '#shared/bookings/bookings.contract.ts'
import type { PersonId } from '#shared/ids.ts'
import { call } from '../../platform/api.ts'
import { useLive } from '../live/use-live.ts'
import type { Paged } from '../loading/use-paged.ts'
import { usePaged } from '../loading/use-paged.ts'

const idOf = ({ bookingId }: BookingRow) => bookingId

interface Wanted {
  readonly me: PersonId
  readonly when: 'coming' | 'past'
  /** Only those of this person; everybody's unless told. */
  readonly of?: PersonId | undefined
}

/** Bookings of mine and of those I book for, live: coming ones soonest first, past ones newest. */
export const useMyBookings = ({ me, when, of }: Wanted): Paged<BookingRow> => {
  const loadPage = useCallback(
    async (cursor: string | undefined) => {
      const query = {
        when,
        ...(of === undefined ? {} : { personId: of }),
        ...(cursor === undefined ? {} : { cursor }),
      }
      const { bookings, nextCursor } = await call(listMyBookings, { query })
      return { items: bookings, nextCursor }
    },
    [when, of],
  )
  const paged = usePaged(loadPage, idOf, `${me}/${when}/${of ?? ''}`)
  useLive(`person/${me}`, paged.reload)
  return paged
}
