import { useState } from 'react'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { staffChannelWords } from '#shared/bookings/desk.words.ts'
import type { FoundPerson } from '#shared/relatives/counter.contract.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { giveBack } from '../../parts/bookings/use-hold.ts'
import { PersonFinder } from '../../parts/relatives/person-finder.tsx'
import { usePageParams } from '../../platform/page-lifecycle.ts'
import { scrollPageToTop } from '../../platform/page-scroll.ts'
import { BookForConfirm } from './book-for-confirm.tsx'
import { BookForDone } from './book-for-done.tsx'
import { BookForTimes } from './book-for-times.tsx'
import type { PickedService } from './service-pick.tsx'
import { ServicePick } from './service-pick.tsx'
import { channelOf, channels } from './staff-channel.ts'
import type { BookingDesk } from './workplaces.ts'

/** For whoever calls or stands here: who, what, when, done; the number is read out to him. */
export function BookForView({ desk }: { desk: BookingDesk }) {
  const { subdistrictId } = desk
  const [channel, setChannel] = useState(channelOf(usePageParams().channel))
  const [person, setPerson] = useState<FoundPerson | null>(null)
  const [service, setService] = useState<PickedService | null>(null)
  const [held, setHeld] = useState<BookingView | null>(null)
  const [booked, setBooked] = useState<BookingView | null>(null)

  const hold = (booking: BookingView) => {
    setHeld(booking)
    scrollPageToTop()
  }
  const back = () => {
    if (held !== null) giveBack(held)
    setHeld(null)
  }
  const again = () => {
    setBooked(null)
    setHeld(null)
    setService(null)
  }
  if (booked !== null) {
    const nobody = () => {
      setPerson(null)
      again()
    }
    return <BookForDone booking={booked} onAgain={again} onNext={nobody} />
  }
  if (held !== null) {
    return <BookForConfirm booking={held} onBack={back} onDone={setBooked} />
  }
  return (
    <Screen title="替人预约" lead={desk.subdistrictName}>
      <Stack>
        <Choice
          look="chips"
          label="怎么来的"
          options={channels.map((value) => ({ value, words: staffChannelWords[value] }))}
          value={channel}
          onChange={setChannel}
        />
        <PersonFinder subdistrictId={subdistrictId} chosen={person} onPick={setPerson} />
        {person === null ? null : service === null ? (
          <ServicePick subdistrictId={subdistrictId} onPick={setService} />
        ) : (
          <>
            <Card kind="rows">
              <ListRow
                icon="calendar"
                title={service.name}
                note="点开可以换一项服务"
                label={`服务：${service.name}，点开可以换`}
                onPress={() => setService(null)}
              />
            </Card>
            <BookForTimes
              key={`${person.personId}${service.code}${channel}`}
              subdistrictId={subdistrictId}
              person={person}
              service={service}
              channel={channel}
              onHeld={hold}
            />
            <Button words="换一项服务" kind="quiet" onPress={() => setService(null)} />
          </>
        )}
      </Stack>
    </Screen>
  )
}
