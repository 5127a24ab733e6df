import { useState } from 'react'
import { timeOfDayWords } from '#shared/bookings/bookings.words.ts'
import { takesTime } from '#shared/offers/offer-kinds.ts'
import { listTimes } from '#shared/offers/offers.contract.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { DayPick } from '../../parts/days/day-pick.tsx'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import type { Calendar } from './use-calendar.ts'
import type { MySite } from './use-my-sites.ts'

interface ChangePlacesProps {
  readonly site: MySite
  readonly calendar: Calendar
  readonly today: string
  readonly onDone: () => void
}

type Offer = MySite['offers'][number]

/** More or fewer places on one date; never fewer than are booked. */
export function ChangePlaces({ site, calendar, today, onDone }: ChangePlacesProps) {
  const offers = site.offers.filter(({ kind }) => !takesTime(kind))
  const [chosen, setChosen] = useState<string | null>(null)
  const [day, setDay] = useState<string | null>(null)
  const offer = offers.find(({ offerId }) => offerId === chosen)
  if (offers.length === 0) return <Words>这里的服务都是一对一的，没有名额可以改。</Words>
  return (
    <Stack gap="l">
      <Choice
        label="哪项服务"
        options={offers.map(({ offerId, serviceName }) => ({
          value: String(offerId),
          words: serviceName,
        }))}
        value={chosen}
        onChange={setChosen}
      />
      <DayPick label="哪一天" day={day} today={today} first={today} onChange={setDay} />
      {offer === undefined || day === null ? null : (
        <OfDay
          key={`${offer.offerId}${day}`}
          offer={offer}
          day={day}
          calendar={calendar}
          onDone={onDone}
        />
      )}
    </Stack>
  )
}

interface OfDayProps {
  readonly offer: Offer
  readonly day: string
  readonly calendar: Calendar
  readonly onDone: () => void
}

function OfDay({ offer, day, calendar, onDone }: OfDayProps) {
  const { subdistrictId } = calendar
  const { state, reload } = useLoaded(async () => {
    const params = { subdistrictId, code: offer.serviceCode }
    const query = { from: day, days: 1, offerId: offer.offerId, until: 'ends' as const }
    const { days } = await call(listTimes, { params, query })
    return days.flatMap(({ slots }) => slots)
  }, day)
  const [at, setAt] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const places = Number(typed)
  const valid = /^\d{1,4}$/.test(typed)
  return (
    <AsyncView
      state={state}
      retry={reload}
      isEmpty={(slots) => slots.length === 0}
      empty={{ title: '这天没有这项服务', words: '换一天，或者先排班。' }}
    >
      {(slots) => {
        const slot = slots.find(({ occurrenceId }) => occurrenceId === at) ?? slots[0]
        const save = async () => {
          if (slot !== undefined && (await calendar.setPlaces(slot.occurrenceId, places))) onDone()
        }
        return (
          <Stack>
            <Choice
              look="chips"
              label="哪一场"
              options={slots.map(({ occurrenceId, startsAt, left }) => ({
                value: String(occurrenceId),
                words: `${timeOfDayWords(new Date(startsAt))}，还剩 ${left} 位`,
              }))}
              value={slot?.occurrenceId ?? null}
              onChange={setAt}
            />
            <Field
              kind="tel"
              label="一共几个名额"
              hint="已经约了的不会少"
              value={typed}
              onChange={setTyped}
              maxLength={4}
            />
            <Button
              words="改名额"
              busy={calendar.busy}
              disabledReason={valid ? undefined : '先写几个名额'}
              onPress={save}
            />
          </Stack>
        )
      }}
    </AsyncView>
  )
}
