import { useState } from 'react'
import type { CaseTypeView } from '#shared/cases/cases.contract.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Sheet } from '../../components/sheet.tsx'

interface TypeSheetProps {
  readonly open: boolean
  readonly types: readonly CaseTypeView[]
  readonly value: string | null
  readonly onClose: () => void
  readonly onPick: (type: string) => void
}

/** All types in a resident's words; not knowing is an answer too. */
export function TypeSheet({ open, types, value, onClose, onPick }: TypeSheetProps) {
  const [picked, setPicked] = useState<string | null>(null)
  const current = picked ?? value
  const options = [
    { value: 'unsure', words: '说不准', note: '不要紧，我们来判断' },
    ...types.map(({ code, name, hint }) => ({ value: code, words: name, note: hint })),
  ]
  const done = () => {
    if (current !== null) onPick(current)
    onClose()
  }
  return (
    <Sheet
      open={open}
      title="是哪一类问题"
      onClose={onClose}
      footer={<Button words="就选这个" onPress={done} />}
    >
      <Choice label="选一个最像的" options={options} value={current} onChange={setPicked} />
    </Sheet>
  )
}
