import { moveBooking } from '#shared/bookings/bookings.contract.ts'
import { fullWhenWords, whereWords } from '#shared/bookings/bookings.words.ts'
import type { BookingId, SubdistrictId } from '#shared/ids.ts'
import type { OfferKind } from '#shared/offers/offer-kinds.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import { Button } from '../../components/button.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'
import { goBack } from '../../platform/navigation.ts'

interface MoveSheetProps {
  readonly subdistrictId: SubdistrictId
  readonly bookingId: BookingId
  readonly slot: Slot
  readonly kind: OfferKind
  readonly now: Date
  readonly onClose: () => void
  readonly onRefused: () => void
}

/** The old time is given back only once the new one is taken. */
export function MoveSheet(props: MoveSheetProps) {
  const { subdistrictId, bookingId, slot, kind, now, onClose, onRefused } = props
  const { busy, attempt } = useAttempt()
  const move = async () => {
    const { occurrenceId, startsAt } = slot
    const body = { occurrenceId, startsAt }
    const params = { subdistrictId, bookingId }
    const answer = await attempt(JSON.stringify(body), (idempotencyKey) =>
      call(moveBooking, { params, body }, { idempotencyKey }),
    )
    if (answer instanceof Failure) {
      say(answer.words, 'problem')
      onRefused()
      return onClose()
    }
    say('时间改好了')
    await goBack()
  }
  return (
    <Sheet
      open
      title="换到这个时间吗"
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button words="再看看" kind="secondary" onPress={onClose} />
          <Button words="换到这个时间" busy={busy} onPress={move} />
        </Row>
      }
    >
      <Stack gap="s">
        <Words kind="lead">{fullWhenWords(new Date(slot.startsAt), now)}</Words>
        <Words>{whereWords(slot.siteName, kind)}</Words>
      </Stack>
    </Sheet>
  )
}
