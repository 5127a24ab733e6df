import { useState } from 'react'
import type { Relation } from '#shared/relatives/relations.ts'
import type { Relatives } from '#shared/relatives/relatives.contract.ts'
import { useRelationCode as useCodeContract } from '#shared/relatives/relatives.contract.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { RelationChoice } from './relation-choice.tsx'

interface EnterCodeSheetProps {
  readonly onClose: () => void
  readonly onDone: (relatives: Relatives) => void
}

/** Types the six digits that the other one's phone shows. */
export function EnterCodeSheet({ onClose, onDone }: EnterCodeSheetProps) {
  const [typed, setTyped] = useState('')
  const [relation, setRelation] = useState<Relation | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const code = typed.replace(/\s/g, '')
  const isCode = /^\d{6}$/.test(code)

  const send = async () => {
    setTried(true)
    if (!isCode || relation === null) return
    setBusy(true)
    setProblem(null)
    try {
      onDone(await call(useCodeContract, { body: { code, relation } }))
      say('好了，您可以替他预约了')
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
      title="输入家人的代办码"
      onClose={onClose}
      footer={<Button words="确定" busy={busy} onPress={send} />}
    >
      <Stack>
        <Words>请家人在他的手机上打开“我的 → 我的家人 → 让家人替我办”，会看到六个数字。</Words>
        <Field
          kind="tel"
          label="代办码"
          hint="六个数字，十分钟内有效"
          value={typed}
          onChange={setTyped}
          maxLength={8}
          error={tried && !isCode ? '请写六个数字' : undefined}
        />
        <RelationChoice
          value={relation}
          onChange={setRelation}
          error={tried && relation === null ? '请选一下您是他的什么人' : undefined}
        />
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}
