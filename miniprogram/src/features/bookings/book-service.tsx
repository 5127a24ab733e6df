import { useEffect, useState } from 'react'
import type { SubdistrictId } from '#shared/ids.ts'
import type { Slot } from '#shared/offers/offers.contract.ts'
import { Button } from '../../components/button.tsx'
import { Stack } from '../../components/layout.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { confirmPage, paramsOf } from '../../parts/bookings/booking-pages.ts'
import { CallToBook } from '../../parts/bookings/call-to-book.tsx'
import { PartyChoice } from '../../parts/bookings/party-choice.tsx'
import { TimesView } from '../../parts/bookings/times-view.tsx'
import { onGivenBack, useHold } from '../../parts/bookings/use-hold.ts'
import { useOfferFor } from '../../parts/bookings/use-offer-for.ts'
import { useTimes } from '../../parts/bookings/use-times.ts'
import { useWho } from '../../parts/bookings/use-who.ts'
import { WhoChoice } from '../../parts/bookings/who-choice.tsx'
import { WishSheet } from '../../parts/bookings/wish-sheet.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { isDecided } from '../../parts/loading/decided.ts'
import { peoplePage } from '../../parts/relatives/relatives-pages.ts'
import { Failure } from '../../platform/failure.ts'
import { go } from '../../platform/navigation.ts'
import { currentSession, useSession } from '../../platform/session.ts'
import { canBook, PriceFor } from './price-for.tsx'
import type { ServiceFound } from './service-facts.tsx'
import { ServiceFacts, ServiceSites } from './service-facts.tsx'
import { WaitSheet } from './wait-sheet.tsx'

interface BookServiceProps {
  readonly subdistrictId: SubdistrictId
  readonly found: ServiceFound
}

/** For whom, then when: a pressed time is kept at once and confirmed on the next page. */
export function BookService({ subdistrictId, found }: BookServiceProps) {
  const { service, offers } = found
  const now = useNow()
  const gate = useGate()
  const session = useSession()
  const { people, who, choose } = useWho(session.status === 'in' ? session.me : null)
  const daysAhead = Math.max(0, ...offers.map(({ terms }) => terms.book.daysAhead))
  const times = useTimes({ subdistrictId, code: service.code, offerId: undefined, daysAhead })
  const { reload } = times
  // In WeChat the page before this is back before the time is.
  useEffect(() => onGivenBack(reload), [reload])
  const first = times.earliest[0]?.offerId ?? offers[0]?.offerId ?? null
  const { state } = useOfferFor(subdistrictId, first, who?.personId ?? null)
  const offerFor = state.status === 'ready' ? state.value : null
  const { busy, hold } = useHold(subdistrictId)
  const [party, setParty] = useState('1')
  const [full, setFull] = useState<Slot | null>(null)
  const [wishing, setWishing] = useState(false)
  const maxParty = Math.min(...offers.map(({ terms }) => terms.book.maxParty))

  const pick = async (slot: Slot) => {
    if (!(await gate.pass('privacy_guide'))) return
    const current = currentSession()
    const personId = who?.personId ?? (current.status === 'in' ? current.me.personId : null)
    if (personId === null) return
    if (slot.left === 0) return setFull(slot)
    const kept = await hold(slot, personId, Number(party))
    if (!(kept instanceof Failure)) return go(confirmPage, paramsOf(kept))
    say(kept.words, 'problem')
    if (isDecided(kept)) times.reload()
  }
  const site = offers.find((offer) => offer.offerId === first)?.site ?? offers[0]?.site
  return (
    <Stack>
      <Words>{service.description}</Words>
      <WhoChoice people={people} who={who} choose={choose} />
      {offerFor === null || who === null ? null : <PriceFor found={offerFor} who={who} />}
      <PartyChoice max={maxParty} party={party} onChange={setParty} />
      {canBook(offerFor) ? (
        <>
          <TimesView times={times} kind={service.kind} now={now} busy={busy} onPick={pick} />
          <Button
            words="没有合适的时间"
            kind="secondary"
            icon="clock"
            onPress={() => setWishing(true)}
          />
        </>
      ) : null}
      <CallToBook subdistrictId={subdistrictId} first={site} look="button" />
      {people.length === 1 ? (
        <Button words="替家人约" kind="quiet" icon="person" onPress={() => go(peoplePage)} />
      ) : null}
      <ServiceFacts found={found} />
      <ServiceSites found={found} />
      {full === null || who === null ? null : (
        <WaitSheet
          subdistrictId={subdistrictId}
          slot={full}
          personId={who.personId}
          party={Number(party)}
          now={now}
          onClose={() => setFull(null)}
          onChanged={times.reload}
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
      {gate.sheet}
    </Stack>
  )
}
