import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { AsyncView } from '../../components/async-view.tsx'
import { Screen } from '../../components/screen.tsx'
import { sessionState } from '../../parts/gate/session-state.ts'
import { signedInPerson } from '../../parts/gate/sign-in.ts'
import { usePageParams } from '../../platform/page-lifecycle.ts'
import { reloadMe, useSession } from '../../platform/session.ts'
import { readDraft, writeDraft } from '../../platform/storage.ts'
import type { BookingDesk } from './workplaces.ts'
import { bookingDesksOf, parseDesk } from './workplaces.ts'

interface WithBookingDeskProps {
  readonly title: string
  readonly children: (desk: BookingDesk) => ReactNode
}

// Among the drafts, so that it goes when the person signs out.
const draft = 'booking-desk'

/** Where somebody works, also when the app starts without a network; otherwise why it shows nothing. */
export function WithBookingDesk({ title, children }: WithBookingDeskProps) {
  const session = useSession()
  const { subdistrict } = usePageParams()
  const [kept, setKept] = useState<BookingDesk | null>(null)
  useEffect(() => {
    readDraft(draft, parseDesk).then(setKept)
  }, [])
  const desks = session.status === 'in' ? bookingDesksOf(session.me) : []
  const here = desks.find(({ subdistrictId }) => subdistrictId === subdistrict) ?? desks[0]
  const known = here === undefined ? '' : JSON.stringify(here)
  useEffect(() => {
    if (known !== '') writeDraft(draft, JSON.parse(known))
  }, [known])
  const desk = here ?? (session.status === 'unknown' ? kept : null)
  if (desk) return <>{children(desk)}</>
  const signIn = { words: '去登录', onPress: () => void signedInPerson() }
  return (
    <Screen title={title}>
      <AsyncView
        state={sessionState(session)}
        retry={reloadMe}
        isEmpty={() => true}
        empty={
          session.status === 'out'
            ? { title: '请先登录', action: signIn }
            : { title: '这一页只给办预约的同事看', words: '上岗后，这里会出现您服务点的预约。' }
        }
      >
        {() => null}
      </AsyncView>
    </Screen>
  )
}
