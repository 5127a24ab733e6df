import type { ReactNode } from 'react'
import { useRef, useState } from 'react'
import type { ConsentPurpose } from '#shared/accounts/accounts.contract.ts'
import { consentWords } from '#shared/accounts/consents.words.ts'
import { Button } from '../../components/button.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { asFailure } from '../../platform/failure.ts'
import { go } from '../../platform/navigation.ts'

import { privacyGuidePage } from './account-pages.ts'
import { agreeTo, hasConsent } from './consents.ts'
import { signedInPerson } from './sign-in.ts'

export interface Gate {
  /** Signs in and asks for the consent where needed; false when the person did not want to. */
  readonly pass: (purpose?: ConsentPurpose) => Promise<boolean>
  /** Place it inside <Screen>. */
  readonly sheet: ReactNode
}

interface Question {
  readonly purpose: ConsentPurpose
  readonly answer: (agreed: boolean) => void
}

/** Stands before everything that needs to know who one is or touches personal data. */
export const useGate = (): Gate => {
  const [question, setQuestion] = useState<Question | null>(null)
  const [busy, setBusy] = useState(false)
  const open = useRef<Question | null>(null)

  const ask = (next: Question | null) => {
    open.current = next
    setQuestion(next)
  }
  const finish = (agreed: boolean) => {
    open.current?.answer(agreed)
    ask(null)
  }
  const pass = async (purpose?: ConsentPurpose) => {
    const me = await signedInPerson()
    if (me === null) return false
    if (purpose === undefined || hasConsent(me, purpose)) return true
    open.current?.answer(false)
    return new Promise<boolean>((answer) => ask({ purpose, answer }))
  }
  const agree = async (purpose: ConsentPurpose) => {
    setBusy(true)
    try {
      await agreeTo(purpose)
      finish(true)
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(false)
    }
  }
  const purpose = question?.purpose ?? 'privacy_guide'
  const words = consentWords[purpose]
  const sheet = (
    <Sheet
      open={question !== null}
      title={purpose === 'privacy_guide' ? '先和您说一声' : words.name}
      onClose={() => finish(false)}
      footer={
        <Row spread="even">
          <Button words="先不同意" kind="secondary" onPress={() => finish(false)} />
          <Button words="同意" busy={busy} onPress={() => agree(purpose)} />
        </Row>
      }
    >
      <Stack>
        {words.points.map((point) => (
          <Words key={point}>{point}</Words>
        ))}
        <Button
          words="看隐私保护指引全文"
          kind="quiet"
          fit
          onPress={() => {
            finish(false)
            go(privacyGuidePage)
          }}
        />
      </Stack>
    </Sheet>
  )
  return { pass, sheet }
}
