import { useState } from 'react'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { joinWaits } from '#shared/bookings/bookings.contract.ts'
import { fullWhenWords } from '#shared/bookings/bookings.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import { depositWords, priceWords, refusalWords } from '#shared/offers/offers.words.ts'
import type { FoundPerson } from '#shared/relatives/counter.contract.ts'
import { Button } from '../../components/button.tsx'
import { Banner } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { PartyChoice } from '../../parts/bookings/party-choice.tsx'
import { TimesView } from '../../parts/bookings/times-view.tsx'
import { useHold } from '../../parts/bookings/use-hold.ts'
import type { OfferFor } from '../../parts/bookings/use-offer-for.ts'
import { useOfferFor } from '../../parts/bookings/use-offer-for.ts'
import { useTimes } from '../../parts/bookings/use-times.ts'
import { WishSheet } from '../../parts/bookings/wish-sheet.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { isDecided } from '../../parts/loading/decided.ts'
import { failureWords } from '../../parts/loading/failure-words.ts'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'
import type { PickedService } from './service-pick.tsx'
import type { StaffChannel } from './staff-channel.ts'

interface BookForTimesProps {
  readonly subdistrictId: SubdistrictId
  readonly person: FoundPerson
  readonly service: PickedService
  readonly channel: StaffChannel
  readonly onHeld: (booking: BookingView) => void
}

const daysAhead = 60

/** The same times as residents see, and until the last minute; a pressed one is kept at once. */
export function BookForTimes(props: BookForTimesProps) {
  const { subdistrictId, person, service, channel, onHeld } = props
  const now = useNow()
  const times = useTimes({
    ...{ subdistrictId, code: service.code, offerId: undefined, daysAhead },
    until: 'ends',
  })
  const { busy, hold } = useHold(subdistrictId, channel)
  const [full, setFull] = useState<Slot | null>(null)
  const [wishing, setWishing] = useState(false)
  const [party, setParty] = useState('1')
  const offerId = times.earliest[0]?.offerId ?? null
  const { state } = useOfferFor(subdistrictId, offerId, person.personId)
  const offerFor = state.status === 'ready' ? state.value : null
  const pick = async (slot: Slot) => {
    if (slot.left === 0) return setFull(slot)
    const kept = await hold(slot, person.personId, Number(party))
    if (!(kept instanceof Failure)) return onHeld(kept)
    say(failureWords(kept), 'problem')
    if (isDecided(kept)) times.reload()
  }
  return (
    <Stack>
      {offerFor === null ? null : <MayHe found={offerFor} person={person} />}
      <PartyChoice
        max={offerFor?.offer.terms.book.maxParty ?? 1}
        party={party}
        onChange={setParty}
      />
      <TimesView times={times} kind={service.kind} now={now} busy={busy} onPick={pick} />
      <Button
        words="没有合适的时间"
        kind="secondary"
        icon="clock"
        onPress={() => setWishing(true)}
      />
      {full === null ? null : (
        <WaitForHim
          {...props}
          party={Number(party)}
          slot={full}
          now={now}
          onClose={() => setFull(null)}
        />
      )}
      {wishing ? (
        <WishSheet
          open
          subdistrictId={subdistrictId}
          service={service}
          onClose={() => setWishing(false)}
        />
      ) : null}
    </Stack>
  )
}

/** What it costs him, or why he cannot have it: said before a time is looked for. */
function MayHe({ found, person }: { found: OfferFor; person: FoundPerson }) {
  const { refused, ageUnknown, priceFen, mustAskDesk, offer } = found
  if (refused !== null) {
    return (
      <Banner tone="yellow" title={`${person.name}约不了这项服务`}>
        <Words>
          {ageUnknown && refused === 'age'
            ? '还没有登记他的出生日期。先到窗口登记核对身份证，再来约。'
            : refusalWords(refused, offer.terms.who, person.name)}
        </Words>
      </Banner>
    )
  }
  return (
    <Stack gap="s">
      <Words kind="strong">{`${person.name}：${priceWords(priceFen)}${depositWords(offer.terms)}`}</Words>
      {mustAskDesk ? <Words>他最近几次约了没来，请问一声原因再约。</Words> : null}
    </Stack>
  )
}

interface WaitForHimProps extends BookForTimesProps {
  readonly party: number
  readonly slot: Slot
  readonly now: Date
  readonly onClose: () => void
}

function WaitForHim(props: WaitForHimProps) {
  const { subdistrictId, person, channel, party, slot, now, onClose } = props
  const { busy, attempt } = useAttempt()
  const join = async () => {
    const body = {
      occurrenceId: slot.occurrenceId,
      personId: person.personId,
      party,
      channel,
    }
    const answer = await attempt(JSON.stringify(body), (idempotencyKey) =>
      call(joinWaits, { params: { subdistrictId }, body }, { idempotencyKey }),
    )
    if (answer instanceof Failure) say(failureWords(answer), 'problem')
    else say(`${person.name}在候补了，排第 ${answer.wait.position} 个`)
    onClose()
  }
  return (
    <Sheet
      open
      title="满了，替他候补吗"
      onClose={onClose}
      footer={
        <Row spread="even">
          <Button words="不用了" kind="secondary" onPress={onClose} />
          <Button words="候补" busy={busy} onPress={join} />
        </Row>
      }
    >
      <Words>{`${fullWhenWords(new Date(slot.startsAt), now)}，${slot.siteName}。有人取消就按先后告诉他；没有手机的，会出现在电话清单里。`}</Words>
    </Sheet>
  )
}
