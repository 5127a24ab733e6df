import { useState } from 'react'
import type { Me } from '#shared/accounts/accounts.contract.ts'
import { personId as asPersonId } from '#shared/ids.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Choice } from '../../../../components/choice.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Segments } from '../../../../components/segments.tsx'
import { Heading, ListEnd } from '../../../../components/words.tsx'
import { BookingCard } from '../../../../parts/bookings/booking-card.tsx'
import { openOrFinish } from '../../../../parts/bookings/booking-pages.ts'
import { useMyBookings } from '../../../../parts/bookings/use-my-bookings.ts'
import { useMyWaits } from '../../../../parts/bookings/use-my-waits.ts'
import { useWho } from '../../../../parts/bookings/use-who.ts'
import { OfferedWait, WaitCard } from '../../../../parts/bookings/wait-card.tsx'
import { useNow } from '../../../../parts/clock/use-now.ts'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { goTab } from '../../../../platform/navigation.ts'
import { useReachBottom } from '../../../../platform/page-lifecycle.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { KeptPasses } from '../../kept-passes-list.tsx'

export default function MyBookingsPage() {
  return (
    <Screen title="我的预约">
      <KeptPasses />
      <WhenSignedIn why="登录后就能看到您的预约。">{(me) => <MyBookings me={me} />}</WhenSignedIn>
    </Screen>
  )
}

const everybody = 'everybody'
type When = 'coming' | 'past'

function MyBookings({ me }: { me: Me }) {
  const [when, setWhen] = useState<When>('coming')
  const [of, setOf] = useState(everybody)
  const { people } = useWho(me)
  return (
    <Stack>
      <Segments
        label="哪些预约"
        items={[
          { key: 'coming', words: '要去的' },
          { key: 'past', words: '过去的' },
        ]}
        current={when}
        onChange={setWhen}
      />
      {people.length < 2 ? null : (
        <Choice
          look="chips"
          label="谁的"
          options={[
            { value: everybody, words: '都看' },
            ...people.map(({ personId, name }) => ({ value: String(personId), words: name })),
          ]}
          value={of}
          onChange={setOf}
        />
      )}
      {when === 'coming' ? <MyWaits me={me} of={of} /> : null}
      <BookingList key={`${when}${of}`} me={me} when={when} of={of} />
    </Stack>
  )
}

interface ListProps {
  readonly me: Me
  readonly of: string
}

/** Only what there is to say: without a waiting list this part is not there at all. */
function MyWaits({ me: { personId }, of }: ListProps) {
  const now = useNow()
  const { state, reload } = useMyWaits(personId)
  if (state.status !== 'ready') return null
  const mine = state.value.filter((wait) => of === everybody || wait.personId === of)
  const waiting = mine.filter((wait) => wait.state === 'waiting')
  return (
    <>
      {mine
        .filter((wait) => wait.state === 'offered')
        .map((wait) => (
          <OfferedWait key={wait.waitId} wait={wait} me={personId} now={now} />
        ))}
      {waiting.length === 0 ? null : <Heading level={2}>候补</Heading>}
      {waiting.map((wait) => (
        <WaitCard key={wait.waitId} wait={wait} me={personId} now={now} onLeft={reload} />
      ))}
      {waiting.length === 0 ? null : <Heading level={2}>约好的</Heading>}
    </>
  )
}

function BookingList({ me, when, of }: ListProps & { readonly when: When }) {
  const now = useNow()
  const only = of === everybody ? undefined : asPersonId(of)
  const list = useMyBookings({ me: me.personId, when, of: only })
  const { more, reload } = list
  useReachBottom(more)
  usePullToRefresh(reload)
  const empty =
    when === 'coming'
      ? {
          title: '还没有预约',
          words: '理发、助浴、看医生有人陪……约好再去，不用排队。',
          action: { words: '看看有什么服务', onPress: () => goTab('services') },
        }
      : { title: '还没有去过', words: '去过以后，会留在这里，可以评价，也可以再约一次。' }
  return (
    <AsyncView
      state={list.state}
      retry={reload}
      isEmpty={({ items }) => items.length === 0}
      empty={empty}
    >
      {({ items, nextCursor }) => (
        <Stack>
          {items.map((row) => (
            <BookingCard
              key={row.bookingId}
              row={row}
              now={now}
              onPress={() => openOrFinish(row)}
            />
          ))}
          {nextCursor === null ? (
            <ListEnd words="都在这里了" />
          ) : (
            <Button
              words={when === 'past' ? '看更早的' : '看更晚的'}
              kind="secondary"
              busy={list.loadingMore}
              onPress={more}
            />
          )}
        </Stack>
      )}
    </AsyncView>
  )
}
