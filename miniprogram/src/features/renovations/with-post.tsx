import type { ReactNode } from 'react'
import type { Role } from '#shared/accounts/roles.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Screen } from '../../components/screen.tsx'
import { sessionState } from '../../parts/gate/session-state.ts'
import { signedInPerson } from '../../parts/gate/sign-in.ts'
import { usePageParams } from '../../platform/page-lifecycle.ts'
import { reloadMe, useSession } from '../../platform/session.ts'

interface WithPostProps {
  readonly title: string
  readonly roles: readonly Role[]
  /** Whom the page is for: `物业和居委会`. */
  readonly whom: string
  readonly children: (subdistrictId: SubdistrictId) => ReactNode
}

/** A page for whoever is on one of these posts; otherwise why it shows nothing. */
export function WithPost({ title, roles, whom, children }: WithPostProps) {
  const session = useSession()
  const { subdistrict } = usePageParams()
  const posts = session.status === 'in' ? session.me.posts : []
  const here = posts.filter(({ role }) => roles.includes(role))
  const post = here.find(({ subdistrictId }) => subdistrictId === subdistrict) ?? here[0]
  const signIn = { words: '去登录', onPress: () => void signedInPerson() }
  return (
    <Screen title={title} lead={post?.unitName ?? undefined}>
      {post !== undefined ? (
        children(post.subdistrictId)
      ) : (
        <AsyncView
          state={sessionState(session)}
          retry={reloadMe}
          isEmpty={() => true}
          empty={
            session.status === 'out'
              ? { title: '请先登录', action: signIn }
              : { title: `这一页只给${whom}看` }
          }
        >
          {() => null}
        </AsyncView>
      )}
    </Screen>
  )
}
