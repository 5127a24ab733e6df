import { useState } from 'react'
import { revealReporterPhone } from '#shared/cases/cases.contract.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Heading, Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { dial } from '../../platform/phone.ts'
import type { StepProps } from './step-props.ts'
import { StepSheet } from './step-sheet.tsx'
import { useStep } from './use-step.ts'

const reasons = ['先行联系', '约定上门时间', '核实地点或情况', '告知处理结果'] as const
const other = '其他'
const options = [...reasons, other].map((value) => ({ value, words: value }))

/** 138 0000 5678: as one reads a mobile number aloud. */
const spaced = (phone: string): string => phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3')

/** The number only after a reason; each look becomes an entry in the history. */
export function RevealStep({ work, onGo, onClose }: StepProps) {
  const step = useStep(work, 'reveal_phone', { chosen: '', said: '' })
  const [phone, setPhone] = useState<string | null>(null)
  const { chosen, said } = step.fields
  const reason = chosen === other ? said.trim() : chosen
  const send = () =>
    step.send({ reason }, async (body, idempotencyKey) => {
      const input = { params: work.key, body }
      setPhone((await call(revealReporterPhone, input, { idempotencyKey })).phone)
      work.reload()
      return null
    })
  if (phone !== null) {
    return (
      <Sheet
        open
        title="反映人电话"
        onClose={onClose}
        footer={
          <Row spread="even">
            <Button words="记联系情况" kind="secondary" onPress={() => onGo('contact')} />
            <Button words="拨打" icon="phone" onPress={() => dial(phone)} />
          </Row>
        }
      >
        <Stack gap="s">
          <Heading level={1}>{spaced(phone)}</Heading>
          <Words kind="quiet">{`这次查看已记入办理过程：${reason}`}</Words>
        </Stack>
      </Sheet>
    )
  }
  return (
    <StepSheet
      title="查看反映人电话"
      words="查看电话"
      busy={step.busy}
      problem={step.problem}
      missing={reason === '' ? '先选一下为什么要看' : undefined}
      onSend={send}
      onClose={onClose}
    >
      <Words>每次查看都会记下是谁、什么时候、为什么看。</Words>
      <Choice
        look="chips"
        label="为什么要看"
        options={options}
        value={options.find(({ value }) => value === chosen)?.value ?? null}
        onChange={(value) => step.change({ chosen: value })}
      />
      {chosen === other ? (
        <Field
          label="原因"
          maxLength={200}
          value={said}
          onChange={(value) => step.change({ said: value })}
        />
      ) : null}
    </StepSheet>
  )
}
