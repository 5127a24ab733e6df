import { whenWords } from '../bookings/when.words.ts'
import { priceWords } from '../offers/offers.words.ts'
import { shanghaiDay } from '../time/shanghai.ts'
import type { KitchenMeal, Meal } from './canteen.contract.ts'

/** `明天上午9:00 前可订`; once it is over `今天上午9:00 已截止`. */
export const cutOffWords = ({ closesAt }: Pick<Meal, 'closesAt'>, now: Date): string => {
  const at = new Date(closesAt)
  return at < now ? `${whenWords(at, now)} 已截止` : `${whenWords(at, now)} 前可订`
}

/** `16 元，65 岁以上 12 元` */
export const mealPriceWords = ({
  fullFen,
  seniorFen,
  seniorFromAge,
}: Pick<Meal, 'fullFen' | 'seniorFen' | 'seniorFromAge'>): string =>
  seniorFen === null || seniorFromAge === null
    ? priceWords(fullFen)
    : `${priceWords(fullFen)}，${seniorFromAge} 岁以上 ${priceWords(seniorFen)}`

/** Why nothing of it can be ordered now; null when it can. */
export const whyNotWords = (
  { sets, left, isOpen, closesAt, day }: Meal,
  now: Date,
): string | null => {
  if (new Date(closesAt) < now)
    return day <= shanghaiDay(now)
      ? '过了订餐时间，厨房已经在备餐。还想订，打电话问问。'
      : '过了订餐时间。还想订，打电话问问。'
  if (sets.length === 0) return '菜单还没定，定了就能订。'
  if (left === 0) return '这一餐订完了。可以打电话问问有没有人退。'
  return isOpen ? null : '还没开始订，过几天再来看。'
}

/** Of a soft set, whoever chews badly sees at once that it is for him. */
export const softWords = '软食好嚼'

export const mealWays = ['here', 'delivered'] as const
export const mealWayWords: Readonly<Record<(typeof mealWays)[number], string>> = {
  here: '到食堂吃或取',
  delivered: '送到家',
}

/** `大荤套餐，2 份，送到家` */
export const orderWords = (set: string, portions: number, isDelivered: boolean): string =>
  `${set}，${portions} 份，${mealWayWords[isDelivered ? 'delivered' : 'here']}`

/** `还能订，到上午9:00` … for the kitchen: whether the numbers are final. */
export const kitchenStateWords = ({ isOpen, closesAt }: KitchenMeal, now: Date): string =>
  isOpen ? `还在订，${whenWords(new Date(closesAt), now)} 截止` : '已截止，按这个数备餐'

/** Dishes as one types them in a line: any of these marks stands between two. */
export const dishesOf = (typed: string): string[] =>
  typed
    .split(/[、，,；;\s]+/)
    .map((dish) => dish.trim())
    .filter((dish) => dish !== '')
