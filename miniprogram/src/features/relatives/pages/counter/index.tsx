import { useState } from 'react'
import type { Me } from '#shared/accounts/accounts.contract.ts'
import type { FoundPerson } from '#shared/relatives/counter.contract.ts'
import { counterRoles } from '#shared/relatives/counter.contract.ts'
import { Screen } from '../../../../components/screen.tsx'
import { Words } from '../../../../components/words.tsx'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { PersonFinder } from '../../../../parts/relatives/person-finder.tsx'
import { PersonAtCounter } from '../../person-at-counter.tsx'

export default function CounterPage() {
  return (
    <Screen title="窗口登记" lead="核对证件，登记谁可以替他预约">
      <WhenSignedIn why="登录后才能办理。">{(me) => <Counter me={me} />}</WhenSignedIn>
    </Screen>
  )
}

function Counter({ me }: { me: Me }) {
  const [chosen, setChosen] = useState<FoundPerson | null>(null)
  const serving: readonly string[] = counterRoles
  const post = me.posts.find(({ role }) => serving.includes(role))
  if (post === undefined) return <Words>这一页给窗口和居委的工作人员用。</Words>
  const { subdistrictId } = post
  return (
    <>
      <PersonFinder subdistrictId={subdistrictId} chosen={chosen} onPick={setChosen} />
      {chosen === null ? null : (
        <PersonAtCounter subdistrictId={subdistrictId} personId={chosen.personId} />
      )}
    </>
  )
}
