import { useEffect } from 'react'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { sessionState } from '../../../../parts/gate/session-state.ts'
import { signedInPerson } from '../../../../parts/gate/sign-in.ts'
import { reloadMe, useSession } from '../../../../platform/session.ts'
import { DeskView } from '../../desk-view.tsx'
import { desksOf } from '../../desks.ts'

const noDesk = { title: '您现在没有办案岗位', words: '上岗后，这里会出现要您办的事。' }

/** The desk of whoever works on cases; the posts of this moment say what is on it. */
export default function QueuePage() {
  const session = useSession()
  useEffect(() => {
    // A post given or ended a minute ago must count now.
    reloadMe()
  }, [])
  const desks = session.status === 'in' ? desksOf(session.me) : []
  const [first] = desks
  if (first !== undefined) return <DeskView first={first} desks={desks} />
  const signIn = { words: '去登录', onPress: () => void signedInPerson() }
  return (
    <Screen title="工作台">
      <AsyncView
        state={sessionState(session)}
        retry={reloadMe}
        isEmpty={() => true}
        empty={session.status === 'out' ? { title: '请先登录', action: signIn } : noDesk}
      >
        {() => null}
      </AsyncView>
    </Screen>
  )
}
