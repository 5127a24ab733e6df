import { AsyncView } from '../../../../components/async-view.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { sessionState } from '../../../../parts/gate/session-state.ts'
import { reloadMe, useSession } from '../../../../platform/session.ts'
import { PostsView } from '../../posts-view.tsx'

/** The administrator's page: who is on which post. */
export default function PostsPage() {
  const session = useSession()
  const post =
    session.status === 'in' ? session.me.posts.find(({ role }) => role === 'administrator') : null
  return (
    <Screen title="岗位" lead={post?.subdistrictName}>
      {post ? (
        <PostsView subdistrictId={post.subdistrictId} />
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
