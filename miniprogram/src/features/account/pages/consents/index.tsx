import { useState } from 'react'
import type { ConsentPurpose, Me } from '#shared/accounts/accounts.contract.ts'
import { consentPurposes, withdrawConsent } from '#shared/accounts/accounts.contract.ts'
import { consentWords } from '#shared/accounts/consents.words.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { Button } from '../../../../components/button.tsx'
import { Card, ListRow } from '../../../../components/card.tsx'
import { Row, Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Sheet } from '../../../../components/sheet.tsx'
import { Tag } from '../../../../components/tag.tsx'
import { say } from '../../../../components/toast.tsx'
import { Words } from '../../../../components/words.tsx'
import { useNow } from '../../../../parts/clock/use-now.ts'
import { privacyGuidePage } from '../../../../parts/gate/account-pages.ts'
import { agreeTo, hasConsent } from '../../../../parts/gate/consents.ts'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { call } from '../../../../platform/api.ts'
import { asFailure } from '../../../../platform/failure.ts'
import { go } from '../../../../platform/navigation.ts'
import { adoptMe } from '../../../../platform/session.ts'

export default function ConsentsPage() {
  return (
    <Screen title="隐私和同意" lead="每一项都可以单独同意，也可以随时收回">
      <Card kind="rows">
        <ListRow
          icon="list"
          title="隐私保护指引全文"
          note="用大白话写的，几分钟看完"
          onPress={() => go(privacyGuidePage)}
        />
      </Card>
      <WhenSignedIn why="登录后可以看到您同意过什么。">{(me) => <Consents me={me} />}</WhenSignedIn>
    </Screen>
  )
}

function Consents({ me }: { me: Me }) {
  const [busy, setBusy] = useState<ConsentPurpose | null>(null)
  const [withdrawing, setWithdrawing] = useState<ConsentPurpose | null>(null)
  const attempt = async (purpose: ConsentPurpose, work: () => Promise<void>, done: string) => {
    setBusy(purpose)
    try {
      await work()
      say(done)
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(null)
      setWithdrawing(null)
    }
  }
  const withdraw = (purpose: ConsentPurpose) =>
    attempt(
      purpose,
      async () => adoptMe(await call(withdrawConsent, { params: { purpose } })),
      '已经收回，马上生效',
    )
  return (
    <>
      {consentPurposes.map((purpose) => (
        <Consent
          key={purpose}
          me={me}
          purpose={purpose}
          busy={busy === purpose}
          onGive={() => attempt(purpose, () => agreeTo(purpose), '记下了，谢谢您')}
          onWithdraw={() => setWithdrawing(purpose)}
        />
      ))}
      <Sheet
        open={withdrawing !== null}
        title="要收回同意吗"
        onClose={() => setWithdrawing(null)}
        footer={
          <Row spread="even">
            <Button words="不收回" kind="secondary" onPress={() => setWithdrawing(null)} />
            <Button
              words="收回同意"
              kind="danger"
              busy={busy !== null}
              onPress={() => withdrawing !== null && withdraw(withdrawing)}
            />
          </Row>
        }
      >
        <Words>{withdrawing === null ? '' : consentWords[withdrawing].whenWithdrawn}</Words>
      </Sheet>
    </>
  )
}

interface ConsentProps {
  readonly me: Me
  readonly purpose: ConsentPurpose
  readonly busy: boolean
  readonly onGive: () => void
  readonly onWithdraw: () => void
}

function Consent({ me, purpose, busy, onGive, onWithdraw }: ConsentProps) {
  const now = useNow()
  const { name, points } = consentWords[purpose]
  const given = me.consents.find((consent) => consent.purpose === purpose)
  const valid = hasConsent(me, purpose)
  const when = given === undefined ? '' : timeInWords(new Date(given.givenAt), now)
  return (
    <Card title={name}>
      <Stack>
        <Row>
          <Tag words={valid ? '已同意' : '没有同意'} tone={valid ? 'green' : 'grey'} />
          {valid ? <Words kind="quiet">{when}</Words> : null}
        </Row>
        {points.map((point) => (
          <Words key={point}>{point}</Words>
        ))}
        {valid ? (
          <Button
            words="收回同意"
            kind="secondary"
            label={`收回同意：${name}`}
            onPress={onWithdraw}
          />
        ) : (
          <Button
            words="同意"
            kind="secondary"
            busy={busy}
            label={`同意：${name}`}
            onPress={onGive}
          />
        )}
      </Stack>
    </Card>
  )
}
