import { careBasisWords, measuringConsentText } from '#shared/care/care.words.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import { metricClasses } from '#shared/readings/metrics.ts'
import { metricClassWords } from '#shared/readings/readings.words.ts'
import { Card } from '../../components/card.tsx'
import { Choice, Choices, Switch } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import type { EnrolmentDraft } from './enrolment-draft.ts'

interface EnrolmentFormProps {
  readonly draft: EnrolmentDraft
  readonly onChange: (part: Partial<EnrolmentDraft>) => void
  readonly tried: boolean
  readonly inHome: boolean
}

const bases = ['on_paper', 'guardian'] as const

/** What staff write down, on the strength of a signed paper; no class is ticked beforehand. */
export function EnrolmentForm({ draft, onChange, tried, inHome }: EnrolmentFormProps) {
  const { measured, basis, proofNote, room, livesAlone, onOxygen, oxygenScale } = draft
  return (
    <Stack>
      <Card title={measuringConsentText.title}>
        <Stack gap="s">
          {measuringConsentText.points.map((point) => (
            <Words key={point}>{point}</Words>
          ))}
          <Words kind="strong">请念给老人听，他签了字再登记。</Words>
        </Stack>
      </Card>
      <Choices<MetricClass>
        label="他同意测什么"
        options={metricClasses.map((value) => ({
          value,
          words: metricClassWords[value].name,
          note: metricClassWords[value].means,
        }))}
        values={measured}
        onChange={(next) => onChange({ measured: next })}
        error={tried && measured.length === 0 ? '至少勾一项他同意的' : undefined}
      />
      <Choice
        label="凭什么"
        options={bases.map((value) => ({ value, words: careBasisWords[value] }))}
        value={basis}
        onChange={(next) => onChange({ basis: next })}
        error={tried && basis === null ? '请选一个' : undefined}
      />
      <Field
        label="凭证"
        hint="谁签的字，纸放在哪里，例如：本人签字，存 201 档案袋"
        value={proofNote}
        onChange={(next) => onChange({ proofNote: next })}
        maxLength={200}
        error={tried && proofNote.trim() === '' ? '请写清楚凭证' : undefined}
      />
      {inHome ? (
        <Field
          label="房间"
          value={room}
          onChange={(next) => onChange({ room: next })}
          maxLength={20}
        />
      ) : null}
      <Card kind="rows">
        <Switch
          words="独居"
          note="一个人住，家里没有动静要早点知道"
          on={livesAlone}
          onChange={(next) => onChange({ livesAlone: next })}
        />
        <Switch words="平时吸氧" on={onOxygen} onChange={(next) => onChange({ onOxygen: next })} />
        <Switch
          words="血氧用第二套标准"
          note="只有医生定了才打开（慢阻肺等）"
          on={oxygenScale === 2}
          onChange={(next) => onChange({ oxygenScale: next ? 2 : 1 })}
        />
      </Card>
    </Stack>
  )
}
