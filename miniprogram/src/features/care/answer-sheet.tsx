import { useState } from 'react'
import { answerInvite } from '#shared/care/care.contract.ts'
import type { CareYes, Circle, ElderView, InviteView } from '#shared/care/care-shapes.ts'
import { relationWords } from '#shared/relatives/relatives.words.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { YesChoices } from './yes-choices.tsx'

interface AnswerSheetProps {
  readonly elder: ElderView
  readonly invite: InviteView
  readonly onClose: () => void
  readonly onDone: (circle: Circle) => void
}

/** Whoever typed the code waits for this yes: each thing by itself, or no. */
export function AnswerSheet({ elder, invite, onClose, onDone }: AnswerSheetProps) {
  const { subdistrictId, personId, as } = elder
  const isSelf = as === 'self'
  const [yes, setYes] = useState<readonly CareYes[]>([])
  const [proof, setProof] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState<'confirm' | 'refuse' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { usedBy, inviteId } = invite
  if (usedBy === null) return null
  const lacksProof = !isSelf && proof.trim() === ''
  const answer = async (said: 'confirm' | 'refuse') => {
    setTried(true)
    if (said === 'confirm' && (yes.length === 0 || lacksProof)) return
    setBusy(said)
    setProblem(null)
    try {
      const body = {
        answer: said,
        yes: said === 'confirm' ? [...yes] : [],
        proofNote: isSelf || proof.trim() === '' ? null : proof.trim(),
      }
      onDone(await call(answerInvite, { params: { subdistrictId, personId, inviteId }, body }))
      say(said === 'confirm' ? `${usedBy.name}现在可以关注了` : '没有同意，他什么也看不到')
      onClose()
    } catch (thrown) {
      setProblem(asFailure(thrown).words)
    } finally {
      setBusy(null)
    }
  }
  const phone = usedBy.phoneMasked === null ? '' : `，手机号 ${usedBy.phoneMasked}`
  return (
    <Sheet
      open
      title={`同意${usedBy.name}关注吗`}
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button
            words="不同意"
            kind="secondary"
            busy={busy === 'refuse'}
            onPress={() => answer('refuse')}
          />
          <Button words="同意勾选的" busy={busy === 'confirm'} onPress={() => answer('confirm')} />
        </Row>
      }
    >
      <Stack>
        <Words>{`${usedBy.name}说是${relationWords[usedBy.relation]}${phone}。不认识，就点“不同意”。`}</Words>
        <YesChoices
          label={isSelf ? '我同意' : '他同意'}
          offered={invite.yes}
          chosen={yes}
          onChange={setYes}
          error={tried && yes.length === 0 ? '至少勾一项，或者点“不同意”' : undefined}
        />
        {isSelf ? null : (
          <Field
            label="凭证"
            hint="谁签的字，纸放在哪里"
            value={proof}
            onChange={setProof}
            maxLength={200}
            error={tried && lacksProof ? '请写清楚凭证' : undefined}
          />
        )}
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}
