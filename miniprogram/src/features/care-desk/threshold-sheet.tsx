import { useState } from 'react'
import type { Threshold } from '#shared/alerts/alerts.contract.ts'
import { setThreshold } from '#shared/alerts/alerts.contract.ts'
import { alertRuleWords } from '#shared/alerts/alerts.words.ts'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Switch } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import type { ElderKey } from '../../parts/care/care-pages.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { limitWords } from './limit.words.ts'

interface ThresholdSheetProps {
  readonly elder: ElderKey
  readonly threshold: Threshold
  readonly onClose: () => void
  readonly onDone: (answer: ResponseOf<typeof setThreshold>) => void
}

const numberOf = (typed: string): number | null => {
  const text = typed.trim()
  return text !== '' && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null
}

/** One figure for one elder, with the name of who decided and why. */
export function ThresholdSheet({ elder, threshold, onClose, onDone }: ThresholdSheetProps) {
  const { subdistrictId, personId } = elder
  const { rule, question, unit, lowest, highest, source, usualLimit, usualMinutes } = threshold
  const isOff = threshold.limit === null && threshold.minutes === null
  const [on, setOn] = useState(!isOff)
  const [limit, setLimit] = useState(String(threshold.limit ?? usualLimit ?? ''))
  const [minutes, setMinutes] = useState(String(threshold.minutes ?? usualMinutes ?? ''))
  const [decidedBy, setDecidedBy] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const value = numberOf(limit)
  const length = numberOf(minutes)
  const hasLimit = usualLimit !== null
  const hasMinutes = usualMinutes !== null
  const wrong = on && ((hasLimit && value === null) || (hasMinutes && length === null))
  const send = async () => {
    setTried(true)
    if (wrong || decidedBy.trim() === '' || reason.trim() === '') return
    setBusy(true)
    setProblem(null)
    try {
      const body = {
        limit: on && hasLimit ? value : null,
        minutes: on && hasMinutes && length !== null ? Math.round(length) : null,
        decidedBy: decidedBy.trim(),
        reason: reason.trim(),
      }
      onDone(await call(setThreshold, { params: { subdistrictId, personId, rule }, body }))
      say('改好了，从现在起照这个数')
      onClose()
    } catch (thrown) {
      setProblem(asFailure(thrown).words)
    } finally {
      setBusy(false)
    }
  }
  const range = lowest === null || highest === null ? undefined : `${lowest} 到 ${highest} ${unit}`
  return (
    <Sheet
      open
      title={alertRuleWords[rule]}
      onClose={onClose}
      footer={<Button words="就照这个" busy={busy} onPress={send} />}
    >
      <Stack>
        <Words>{`照常：${limitWords(usualLimit, usualMinutes, unit)}。${source}`}</Words>
        <Card kind="rows">
          <Switch
            words="这一项提醒"
            note="关掉以后，这一项再怎么样也不提醒"
            on={on}
            onChange={setOn}
          />
        </Card>
        {on && hasLimit ? (
          <Field
            label={question}
            {...(range === undefined ? {} : { hint: range })}
            value={limit}
            onChange={setLimit}
            maxLength={8}
            error={tried && value === null ? '请写一个数' : undefined}
          />
        ) : null}
        {on && hasMinutes ? (
          <Field
            kind="tel"
            label="持续几分钟才提醒"
            value={minutes}
            onChange={setMinutes}
            maxLength={5}
            error={tried && length === null ? '请写几分钟' : undefined}
          />
        ) : null}
        <Field
          label="谁定的"
          placeholder="例如：社区医院 赵医生"
          value={decidedBy}
          onChange={setDecidedBy}
          maxLength={40}
          error={tried && decidedBy.trim() === '' ? '请写是谁定的' : undefined}
        />
        <Field
          label="为什么"
          value={reason}
          onChange={setReason}
          maxLength={200}
          error={tried && reason.trim() === '' ? '请写为什么' : undefined}
        />
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}
