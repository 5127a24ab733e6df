import type { Meal } from '#shared/canteen/canteen.contract.ts'
import { readMenus } from '#shared/canteen/canteen.contract.ts'
import type { PersonId, SubdistrictId } from '#shared/ids.ts'
import { useCalm } from '../../parts/live/use-calm.ts'
import { useLive } from '../../parts/live/use-live.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'

/** Meals of today and the six days after it; live for whoever is signed in. */
export const useMeals = (subdistrictId: SubdistrictId, me: PersonId | null) => {
  const loaded = useLoaded(
    async () => (await call(readMenus, { params: { subdistrictId } })).meals,
    subdistrictId,
  )
  useLive(me === null ? null : `offers/${subdistrictId}`, useCalm(loaded.reload))
  return loaded
}

/** Canteens by the order in which their meals begin. */
export const canteensOf = (meals: readonly Meal[]) =>
  [...new Map(meals.map(({ siteId, siteName }) => [siteId, siteName]))].map(([value, words]) => ({
    value: String(value),
    words,
  }))

export const canOrder = ({ isOpen, left, sets }: Meal): boolean =>
  isOpen && left > 0 && sets.length > 0

/** The day one most likely comes for: the first on which something can still be ordered. */
export const firstDay = (meals: readonly Meal[]): string | null =>
  (meals.find(canOrder) ?? meals[0])?.day ?? null
