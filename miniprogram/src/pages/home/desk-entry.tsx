import type { PostView } from '#shared/accounts/accounts.contract.ts'
import { caseStaffRoles } from '#shared/accounts/roles.ts'
import { countDeskCases } from '#shared/cases/cases.contract.ts'
import { queueWords } from '#shared/cases/cases.words.ts'
import { BigButton } from '../../components/button.tsx'
import { deskPage } from '../../parts/cases/case-pages.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { go } from '../../platform/navigation.ts'

/** The post that works on cases, if there is one. */
export const staffPost = (posts: readonly PostView[]): PostView | undefined => {
  const working: readonly string[] = caseStaffRoles
  return posts.find(({ role }) => working.includes(role))
}

/** For staff: the way to the desk, with what waits there. */
export function DeskEntry({ post }: { post: PostView }) {
  const { subdistrictId } = post
  const counts = useLoaded(() => call(countDeskCases, { params: { subdistrictId } }), subdistrictId)
  useLive(`desk/${subdistrictId}`, counts.reload)
  const { state } = counts
  const waiting =
    state.status === 'ready'
      ? (['mine', 'overdue', 'review'] as const)
          .filter((queue) => state.value[queue] > 0)
          .map((queue) => `${queueWords[queue]} ${state.value[queue]}`)
      : []
  return (
    <BigButton
      words="进入工作台"
      note={waiting.length === 0 ? post.subdistrictName : waiting.join(' · ')}
      icon="list"
      onPress={() => go(deskPage, { subdistrict: subdistrictId })}
    />
  )
}
