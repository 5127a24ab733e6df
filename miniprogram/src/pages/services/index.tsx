import { useRef, useState } from 'react'
import type { SubdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Screen } from '../../components/screen.tsx'
import { LiveRegion } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { CallToBook } from '../../parts/bookings/call-to-book.tsx'
import { NextBooking } from '../../parts/bookings/next-booking.tsx'
import { useServicesAt } from '../../parts/bookings/use-services-at.ts'
import { useWho } from '../../parts/bookings/use-who.ts'
import { WhoChoice } from '../../parts/bookings/who-choice.tsx'
import { WishSheet } from '../../parts/bookings/wish-sheet.tsx'
import { usePullToRefresh } from '../../platform/page-scroll.ts'
import { useSession } from '../../platform/session.ts'
import { Found } from './found.tsx'
import { useServices } from './use-services.ts'

/** What can be booked, by what one needs; open to everybody, also before signing in. */
export default function ServicesPage() {
  const session = useSession()
  const me = session.status === 'in' ? session.me : null
  const { people, who, settled, choose } = useWho(me)
  const at = useServicesAt(me, who)
  // Once shown the list stays: who signs in meanwhile must not lose what he is about to press.
  const shown = useRef(false)
  if (settled && session.status !== 'starting') shown.current = true
  return (
    <Screen title="服务" lead="约好再去，不用排队" tab="services">
      {me === null ? null : <NextBooking me={me} withAll />}
      <WhoChoice people={people} who={who} choose={choose} />
      {at === null || !shown.current ? (
        <AsyncView state={{ status: 'loading' }} retry={() => undefined}>
          {() => null}
        </AsyncView>
      ) : (
        <Services key={at} subdistrictId={at} />
      )}
    </Screen>
  )
}

function Services({ subdistrictId }: { subdistrictId: SubdistrictId }) {
  const [typed, setTyped] = useState('')
  const [wishing, setWishing] = useState(false)
  const { state, reload, search } = useServices(subdistrictId, typed)
  usePullToRefresh(reload)
  return (
    <Stack>
      <Field
        kind="search"
        label="找服务"
        placeholder="例如：剪头发、看医生"
        value={typed}
        onChange={setTyped}
        maxLength={40}
      />
      <AsyncView state={state} retry={reload}>
        {(services) => (
          <Stack>
            {search === '' ? null : <LiveRegion words={`找到${services.length}项服务`} />}
            {services.length > 0 ? (
              <Found subdistrictId={subdistrictId} services={services} />
            ) : (
              <Words>
                {search === ''
                  ? '这里还没有可以约的服务。'
                  : `没有找到“${search}”。换个说法试试，或者告诉我们您想要什么。`}
              </Words>
            )}
          </Stack>
        )}
      </AsyncView>
      <CallToBook subdistrictId={subdistrictId} />
      <Button words="没有我要的服务" kind="quiet" onPress={() => setWishing(true)} />
      {wishing ? (
        <WishSheet
          open
          subdistrictId={subdistrictId}
          words={search}
          onClose={() => setWishing(false)}
        />
      ) : null}
    </Stack>
  )
}
