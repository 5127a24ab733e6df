import type { ReactNode } from 'react'
import type { Role } from '#shared/accounts/roles.ts'
import type { SubdistrictId, UnitId } from '#shared/ids.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Screen } from '../../components/screen.tsx'
import { sessionState } from '../../parts/gate/session-state.ts'
import { signedInPerson } from '../../parts/gate/sign-in.ts'
import { usePageParams } from '../../platform/page-lifecycle.ts'
import { reloadMe, useSession } from '../../platform/session.ts'

/** Where somebody looks after elders, or after their alerts. */
export interface CareDesk {
  readonly subdistrictId: SubdistrictId
  readonly role: Role
  readonly unitId: UnitId | null
  readonly name: string
}

interface WithCareDeskProps {
  readonly title: string
  readonly roles: readonly Role[]
  readonly children: (desk: CareDesk) => ReactNode
}

/** A page for whoever is on one of these posts; otherwise why it shows nothing. */
export function WithCareDesk({ title, roles, children }: WithCareDeskProps) {
  const session = useSession()
  const { subdistrict } = usePageParams()
  const posts = session.status === 'in' ? session.me.posts : []
  const mine = posts.filter(({ role }) => roles.includes(role))
  const post = mine.find(({ subdistrictId }) => subdistrictId === subdistrict) ?? mine[0]
  if (post !== undefined) {
    const { subdistrictId, role, unitId, unitName, subdistrictName } = post
    return <>{children({ subdistrictId, role, unitId, name: unitName ?? subdistrictName })}</>
  }
  const signIn = { words: '去登录', onPress: () => void signedInPerson() }
  return (
    <Screen title={title}>
      <AsyncView
        state={sessionState(session)}
        retry={reloadMe}
        isEmpty={() => true}
        empty={
          session.status === 'out'
            ? { title: '请先登录', action: signIn }
            : { title: '这一页只给照护老人的同事看', words: '上岗后，这里会有您照护的老人。' }
        }
      >
        {() => null}
      </AsyncView>
    </Screen>
  )
}
