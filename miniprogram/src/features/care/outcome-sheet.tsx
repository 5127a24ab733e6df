import { useState } from 'react'
import type { AlertOutcome } from '#shared/alerts/alert-rules.ts'
import { alertOutcomes } from '#shared/alerts/alert-rules.ts'
import type { AlertView } from '#shared/alerts/alerts.contract.ts'
import { setAlertOutcome } from '#shared/alerts/alerts.contract.ts'
import { alertOutcomeWords } from '#shared/alerts/alerts.words.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

interface OutcomeSheetProps {
  readonly alert: AlertView
  readonly onClose: () => void
  readonly onDone: (alert: AlertView) => void
}

/** How it ended; everybody who was told sees it. */
export function OutcomeSheet({ alert, onClose, onDone }: OutcomeSheetProps) {
  const [outcome, setOutcome] = useState<AlertOutcome | null>(alert.outcome)
  const [note, setNote] = useState(alert.outcomeNote)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async () => {
    setTried(true)
    if (outcome === null) return
    setBusy(true)
    setProblem(null)
    try {
      const { subdistrictId, alertId } = alert
      const body = { outcome, note: note.trim() }
      const params = { subdistrictId, alertId }
      onDone((await call(setAlertOutcome, { params, body })).alert)
      say('记下了，大家都看得到')
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
      title="处理结果"
      onClose={onClose}
      footer={<Button words="记下" busy={busy} onPress={send} />}
    >
      <Stack>
        <Choice
          label="怎么样了"
          options={alertOutcomes.map((value) => ({ value, words: alertOutcomeWords[value] }))}
          value={outcome}
          onChange={setOutcome}
          error={tried && outcome === null ? '请选一个' : undefined}
        />
        <Field
          kind="textarea"
          label="要说明的话"
          optional
          value={note}
          onChange={setNote}
          maxLength={300}
          counted
        />
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}
