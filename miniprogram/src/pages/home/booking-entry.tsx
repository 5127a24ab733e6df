import type { PostView } from '#shared/accounts/accounts.contract.ts'
import { bookingStaffRoles } from '#shared/accounts/roles.ts'
import { countDeskBookings } from '#shared/bookings/desk.contract.ts'
import { requestQueueWords } from '#shared/bookings/desk.words.ts'
import { BigButton } from '../../components/button.tsx'
import { useLive } from '../../parts/live/use-live.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { requestsPage } from '../../parts/staff/staff-pages.ts'
import { call } from '../../platform/api.ts'
import { go } from '../../platform/navigation.ts'

/** The post that works with bookings, if there is one. */
export const bookingPost = (posts: readonly PostView[]): PostView | undefined => {
  const working: readonly string[] = bookingStaffRoles
  return posts.find(({ role }) => working.includes(role))
}

/** For staff: the way to the bookings, with what waits there. */
export function BookingEntry({ post }: { post: PostView }) {
  const { subdistrictId } = post
  const counts = useLoaded(
    () => call(countDeskBookings, { params: { subdistrictId } }),
    subdistrictId,
  )
  useLive(`booking-desk/${subdistrictId}`, counts.reload)
  const { state } = counts
  const waiting =
    state.status === 'ready'
      ? [
          state.value.new === 0 ? '' : `${requestQueueWords.new} ${state.value.new}`,
          state.value.today === 0 ? '' : `今天 ${state.value.today} 人`,
        ].filter((part) => part !== '')
      : []
  return (
    <BigButton
      words="预约受理"
      note={waiting.length === 0 ? post.subdistrictName : waiting.join(' · ')}
      icon="calendar"
      onPress={() => go(requestsPage, { subdistrict: subdistrictId })}
    />
  )
}
