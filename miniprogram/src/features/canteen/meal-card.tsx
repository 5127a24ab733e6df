import { View } from '@tarojs/components'
import { timeOfDayWords } from '#shared/bookings/bookings.words.ts'
import type { Meal, MenuSet } from '#shared/canteen/canteen.contract.ts'
import {
  cutOffWords,
  mealPriceWords,
  softWords,
  whyNotWords,
} from '#shared/canteen/canteen.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { priceWords } from '#shared/offers/offers.words.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { classes } from '../../components/classes.ts'
import { Stack } from '../../components/layout.tsx'
import { Pressable } from '../../components/pressable.tsx'
import { Tag } from '../../components/tag.tsx'
import { Words } from '../../components/words.tsx'
import { useOfferFor } from '../../parts/bookings/use-offer-for.ts'
import type { Served } from '../../parts/bookings/use-who.ts'
import { useNow } from '../../parts/clock/use-now.ts'
import { dial } from '../../platform/phone.ts'
import s from './meal-card.module.scss'

interface MealCardProps {
  readonly subdistrictId: SubdistrictId
  readonly meal: Meal
  readonly who: Served | null
  readonly onOrder: (set: MenuSet) => void
}

/** One meal of a day: until when, for how much, and its sets; greyed with the reason once over. */
export function MealCard({ subdistrictId, meal, who, onOrder }: MealCardProps) {
  const now = useNow()
  const why = whyNotWords(meal, now)
  const from = timeOfDayWords(new Date(meal.startsAt))
  const until = timeOfDayWords(new Date(meal.endsAt))
  return (
    <Card title={meal.offerName}>
      <Stack>
        <Words>{`${from}到${until}，${meal.delivers ? '可以送到家' : '到食堂吃或取'}`}</Words>
        <Price subdistrictId={subdistrictId} meal={meal} who={who} />
        {why === null ? (
          <Words kind="strong">{`${cutOffWords(meal, now)}，还有 ${meal.left} 份`}</Words>
        ) : (
          <>
            <Words kind="strong">{why}</Words>
            <Button
              words="打电话给食堂"
              kind="secondary"
              icon="phone"
              onPress={() => dial(meal.sitePhone)}
            />
          </>
        )}
        {meal.sets.map((set) => (
          <OneSet key={set.name} set={set} isOver={why !== null} onOrder={() => onOrder(set)} />
        ))}
      </Stack>
    </Card>
  )
}

interface OneSetProps {
  readonly set: MenuSet
  readonly isOver: boolean
  readonly onOrder: () => void
}

function OneSet({ set, isOver, onOrder }: OneSetProps) {
  const { name, dishes, isSoft } = set
  const inside = (
    <>
      <View className={s.head}>
        <View className={s.name}>{name}</View>
        {isSoft ? <Tag words={softWords} tone="green" /> : null}
        {isOver ? null : <View className={s.order}>订这个</View>}
      </View>
      <View className={s.dishes}>{dishes.join('、')}</View>
    </>
  )
  if (isOver) return <View className={classes(s.set, s.over)}>{inside}</View>
  return (
    <Pressable
      onPress={onOrder}
      label={`订${name}：${dishes.join('、')}${isSoft ? `，${softWords}` : ''}`}
      className={classes(s.set, s.open)}
    >
      {inside}
    </Pressable>
  )
}

/** For whom it is, where that is known; otherwise both prices. */
function Price({ subdistrictId, meal, who }: Omit<MealCardProps, 'onOrder'>) {
  const { state } = useOfferFor(subdistrictId, meal.offerId, who?.personId ?? null)
  const found = state.status === 'ready' ? state.value : null
  if (found === null || who === null) return <Words>{mealPriceWords(meal)}</Words>
  const whom = who.isMe ? '您' : who.name
  if (found.ageUnknown && meal.seniorFromAge !== null)
    return <Words>{`${mealPriceWords(meal)}。登记了${whom}的出生日期，就按年龄算。`}</Words>
  const senior =
    found.priceFen < meal.fullFen
      ? `（原价 ${priceWords(meal.fullFen)}，取餐时请带身份证或敬老卡）`
      : ''
  return <Words>{`${whom}的价格：一份 ${priceWords(found.priceFen)}${senior}`}</Words>
}
