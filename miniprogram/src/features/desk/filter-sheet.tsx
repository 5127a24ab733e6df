import { useEffect, useState } from 'react'
import { severities } from '#shared/cases/case-status.ts'
import type { CaseTypeView } from '#shared/cases/cases.contract.ts'
import { severityWords } from '#shared/cases/cases.words.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import type { DeskFilter } from './desk-filter.ts'
import { historyWords, noFilter, stateWords } from './desk-filter.ts'

interface FilterSheetProps {
  readonly open: boolean
  readonly filter: DeskFilter
  readonly types: readonly CaseTypeView[]
  readonly onClose: () => void
  readonly onApply: (filter: DeskFilter) => void
}

const any = 'any'
const states = ['open', 'closed', 'any'] as const
const histories = ['without', 'only', 'with'] as const

/** What of a queue is shown. */
export function FilterSheet({ open, filter, types, onClose, onApply }: FilterSheetProps) {
  const [draft, setDraft] = useState(filter)
  useEffect(() => {
    if (open) setDraft(filter)
  }, [open, filter])
  const change = (part: Partial<DeskFilter>) => setDraft((before) => ({ ...before, ...part }))
  return (
    <Sheet
      open={open}
      title="查找和筛选"
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button words="全部清除" kind="secondary" onPress={() => onApply(noFilter)} />
          <Button
            words="看结果"
            onPress={() => onApply({ ...draft, search: draft.search.trim() })}
          />
        </Row>
      }
    >
      <Stack gap="l">
        <Field
          kind="search"
          label="文字或编号"
          placeholder="例如：垃圾、电梯"
          value={draft.search}
          onChange={(search) => change({ search })}
          maxLength={60}
        />
        <Choice
          look="chips"
          label="办理状态"
          options={states.map((value) => ({ value, words: stateWords[value] }))}
          value={draft.state}
          onChange={(state) => change({ state })}
        />
        <Choice
          look="chips"
          label="紧急程度"
          options={[
            { value: any, words: '都要' },
            ...severities.map((value) => ({ value, words: severityWords[value].meaning })),
          ]}
          value={draft.severity ?? any}
          onChange={(value) => change({ severity: value === any ? null : value })}
        />
        <Choice
          look="chips"
          label="问题类型"
          options={[
            { value: any, words: '都要' },
            ...types.map(({ code, name }) => ({ value: code, words: name })),
          ]}
          value={draft.typeCode ?? any}
          onChange={(value) => change({ typeCode: value === any ? null : value })}
        />
        <Choice
          look="chips"
          label="历史导入"
          options={histories.map((value) => ({ value, words: historyWords[value] }))}
          value={draft.history}
          onChange={(history) => change({ history })}
        />
      </Stack>
    </Sheet>
  )
}
