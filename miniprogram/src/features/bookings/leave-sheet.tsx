import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Row } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'

interface LeaveSheetProps {
  readonly onStay: () => void
  readonly onLeave: () => Promise<void>
}

/** Leaving gives the kept time back at once; nobody should do that by a slip of the thumb. */
export function LeaveSheet({ onStay, onLeave }: LeaveSheetProps) {
  const [busy, setBusy] = useState(false)
  const leave = async () => {
    setBusy(true)
    await onLeave()
  }
  return (
    <Sheet
      open
      title="这个时间不要了吗"
      onClose={onStay}
      footer={
        <Row spread="even">
          <Button words="不要了" kind="secondary" busy={busy} onPress={leave} />
          <Button words="接着约" onPress={onStay} />
        </Row>
      }
    >
      <Words>还没有约好。离开以后，这个时间让给别人。</Words>
    </Sheet>
  )
}
