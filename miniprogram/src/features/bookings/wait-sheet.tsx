import { joinWaits } from '#shared/bookings/bookings.contract.ts'
import { fullWhenWords } from '#shared/bookings/bookings.words.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import { Button } from '../../components/button.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'

interface WaitSheetProps {
  readonly subdistrictId: SubdistrictId
  readonly slot: Slot
  readonly personId: PersonId
  readonly party: number
  readonly now: Date
  readonly onClose: () => void
  /** He is on the list, or the time is not full any more. */
  readonly onChanged: () => void
}

/** It is full: wait for a place, knowing how many wait before. */
export function WaitSheet(props: WaitSheetProps) {
  const { subdistrictId, slot, personId, party, now, onClose, onChanged } = props
  const { busy, attempt } = useAttempt()
  const join = async () => {
    const { occurrenceId } = slot
    const body = { occurrenceId, personId, party }
    const answer = await attempt(JSON.stringify(body), (idempotencyKey) =>
      call(joinWaits, { params: { subdistrictId }, body }, { idempotencyKey }),
    )
    if (answer instanceof Failure) say(answer.words, 'problem')
    else say(`在候补了，${aheadWords(answer.wait.position - 1)}。有位置会马上告诉您`)
    onChanged()
    onClose()
  }
  return (
    <Sheet
      open
      title="满了，要候补吗"
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button words="不用了" kind="secondary" onPress={onClose} />
          <Button words="候补" busy={busy} onPress={join} />
        </Row>
      }
    >
      <Stack gap="s">
        <Words kind="lead">{fullWhenWords(new Date(slot.startsAt), now)}</Words>
        <Words>{slot.siteName}</Words>
        <Words>{`${aheadWords(slot.waiting)}。有人取消，就按先后给您留位置，白天告诉您。`}</Words>
      </Stack>
    </Sheet>
  )
}

const aheadWords = (ahead: number): string =>
  ahead <= 0 ? '您排在第一个' : `前面有 ${ahead} 人在等`
