import { giveBackCase } from '#shared/cases/cases.contract.ts'
import { actionWords } from '#shared/cases/cases.words.ts'
import { Field } from '../../components/field.tsx'
import { say } from '../../components/toast.tsx'
import { call } from '../../platform/api.ts'
import type { StepProps } from './step-props.ts'
import { StepSheet } from './step-sheet.tsx'
import { useStep } from './use-step.ts'

/** Not ours: back to the duty desk, with the reason. */
export function GiveBackStep({ work, onClose }: StepProps) {
  const step = useStep(work, 'give_back', { reason: '' })
  const reason = step.fields.reason.trim()
  const send = async () => {
    const sent = await step.send({ reason }, async (body, idempotencyKey) => {
      const reply = await call(giveBackCase, { params: work.key, body }, { idempotencyKey })
      return reply.case
    })
    if (!sent) return
    say('已退回值班台')
    onClose()
  }
  return (
    <StepSheet
      title={`${actionWords.give_back}，请值班台另派`}
      words={actionWords.give_back}
      busy={step.busy}
      problem={step.problem}
      missing={reason === '' ? '写一下退单的原因' : undefined}
      onSend={send}
      onClose={onClose}
    >
      <Field
        kind="textarea"
        label="退单原因"
        hint="写清该由谁办、为什么，居民看不到"
        counted
        maxLength={500}
        value={step.fields.reason}
        onChange={(value) => step.change({ reason: value })}
      />
    </StepSheet>
  )
}
