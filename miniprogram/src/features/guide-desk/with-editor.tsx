import type { ReactNode } from 'react'
import type { Role } from '#shared/accounts/roles.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Screen } from '../../components/screen.tsx'
import { sessionState } from '../../parts/gate/session-state.ts'
import { reloadMe, useSession } from '../../platform/session.ts'

interface WithEditorProps {
  readonly title: string
  readonly roles: readonly Role[]
  /** Whom the page is for; default: editors. */
  readonly whom?: string
  readonly children: (subdistrictId: SubdistrictId) => ReactNode
}

/** A page for whoever edits the guide; otherwise why it shows nothing. */
export function WithEditor({
  title,
  roles,
  whom = '编办事指南的管理员',
  children,
}: WithEditorProps) {
  const session = useSession()
  const post =
    session.status === 'in' ? session.me.posts.find(({ role }) => roles.includes(role)) : undefined
  return (
    <Screen title={title} lead={post?.subdistrictName}>
      {post ? (
        children(post.subdistrictId)
      ) : (
        <AsyncView
          state={sessionState(session)}
          retry={reloadMe}
          isEmpty={() => true}
          empty={{ title: `这一页只给${whom}看` }}
        >
          {() => null}
        </AsyncView>
      )}
    </Screen>
  )
}
