import type { ReactNode } from 'react'
import type { Me } from '#shared/accounts/accounts.contract.ts'
import type { AsyncState } from '../../components/async-view.tsx'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import type { Session } from '../../platform/session.ts'
import { reloadMe, useSession } from '../../platform/session.ts'
import { signedInPerson } from './sign-in.ts'

interface WhenSignedInProps {
  /** What one gets by signing in. */
  readonly why: string
  readonly children: (me: Me) => ReactNode
}

/** A page that needs to know who one is: asks for sign-in, or shows why it cannot be known. */
export function WhenSignedIn({ why, children }: WhenSignedInProps) {
  const session = useSession()
  if (session.status === 'out') {
    return (
      <Card>
        <Stack>
          <Words>{why}</Words>
          <Button words="登录" icon="person" onPress={signedInPerson} />
        </Stack>
      </Card>
    )
  }
  return (
    <AsyncView state={asState(session)} retry={reloadMe}>
      {(me) => children(me)}
    </AsyncView>
  )
}

const asState = (session: Session): AsyncState<Me> => {
  if (session.status === 'in') return { status: 'ready', value: session.me }
  if (session.status !== 'unknown') return { status: 'loading' }
  const { code, words } = session.problem
  return code === 'offline' ? { status: 'offline' } : { status: 'failed', words }
}
