import type { Me } from '#shared/accounts/accounts.contract.ts'
import { whenWords } from '#shared/bookings/when.words.ts'
import { orderWords } from '#shared/canteen/canteen.words.ts'
import { Card, ListRow } from '../../components/card.tsx'
import { openOrFinish } from '../../parts/bookings/booking-pages.ts'
import { BookingStatusTag } from '../../parts/bookings/status-tag.tsx'
import { useMyBookings } from '../../parts/bookings/use-my-bookings.ts'
import { useNow } from '../../parts/clock/use-now.ts'

/** What is ordered and still to come, with the number said at the counter; the code is one press away. */
export function MyOrders({ me }: { me: Me }) {
  const now = useNow()
  const { state } = useMyBookings({ me: me.personId, when: 'coming' })
  if (state.status !== 'ready') return null
  const orders = state.value.items.filter(
    ({ kind, menuSet, status }) => kind === 'meal' && menuSet !== null && status !== 'served',
  )
  if (orders.length === 0) return null
  return (
    <Card kind="rows" title="已经订的">
      {orders.map((row) => (
        <ListRow
          key={row.bookingId}
          title={`取餐号 ${row.number}`}
          note={[
            whenWords(new Date(row.startsAt), now),
            row.isMine ? '' : row.personName,
            orderWords(row.menuSet ?? '', row.party, row.isDelivered),
            row.siteName,
          ]
            .filter((part) => part !== '')
            .join(' · ')}
          end={<BookingStatusTag status={row.status} />}
          onPress={() => openOrFinish(row)}
        />
      ))}
    </Card>
  )
}
