import type { Relatives } from '#shared/relatives/relatives.contract.ts'
import { useRelationCode as useCodeContract } from '#shared/relatives/relatives.contract.ts'
import { say } from '../../components/toast.tsx'
import { CodeSheet } from '../../parts/relatives/code-sheet.tsx'
import { call } from '../../platform/api.ts'

interface EnterCodeSheetProps {
  readonly onClose: () => void
  readonly onDone: (relatives: Relatives) => void
}

/** Types the six digits that the other one's phone shows. */
export function EnterCodeSheet({ onClose, onDone }: EnterCodeSheetProps) {
  return (
    <CodeSheet
      title="输入家人的代办码"
      lead="请家人在他的手机上打开“我的 → 我的家人 → 让家人替我办”，会看到六个数字。"
      label="代办码"
      digits={6}
      hint="六个数字，十分钟内有效"
      onClose={onClose}
      send={async (body) => {
        onDone(await call(useCodeContract, { body }))
        say('好了，您可以替他预约了')
      }}
    />
  )
}
