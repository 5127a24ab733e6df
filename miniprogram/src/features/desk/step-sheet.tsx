import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { useOnline } from '../../platform/connection.ts'

interface StepSheetProps {
  readonly title: string
  readonly words: string
  readonly busy: boolean
  readonly problem: string | null
  readonly onSend: () => void
  readonly onClose: () => void
  readonly children: ReactNode
  /** Why it cannot be sent yet. */
  readonly missing?: string | undefined
}

/** The frame of a step: what it asks, what went wrong, and one button. */
export function StepSheet(props: StepSheetProps) {
  const { title, words, busy, problem, onSend, onClose, children, missing } = props
  const online = useOnline()
  return (
    <Sheet
      open
      title={title}
      onClose={onClose}
      footer={
        <Stack gap="s">
          {problem === null ? null : <Words kind="danger">{problem}</Words>}
          {online ? null : (
            <Words kind="quiet">现在没有网络。写的内容留在这台设备上，连上后再提交。</Words>
          )}
          <Button
            words={problem === null ? words : `再试一次：${words}`}
            busy={busy}
            disabledReason={missing}
            onPress={onSend}
          />
        </Stack>
      }
    >
      <Stack gap="l">{children}</Stack>
    </Sheet>
  )
}
