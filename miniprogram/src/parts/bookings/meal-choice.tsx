import { useState } from 'react'
import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { readMenus } from '#shared/canteen/canteen.contract.ts'
import { mealWays, mealWayWords } from '#shared/canteen/canteen.words.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Choice } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { call } from '../../platform/api.ts'
import { useLoaded } from '../loading/use-loaded.ts'

/** What is eaten, where a booking is a meal: staff ask for it on the phone. */
export const useMealChoice = ({ kind, subdistrictId, siteId, offerId, startsAt }: BookingView) => {
  const isMeal = kind === 'meal'
  const loaded = useLoaded(async () => {
    if (!isMeal) return null
    const query = { from: shanghaiDay(new Date(startsAt)), days: 1, siteId }
    const { meals } = await call(readMenus, { params: { subdistrictId }, query })
    return meals.find((meal) => meal.offerId === offerId && meal.startsAt === startsAt) ?? null
  }, `${offerId}/${startsAt}`)
  const [set, setSet] = useState<string | null>(null)
  const [isDelivered, setDelivered] = useState(false)
  return {
    isMeal,
    loaded,
    ...{ set, setSet, isDelivered, setDelivered },
    problem: isMeal && set === null ? '请问他吃哪一种' : undefined,
    body: isMeal && set !== null ? { menuSet: set, isDelivered } : {},
  }
}
export type MealChoosing = ReturnType<typeof useMealChoice>

interface MealChoiceProps {
  readonly choosing: MealChoosing
  readonly error: string | undefined
}

/** The sets of that day, and whether it is brought home where it can be. */
export function MealChoice({ choosing, error }: MealChoiceProps) {
  const { isMeal, loaded, set, setSet, isDelivered, setDelivered } = choosing
  if (!isMeal) return null
  return (
    <AsyncView
      state={loaded.state}
      retry={loaded.reload}
      isEmpty={(meal) => meal === null || meal.sets.length === 0}
      empty={{ title: '这一天的菜单还没定', words: '菜单定了才能订，请换个日子。' }}
    >
      {(meal) =>
        meal === null ? null : (
          <Stack>
            <Choice
              label="吃哪一种"
              options={meal.sets.map(({ name, dishes }) => ({
                value: name,
                words: name,
                note: dishes.join('、'),
              }))}
              value={set}
              onChange={setSet}
              error={error}
            />
            {meal.delivers ? (
              <Choice
                label="怎么吃"
                options={mealWays.map((value) => ({ value, words: mealWayWords[value] }))}
                value={isDelivered ? 'delivered' : 'here'}
                onChange={(value) => setDelivered(value === 'delivered')}
              />
            ) : null}
          </Stack>
        )
      }
    </AsyncView>
  )
}
