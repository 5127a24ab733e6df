import { contactChannels, contactResults } from '#shared/cases/case-status.ts'
import { logContact } from '#shared/cases/cases.contract.ts'
import { actionWords, channelWords, contactResultWords } from '#shared/cases/cases.words.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { say } from '../../components/toast.tsx'
import { call } from '../../platform/api.ts'
import type { StepProps } from './step-props.ts'
import { StepSheet } from './step-sheet.tsx'
import { useStep } from './use-step.ts'

const channels = contactChannels.map((value) => ({ value, words: channelWords[value] }))
const results = contactResults.map((value) => ({ value, words: contactResultWords[value] }))

/** 先行联系: call first, then say how it went. Nothing is chosen beforehand but the telephone. */
export function ContactStep({ work, view, onGo, onClose }: StepProps) {
  const step = useStep(work, 'contact', { channel: 'phone', result: '', note: '' })
  const channel = contactChannels.find((value) => value === step.fields.channel) ?? 'phone'
  const result = contactResults.find((value) => value === step.fields.result) ?? null
  const send = async () => {
    if (result === null) return
    const body = { channel, result, note: step.fields.note.trim() }
    const sent = await step.send(body, async (given, idempotencyKey) => {
      const reply = await call(logContact, { params: work.key, body: given }, { idempotencyKey })
      return reply.case
    })
    if (!sent) return
    say('联系情况已记下')
    onClose()
  }
  return (
    <StepSheet
      title={actionWords.contact}
      words="记下这次联系"
      busy={step.busy}
      problem={step.problem}
      missing={result === null ? '选一下联系的结果' : undefined}
      onSend={send}
      onClose={onClose}
    >
      {view.may.includes('reveal_phone') && view.staff?.reporterPhoneMasked ? (
        <Button
          words={`先拨打 ${view.staff.reporterPhoneMasked}`}
          kind="secondary"
          icon="phone"
          onPress={() => onGo('reveal_phone')}
        />
      ) : null}
      <Choice
        look="chips"
        label="怎么联系的"
        options={channels}
        value={channel}
        onChange={(value) => step.change({ channel: value })}
      />
      <Choice
        look="chips"
        label="结果"
        options={results}
        value={result}
        onChange={(value) => step.change({ result: value })}
      />
      <Field
        kind="textarea"
        label="备注"
        hint="内部备注，居民看不到"
        optional
        counted
        maxLength={500}
        value={step.fields.note}
        onChange={(note) => step.change({ note })}
      />
    </StepSheet>
  )
}
