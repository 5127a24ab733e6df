import { View } from '@tarojs/components'
import { nearDate, spokenWhen, timeOfDayWords } from '#shared/bookings/bookings.words.ts'
import { dayWords } from '#shared/bookings/when.words.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { spoken } from '../../components/aria.ts'
import { classes } from '../../components/classes.ts'
import s from './when.module.scss'

interface WhenProps {
  readonly at: Date
  readonly now: Date
  /** `title` where the time is what the page is about. */
  readonly look?: 'lead' | 'title'
}

/** A time as one says it, large; what is near also with its date. A screen reader says it whole. */
export function When({ at, now, look = 'lead' }: WhenProps) {
  const day = shanghaiDay(at)
  const today = shanghaiDay(now)
  const date = nearDate(day, today)
  return (
    <View {...spoken({ role: 'text', label: spokenWhen(at) })} className={classes(s.when, s[look])}>
      {/* Breaks between day and time, never inside one of them. */}
      <View className={s.large}>{`${dayWords(day, today)}\u200b${timeOfDayWords(at)}`}</View>
      {date === null ? null : <View className={s.date}>{date}</View>}
    </View>
  )
}
