import { View } from '@tarojs/components'
import { shortDayWords, spokenDay } from '#shared/bookings/bookings.words.ts'
import { spoken } from '../../components/aria.ts'
import { classes } from '../../components/classes.ts'
import { Pressable } from '../../components/pressable.tsx'
import { rovingAt } from '../../components/roving.ts'
import s from './day-strip.module.scss'
import type { TimesOfDay } from './use-times.ts'

interface DayStripProps {
  readonly days: readonly TimesOfDay[]
  readonly chosen: string | null
  readonly today: string
  readonly onChoose: (day: string) => void
}

/** The days that have times, side by side; wraps, since nobody finds what scrolls sideways. */
export function DayStrip({ days, chosen, today, onChoose }: DayStripProps) {
  const chosenAt = days.findIndex(({ day }) => day === chosen)
  return (
    <View {...spoken({ role: 'radiogroup', label: '哪一天' })} className={s.strip}>
      {days.map(({ day, slots }, at) => {
        const full = slots.every(({ left }) => left === 0)
        return (
          <Pressable
            key={day}
            role="radio"
            checked={day === chosen}
            roving={rovingAt(at, chosenAt)}
            label={full ? `${spokenDay(day)}，满了` : spokenDay(day)}
            onPress={() => onChoose(day)}
            className={classes(s.day, day === chosen && s.chosen)}
          >
            <View className={s.words}>{shortDayWords(day, today)}</View>
            {full ? <View className={s.note}>满了</View> : null}
          </Pressable>
        )
      })}
    </View>
  )
}
