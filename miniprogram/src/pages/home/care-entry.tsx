import type { Me, PostView } from '#shared/accounts/accounts.contract.ts'
import { careDeskRoles } from '#shared/accounts/roles.ts'
import { listDeskAlerts } from '#shared/alerts/alerts.contract.ts'
import { careStaffRoles } from '#shared/care/care-rules.ts'
import type { ElderCard } from '#shared/care/care-shapes.ts'
import { careDeskTopic } from '#shared/readings/live-readings.ts'
import { BigButton } from '../../components/button.tsx'
import { deskAlertsPage, eldersPage, openElder, wallPage } from '../../parts/care/care-pages.ts'
import { useMyElders } from '../../parts/care/use-my-elders.ts'
import { useCalm } from '../../parts/live/use-calm.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { go } from '../../platform/navigation.ts'

/** For who follows somebody: how they are, in a word each; nothing for everybody else. */
export function ElderEntry({ me }: { me: Me }) {
  const { state } = useMyElders(me.personId)
  if (state.status !== 'ready') return null
  const { elders, waiting } = state.value
  const [first] = elders
  if (first === undefined)
    return waiting.length === 0 ? null : (
      <BigButton
        words="我关注的老人"
        note="等对方同意"
        icon="person"
        onPress={() => go(eldersPage)}
      />
    )
  return (
    <BigButton
      words={elders.length === 1 ? titleOf(first) : '我关注的老人'}
      note={elders.map(wordOf).join('；')}
      icon="person"
      onPress={() => (elders.length === 1 ? openElder(first) : go(eldersPage))}
    />
  )
}

const titleOf = ({ as, name }: ElderCard): string => (as === 'self' ? '我的情况' : name)
const wordOf = ({ as, name, status }: ElderCard): string =>
  `${as === 'self' ? '我' : name}：${status.words}`

/** The post that looks after elders or their alerts, if there is one. */
export const carePost = (posts: readonly PostView[]): PostView | undefined => {
  const working: readonly string[] = careDeskRoles
  return posts.find(({ role }) => working.includes(role))
}

/** For staff: the way to the wall, or for the duty desk to what climbed to it. */
export function CareDeskEntry({ post }: { post: PostView }) {
  const { subdistrictId, role, unitId, unitName, subdistrictName } = post
  const nurses: readonly string[] = careStaffRoles
  const onWall = nurses.includes(role)
  const open = useLoaded(
    async () => (await call(listDeskAlerts, { params: { subdistrictId }, query: {} })).open,
    subdistrictId,
  )
  const topic = onWall ? careDeskTopic(subdistrictId, unitId) : `desk/${subdistrictId}`
  useLive(topic, useCalm(open.reload))
  const count = open.state.status === 'ready' ? open.state.value : 0
  return (
    <BigButton
      words={onWall ? '照护台' : '老人提醒'}
      note={count === 0 ? (unitName ?? subdistrictName) : `提醒 ${count}`}
      icon="bell"
      onPress={() => go(onWall ? wallPage : deskAlertsPage, { subdistrict: subdistrictId })}
    />
  )
}
