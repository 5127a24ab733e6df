import { useState } from 'react'
import type { ParamsOf } from '#shared/http/endpoint.ts'
import type { ServedPerson } from '#shared/relatives/counter.contract.ts'
import { registerRelationshipAtCounter } from '#shared/relatives/counter.contract.ts'
import type { Relation } from '#shared/relatives/relations.ts'
import { relations, relationshipTextVersion } from '#shared/relatives/relations.ts'
import { counterConsentText, relationWords } from '#shared/relatives/relatives.words.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

interface PaperSheetProps {
  readonly params: ParamsOf<typeof registerRelationshipAtCounter>
  readonly onClose: () => void
  readonly onDone: (person: ServedPerson) => void
}

/** For staff: reads the text aloud, has it signed, and writes down who may book for him. */
export function PaperSheet({ params, onClose, onDone }: PaperSheetProps) {
  const [phone, setPhone] = useState('')
  const [relation, setRelation] = useState<Relation | null>(null)
  const [proofNote, setProofNote] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const save = async () => {
    setTried(true)
    if (phone.trim().length < 5 || relation === null || proofNote.trim() === '') return
    setBusy(true)
    setProblem(null)
    try {
      const said = { relativePhone: phone.trim(), relation, proofNote: proofNote.trim() }
      const body = { ...said, textVersion: relationshipTextVersion, lastDay: null }
      onDone(await call(registerRelationshipAtCounter, { params, body }))
      say('登记好了，马上有效')
      onClose()
    } catch (thrown) {
      setProblem(asFailure(thrown).words)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet
      open
      title="登记代办家人"
      onClose={onClose}
      footer={<Button words="本人已签字，登记" busy={busy} onPress={save} />}
    >
      <Stack>
        <Words kind="strong">请读给本人听，同意后签字：</Words>
        {counterConsentText.points.map((point) => (
          <Words key={point}>{point}</Words>
        ))}
        <Field
          kind="tel"
          label="家人的手机号"
          hint="家人要先登录并绑定，或在窗口登记过"
          value={phone}
          onChange={setPhone}
          maxLength={20}
          error={tried && phone.trim().length < 5 ? '请写完整的手机号' : undefined}
        />
        <Choice
          label="家人是本人的"
          look="chips"
          options={relations.map((value) => ({ value, words: relationWords[value] }))}
          value={relation}
          onChange={setRelation}
          error={tried && relation === null ? '请选一项' : undefined}
        />
        <Field
          kind="textarea"
          label="看过什么材料"
          hint="例如：户口簿，本人签字，原件存居委会"
          value={proofNote}
          onChange={setProofNote}
          maxLength={200}
          error={tried && proofNote.trim() === '' ? '请写一下看过什么材料' : undefined}
        />
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}
