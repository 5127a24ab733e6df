import { useState } from 'react'
import type { Me } from '#shared/accounts/accounts.contract.ts'
import { shortDayWords } from '#shared/bookings/bookings.words.ts'
import { dayWords } from '#shared/bookings/when.words.ts'
import type { Meal, MenuSet } from '#shared/canteen/canteen.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Stack } from '../../components/layout.tsx'
import { Segments } from '../../components/segments.tsx'
import { Words } from '../../components/words.tsx'
import { CallToBook } from '../../parts/bookings/call-to-book.tsx'
import { SiteChoice } from '../../parts/bookings/site-choice.tsx'
import type { Who } from '../../parts/bookings/use-who.ts'
import { WhoChoice } from '../../parts/bookings/who-choice.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import type { Gate } from '../../parts/gate/use-gate.tsx'
import { peoplePage } from '../../parts/relatives/relatives-pages.ts'
import { go } from '../../platform/navigation.ts'
import { usePullToRefresh } from '../../platform/page-scroll.ts'
import { MealCard } from './meal-card.tsx'
import { MyOrders } from './my-orders.tsx'
import { OrderSheet } from './order-sheet.tsx'
import { canteensOf, firstDay, useMeals } from './use-meals.ts'

interface CanteenViewProps {
  readonly subdistrictId: SubdistrictId
  readonly me: Me | null
  readonly who: Who
  readonly gate: Gate
}

interface Ordering {
  readonly meal: Meal
  readonly set: MenuSet
}

/** For whom, which day, what: one press on a set and one on what is summed up. */
export function CanteenView({ subdistrictId, me, who, gate }: CanteenViewProps) {
  const { state, reload } = useMeals(subdistrictId, me?.personId ?? null)
  const [site, setSite] = useState<string | null>(null)
  const [chosenDay, setDay] = useState<string | null>(null)
  const [ordering, setOrdering] = useState<Ordering | null>(null)
  usePullToRefresh(reload)
  const start = async (meal: Meal, set: MenuSet) => {
    if (await gate.pass('privacy_guide')) setOrdering({ meal, set })
  }
  return (
    <AsyncView
      state={state}
      retry={reload}
      isEmpty={(meals) => meals.length === 0}
      empty={{ title: '这一周没有供餐', words: '换个街道，或者打电话问问值班台。' }}
    >
      {(meals) => {
        const canteens = canteensOf(meals)
        const canteen = canteens.find(({ value }) => value === site) ?? canteens[0]
        const here = meals.filter(({ siteId }) => siteId === canteen?.value)
        const day = chosenDay ?? firstDay(here)
        const shown = here.filter((meal) => meal.day === day)
        const phone = here[0]?.sitePhone
        return (
          <Stack>
            <WhoChoice {...who} />
            {me === null ? null : <MyOrders me={me} />}
            <SiteChoice
              sites={canteens}
              site={canteen?.value ?? ''}
              onChange={setSite}
              question="哪个食堂"
              all={null}
            />
            {day === null ? null : <Days day={day} onChoose={setDay} />}
            {shown.length === 0 ? <Words>这一天不供餐，请看别的日子。</Words> : null}
            {shown.map((meal) => (
              <MealCard
                key={meal.occurrenceId}
                subdistrictId={subdistrictId}
                meal={meal}
                who={who.who}
                onOrder={(set) => start(meal, set)}
              />
            ))}
            <CallToBook
              subdistrictId={subdistrictId}
              first={phone === undefined ? undefined : { name: canteen?.words ?? '食堂', phone }}
              look="button"
            />
            {who.people.length === 1 ? (
              <Button words="替家人订" kind="quiet" icon="person" onPress={() => go(peoplePage)} />
            ) : null}
            {ordering === null || who.who === null ? null : (
              <OrderSheet
                key={`${ordering.meal.occurrenceId}${who.who.personId}`}
                subdistrictId={subdistrictId}
                {...ordering}
                who={who.who}
                gate={gate}
                onClose={() => setOrdering(null)}
                onDone={reload}
              />
            )}
          </Stack>
        )
      }}
    </AsyncView>
  )
}

/** Today and the six days after it. */
function Days({ day, onChoose }: { day: string; onChoose: (day: string) => void }) {
  const today = shanghaiDay(useNow())
  const days = Array.from({ length: 7 }, (_, at) => addDays(today, at))
  return (
    <Stack gap="s">
      <Segments
        label="哪一天"
        items={days.map((key) => ({ key, words: shortDayWords(key, today) }))}
        current={day}
        onChange={onChoose}
      />
      <Words kind="quiet">{dayWords(day, addDays(day, -3))}</Words>
    </Stack>
  )
}
