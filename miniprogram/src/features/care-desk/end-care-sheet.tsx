import { useState } from 'react'
import { deletionWords } from '#shared/care/care.words.ts'
import { deleteElderReadings, endElderCare } from '#shared/care/care-desk.contract.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import type { ElderKey } from '../../parts/care/care-pages.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

interface EndCareSheetProps {
  readonly elder: ElderKey
  readonly what: 'end' | 'delete'
  readonly onClose: () => void
  readonly onDone: () => void
}

const words = {
  end: {
    title: '停止测量他吗',
    points: [
      '从现在起不再记录，家人也看不到新的情况。',
      '他说停，或者监护人说停，就停；要再开始，重新签字登记。',
    ],
    do: '停止',
    done: '停了，从现在起不再记录',
  },
  delete: {
    title: '删除他的测量数据吗',
    points: deletionWords.points,
    do: '删除',
    done: '好，正在删除',
  },
} as const

/** Because he, or his guardian, says so: with what was said and where it is kept. */
export function EndCareSheet({ elder, what, onClose, onDone }: EndCareSheetProps) {
  const { subdistrictId, personId } = elder
  const [proof, setProof] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async () => {
    setTried(true)
    if (proof.trim() === '') return
    setBusy(true)
    setProblem(null)
    try {
      const input = { params: { subdistrictId, personId }, body: { proofNote: proof.trim() } }
      if (what === 'end') await call(endElderCare, input)
      else await call(deleteElderReadings, input)
      say(words[what].done)
      onDone()
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
      title={words[what].title}
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button words="先不" kind="secondary" onPress={onClose} />
          <Button words={words[what].do} kind="danger" busy={busy} onPress={send} />
        </Row>
      }
    >
      <Stack>
        {words[what].points.map((point) => (
          <Words key={point}>{point}</Words>
        ))}
        <Field
          label="谁说的，凭证在哪里"
          value={proof}
          onChange={setProof}
          maxLength={200}
          error={tried && proof.trim() === '' ? '请写清楚' : undefined}
        />
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}
