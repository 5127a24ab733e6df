import { Button } from '../../components/button.tsx'
import { Row } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import type { Ending } from './relationship-rows.tsx'

interface EndSheetProps {
  readonly ending: Ending
  readonly busy: boolean
  readonly onClose: () => void
  readonly onEnd: () => void
}

/** Asks once before a relationship ends; it works at once. */
export function EndSheet({ ending, busy, onClose, onEnd }: EndSheetProps) {
  const { relationship, iAm } = ending
  const name = relationship.displayName
  const [title, words] =
    iAm === 'served'
      ? ['不让他替我预约了吗', `收回以后，${name}马上不能再替您预约，也收不到您的消息。`]
      : ['不再替他预约了吗', `停止以后，您马上不能再替${name}预约，也收不到他的消息。`]
  return (
    <Sheet
      open
      title={title}
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button words="先留着" kind="secondary" onPress={onClose} />
          <Button
            words={iAm === 'served' ? '收回' : '停止'}
            kind="danger"
            busy={busy}
            onPress={onEnd}
          />
        </Row>
      }
    >
      <Words>{`${words}已经约好的不受影响，以后可以再加。`}</Words>
    </Sheet>
  )
}
