import { AsyncView } from '../../../../components/async-view.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { sessionState } from '../../../../parts/gate/session-state.ts'
import { reloadMe, useSession } from '../../../../platform/session.ts'
import { DifferencesView } from '../../differences-view.tsx'

/** The administrator's page: where the books and WeChat's bill disagree. */
export default function DifferencesPage() {
  const session = useSession()
  const post =
    session.status === 'in' ? session.me.posts.find(({ role }) => role === 'administrator') : null
  return (
    <Screen title="对账差异" lead={post?.subdistrictName}>
      {post ? (
        <DifferencesView subdistrictId={post.subdistrictId} />
      ) : (
        <AsyncView
          state={sessionState(session)}
          retry={reloadMe}
          isEmpty={() => true}
          empty={{ title: '这一页只给管理员看' }}
        >
          {() => null}
        </AsyncView>
      )}
    </Screen>
  )
}
