import { View } from '@tarojs/components'
import { timeOfDayWords } from '#shared/bookings/bookings.words.ts'
import { dayWords } from '#shared/bookings/when.words.ts'
import type { KitchenMeal } from '#shared/canteen/canteen.contract.ts'
import { kitchenStateWords } from '#shared/canteen/canteen.words.ts'
import { addDays } from '#shared/time/shanghai.ts'
import { spoken } from '../../components/aria.ts'
import s from './kitchen-sheet.module.scss'

interface KitchenSheetProps {
  readonly siteName: string
  readonly day: string
  readonly meals: readonly KitchenMeal[]
  readonly now: Date
}

/** What the printer gets of the page: what to cook, and the round of deliveries; browser only. */
export function KitchenSheet({ siteName, day, meals, now }: KitchenSheetProps) {
  if (process.env.TARO_ENV !== 'h5') return null
  return (
    <View {...spoken({ hidden: true })} className={s.sheet}>
      <View className={s.title}>{`${siteName}　${dayWords(day, addDays(day, -3))}`}</View>
      {meals.map((meal) => (
        <View key={meal.occurrenceId} className={s.meal}>
          <View className={s.name}>
            {`${meal.offerName} ${timeOfDayWords(new Date(meal.startsAt))}　${kitchenStateWords(meal, now)}`}
          </View>
          {meal.counts.map(({ set, here, delivered }) => (
            <View key={set} className={s.row}>
              <View className={s.number}>{here + delivered}</View>
              <View className={s.what}>{`${set}　堂食 ${here}，外送 ${delivered}`}</View>
            </View>
          ))}
          {meal.deliveries.map((one) => (
            <View key={one.bookingId} className={s.row}>
              <View className={s.box} />
              <View className={s.what}>
                {[one.placeLabel, one.personName, `${one.set} ${one.portions} 份`, one.note]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </View>
              <View>{one.number}</View>
            </View>
          ))}
        </View>
      ))}
    </View>
  )
}
