import type { Me } from '#shared/accounts/accounts.contract.ts'
import { consentText } from '#shared/relatives/relatives.words.ts'
import { Button } from '../../../../components/button.tsx'
import { Banner, Card } from '../../../../components/card.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { LiveRegion } from '../../../../components/toast.tsx'
import { Words } from '../../../../components/words.tsx'
import type { Gate } from '../../../../parts/gate/use-gate.tsx'
import { useGate } from '../../../../parts/gate/use-gate.tsx'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { goBack } from '../../../../platform/navigation.ts'
import { CodeCard } from '../../code-card.tsx'
import { useMyCode } from '../../use-my-code.ts'

export default function CodePage() {
  const gate = useGate()
  return (
    <Screen title="让家人替我办" lead="家人输入您的代办码，就能替您预约">
      <WhenSignedIn why="登录后，可以让家人替您预约。">
        {(me) => <Code me={me} gate={gate} />}
      </WhenSignedIn>
      {gate.sheet}
    </Screen>
  )
}

function Code({ me, gate }: { me: Me; gate: Gate }) {
  const { shown, busy, make } = useMyCode(me.personId, gate)
  if (shown.status === 'used') {
    const words = `${shown.name}现在可以替您预约了`
    return (
      <Stack>
        <LiveRegion words={words} />
        <Banner tone="green" icon="check" title={words}>
          <Words>您随时可以在“我的家人”里收回，一点就停。</Words>
        </Banner>
        <Button words="好" onPress={goBack} />
      </Stack>
    )
  }
  if (shown.status === 'shown') {
    return (
      <Stack>
        <CodeCard code={shown.code} secondsLeft={shown.secondsLeft} />
        <Words>请家人打开“我的 → 我的家人 → 输入家人的代办码”，把这六个数字输进去。</Words>
        <Words kind="strong">{consentText.warning}</Words>
        <Button words="换一个码" kind="secondary" icon="refresh" busy={busy} onPress={make} />
      </Stack>
    )
  }
  return (
    <Stack>
      {shown.status === 'over' ? (
        <Banner tone="yellow" icon="clock" title="刚才的代办码过期了，可以再出一个" />
      ) : null}
      <Card title={consentText.title}>
        <Stack>
          {consentText.points.map((point) => (
            <Words key={point}>{point}</Words>
          ))}
          <Words kind="strong">{consentText.warning}</Words>
        </Stack>
      </Card>
      <Button words={consentText.agree} busy={busy} onPress={make} />
    </Stack>
  )
}
