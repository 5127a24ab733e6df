import { useState } from 'react'
import { useInvite as useInviteContract } from '#shared/care/care.contract.ts'
import { inviteDigits, inviteHours } from '#shared/care/care-rules.ts'
import type { MyElders } from '#shared/care/care-shapes.ts'
import type { Relation } from '#shared/relatives/relations.ts'
import { relations } from '#shared/relatives/relations.ts'
import { relationWords } from '#shared/relatives/relatives.words.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

interface EnterInviteSheetProps {
  readonly onClose: () => void
  readonly onDone: (mine: MyElders) => void
}

/** Types the code that the elder's side has told; it opens nothing before they have said yes. */
export function EnterInviteSheet({ onClose, onDone }: EnterInviteSheetProps) {
  const [typed, setTyped] = useState('')
  const [relation, setRelation] = useState<Relation | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const code = typed.replace(/\s/g, '')
  const isCode = code.length === inviteDigits && /^\d+$/.test(code)
  const send = async () => {
    setTried(true)
    if (!isCode || relation === null) return
    setBusy(true)
    setProblem(null)
    try {
      onDone(await call(useInviteContract, { body: { code, relation } }))
      say('输好了，等对方点“同意”')
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
      title="输入关注码"
      onClose={onClose}
      footer={<Button words="确定" busy={busy} onPress={send} />}
    >
      <Stack>
        <Words>关注码由老人自己，或者照护他的工作人员给您。输入后，还要他们点“同意”。</Words>
        <Field
          kind="tel"
          label="关注码"
          hint={`${inviteDigits} 个数字，${inviteHours} 小时内有效`}
          value={typed}
          onChange={setTyped}
          maxLength={12}
          error={tried && !isCode ? `请写 ${inviteDigits} 个数字` : undefined}
        />
        <Choice
          label="我是他的"
          look="chips"
          options={relations.map((value) => ({ value, words: relationWords[value] }))}
          value={relation}
          onChange={setRelation}
          error={tried && relation === null ? '请选一下您是他的什么人' : undefined}
        />
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}
