import { View } from '@tarojs/components'
import type { DemandBar } from '#shared/bookings/demand.words.ts'
import {
  demandBarsSentence,
  demandBarWords,
  demandWeeksSentence,
} from '#shared/bookings/demand.words.ts'
import { spoken } from '../../components/aria.ts'
import { classes } from '../../components/classes.ts'
import s from './demand-bars.module.scss'
import type { ServiceDemand } from './demand-sums.ts'

const bars = ['offered', 'accepted', 'served', 'unmet'] as const satisfies readonly DemandBar[]

interface ServiceBarsProps {
  readonly service: ServiceDemand
  /** The longest bar of all services. */
  readonly most: number
}

/** Supply and demand of one service: four bars with their numbers; a screen reader hears a sentence. */
export function ServiceBars({ service, most }: ServiceBarsProps) {
  const { name, weeks } = service
  const highest = Math.max(1, ...weeks.map(({ sum }) => sum.accepted + sum.unmet))
  const said = weeks.map(({ week, sum }) => ({ week, accepted: sum.accepted, unmet: sum.unmet }))
  return (
    <View className={s.service}>
      <View {...spoken({ role: 'img', label: demandBarsSentence(name, service) })}>
        <View className={s.name}>{name}</View>
        {bars.map((bar) => (
          <View key={bar} className={s.line}>
            <View className={s.what}>{demandBarWords[bar]}</View>
            <View className={s.track}>
              {service[bar] === 0 ? null : (
                <View
                  className={classes(s.bar, s[bar])}
                  style={{ width: `${(service[bar] / most) * 100}%` }}
                />
              )}
            </View>
            <View className={s.count}>{service[bar]}</View>
          </View>
        ))}
      </View>
      {weeks.length < 2 ? null : (
        <View
          {...spoken({ role: 'img', label: demandWeeksSentence(name, said) })}
          className={s.weeks}
        >
          {weeks.map(({ week, sum }) => (
            <View key={week} className={s.week}>
              <View className={s.missed} style={{ height: `${(sum.unmet / highest) * 100}%` }} />
              <View className={s.got} style={{ height: `${(sum.accepted / highest) * 100}%` }} />
            </View>
          ))}
        </View>
      )}
      {weeks.length < 2 ? null : <View className={s.note}>{weeksNote(weeks)}</View>}
    </View>
  )
}

const weeksNote = (weeks: ServiceDemand['weeks']): string => {
  const [first, last] = [weeks[0]?.week ?? '', weeks[weeks.length - 1]?.week ?? '']
  const short = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
  return `每周约成（深）和没约到（斜纹），${short(first)}那周到${short(last)}那周`
}
