import { useState } from 'react'
import type { Relation } from '#shared/relatives/relations.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { asFailure } from '../../platform/failure.ts'
import { RelationChoice } from './relation-choice.tsx'

interface CodeSheetProps {
  readonly title: string
  /** Where the code comes from and what it opens. */
  readonly lead: string
  readonly label: string
  readonly digits: number
  /** How long it is good for, e.g. `六个数字，十分钟内有效`. */
  readonly hint: string
  /** What may be said of oneself; without: what needs no paper. */
  readonly said?: readonly Relation[]
  /** Throws a Failure, whose words are shown; afterwards the sheet closes. */
  readonly send: (typed: { readonly code: string; readonly relation: Relation }) => Promise<void>
  readonly onClose: () => void
}

/** Types a code that somebody else has told, and says what one is to him. */
export function CodeSheet(props: CodeSheetProps) {
  const { title, lead, label, digits, hint, said, send, onClose } = props
  const [typed, setTyped] = useState('')
  const [relation, setRelation] = useState<Relation | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const code = typed.replace(/\s/g, '')
  const isCode = code.length === digits && /^\d+$/.test(code)
  const submit = async () => {
    setTried(true)
    if (!isCode || relation === null) return
    setBusy(true)
    setProblem(null)
    try {
      await send({ code, relation })
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
      title={title}
      onClose={onClose}
      footer={<Button words="确定" busy={busy} onPress={submit} />}
    >
      <Stack>
        <Words>{lead}</Words>
        <Field
          kind="tel"
          label={label}
          hint={hint}
          value={typed}
          onChange={setTyped}
          // Room for the spaces of a copied code.
          maxLength={digits + 4}
          error={tried && !isCode ? `请写 ${digits} 个数字` : undefined}
        />
        <RelationChoice
          {...(said === undefined ? {} : { said })}
          value={relation}
          onChange={setRelation}
          error={tried && relation === null ? '请选一下您是他的什么人' : undefined}
        />
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}
