import { callingRoles } from '#shared/accounts/roles.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { sessionState } from '../../../../parts/gate/session-state.ts'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { reloadMe, useSession } from '../../../../platform/session.ts'
import { CallsView } from '../../calls-view.tsx'

const calling: readonly string[] = callingRoles

/** People whom no message reaches: called or visited by whoever works near them. */
export default function CallsPage() {
  const session = useSession()
  const { subdistrict } = usePageParams()
  const posts =
    session.status === 'in' ? session.me.posts.filter(({ role }) => calling.includes(role)) : []
  const post = posts.find(({ subdistrictId }) => subdistrictId === subdistrict) ?? posts[0]
  return (
    <Screen title="电话清单" lead={post?.subdistrictName}>
      {post ? (
        <CallsView subdistrictId={post.subdistrictId} />
      ) : (
        <AsyncView
          state={sessionState(session)}
          retry={reloadMe}
          isEmpty={() => true}
          empty={{ title: '这一页只给打电话的同事看' }}
        >
          {() => null}
        </AsyncView>
      )}
    </Screen>
  )
}
