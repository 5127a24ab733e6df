import { useState } from 'react'
import { fullWhenWords } from '#shared/bookings/bookings.words.ts'
import { proposeTime } from '#shared/bookings/desk.contract.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { TimesView } from '../../parts/bookings/times-view.tsx'
import { useTimes } from '../../parts/bookings/use-times.ts'
import { useNow } from '../../parts/clock/use-now.ts'
import { call } from '../../platform/api.ts'
import type { StepSheetProps } from './step-sheet-props.ts'

/** Days that are looked through for another time. */
const daysAhead = 60

/** Another time of the same offer; it is kept until the person answers. */
export function ProposeSheet({ booking, acts, onClose }: StepSheetProps) {
  const { subdistrictId, serviceCode, offerId, kind, personName } = booking
  const now = useNow()
  const times = useTimes({
    ...{ subdistrictId, code: serviceCode, offerId, daysAhead },
    until: 'ends',
  })
  const [slot, setSlot] = useState<Slot | null>(null)
  const [note, setNote] = useState('')
  const send = async () => {
    if (slot === null) return
    const { occurrenceId, startsAt } = slot
    const body = { occurrenceId, startsAt, note: note.trim() }
    const done = await acts.act(
      `propose ${JSON.stringify(body)}`,
      (params, idempotencyKey) => call(proposeTime, { params, body }, { idempotencyKey }),
      `已经问${personName}，等他回答`,
    )
    if (done === null) times.reload()
    else onClose()
  }
  if (slot === null) {
    return (
      <Sheet open title="另约时间" onClose={onClose}>
        <Stack>
          <Words>{`原来约的是${fullWhenWords(new Date(booking.startsAt), now)}。选一个新的时间，先留着，等${personName}回答。`}</Words>
          <TimesView
            times={times}
            kind={kind}
            now={now}
            busy={false}
            onPick={setSlot}
            canWait={false}
          />
        </Stack>
      </Sheet>
    )
  }
  return (
    <Sheet
      open
      title="另约时间"
      onClose={onClose}
      footer={<Button words={`问${personName}行不行`} busy={acts.busy} onPress={send} />}
    >
      <Stack>
        <Card kind="rows">
          <ListRow
            icon="clock"
            title={fullWhenWords(new Date(slot.startsAt), now)}
            note="新的时间，点开可以换"
            onPress={() => setSlot(null)}
          />
        </Card>
        <Field
          label="说一声为什么"
          optional
          placeholder="例如：师傅上午有别的老人要洗"
          value={note}
          onChange={setNote}
          maxLength={200}
        />
      </Stack>
    </Sheet>
  )
}
