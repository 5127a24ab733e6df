import { useState } from 'react'
import type { Me } from '#shared/accounts/accounts.contract.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Heading } from '../../../../components/words.tsx'
import type { Gate } from '../../../../parts/gate/use-gate.tsx'
import { useGate } from '../../../../parts/gate/use-gate.tsx'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { relationCodePage } from '../../../../parts/relatives/relatives-pages.ts'
import { go } from '../../../../platform/navigation.ts'
import { DeclareSheet } from '../../declare-sheet.tsx'
import { EndSheet } from '../../end-sheet.tsx'
import { EnterCodeSheet } from '../../enter-code-sheet.tsx'
import { MyFacts } from '../../my-facts.tsx'
import type { Ending } from '../../relationship-rows.tsx'
import { BookerRows, ServedRows } from '../../relationship-rows.tsx'
import { useRelatives } from '../../use-relatives.ts'

export default function PeoplePage() {
  const gate = useGate()
  return (
    <Screen title="我的家人" lead="您可以替家人预约，也可以让家人替您预约">
      <WhenSignedIn why="登录后，可以添加家人，替他们预约。">
        {(me) => <People me={me} gate={gate} />}
      </WhenSignedIn>
      {gate.sheet}
    </Screen>
  )
}

function People({ me, gate }: { me: Me; gate: Gate }) {
  const relatives = useRelatives(me.personId)
  const [adding, setAdding] = useState<'code' | 'declare' | null>(null)
  const [ending, setEnding] = useState<Ending | null>(null)
  const add = async (how: 'code' | 'declare') => {
    if (await gate.pass('privacy_guide')) setAdding(how)
  }
  const end = async () => {
    if (ending && (await relatives.withdraw(ending.relationship.relationshipId))) setEnding(null)
  }
  return (
    <>
      <AsyncView state={relatives.state} retry={relatives.reload}>
        {({ served, bookers }) => (
          <Stack gap="l">
            <Stack>
              <Heading level={2}>我替谁预约</Heading>
              <ServedRows
                people={served}
                onEnd={(relationship) => setEnding({ relationship, iAm: 'relative' })}
              />
              <Button
                words="输入家人的代办码"
                kind="secondary"
                icon="plus"
                onPress={() => add('code')}
              />
              <Button
                words="家人没有手机，替他登记"
                kind="secondary"
                icon="plus"
                onPress={() => add('declare')}
              />
            </Stack>
            <Stack>
              <Heading level={2}>谁能替我预约</Heading>
              <BookerRows
                people={bookers}
                onEnd={(relationship) => setEnding({ relationship, iAm: 'served' })}
              />
              <Button
                words="让家人替我办"
                kind="secondary"
                icon="person"
                onPress={() => go(relationCodePage)}
              />
            </Stack>
          </Stack>
        )}
      </AsyncView>
      <Stack>
        <Heading level={2}>我自己</Heading>
        <MyFacts personId={me.personId} gate={gate} />
      </Stack>
      {adding === 'code' ? (
        <EnterCodeSheet onClose={() => setAdding(null)} onDone={relatives.put} />
      ) : null}
      {adding === 'declare' ? (
        <DeclareSheet gate={gate} onClose={() => setAdding(null)} onDone={relatives.put} />
      ) : null}
      {ending === null ? null : (
        <EndSheet
          ending={ending}
          busy={relatives.busy}
          onClose={() => setEnding(null)}
          onEnd={end}
        />
      )}
    </>
  )
}
