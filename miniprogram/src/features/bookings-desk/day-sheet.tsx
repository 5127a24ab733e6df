import { View } from '@tarojs/components'
import { timeOfDayWords } from '#shared/bookings/bookings.words.ts'
import { staffStatusWords } from '#shared/bookings/desk.words.ts'
import { dayWords } from '#shared/bookings/when.words.ts'
import { addDays } from '#shared/time/shanghai.ts'
import { spoken } from '../../components/aria.ts'
import s from './day-sheet.module.scss'
import type { ShownRow } from './use-day.ts'

interface DaySheetProps {
  readonly siteName: string
  readonly day: string
  readonly rows: readonly ShownRow[]
}

/** What the printer gets of the page: one list to tick off, in the browser only. */
export function DaySheet({ siteName, day, rows }: DaySheetProps) {
  if (process.env.TARO_ENV !== 'h5') return null
  return (
    <View {...spoken({ hidden: true })} className={s.sheet}>
      <View className={s.title}>{`${siteName}　${dayWords(day, addDays(day, -400))}`}</View>
      <View className={s.total}>{`共 ${rows.length} 人`}</View>
      {rows.map((row) => (
        <View key={row.bookingId} className={s.row}>
          <View className={s.box} />
          <View className={s.time}>{timeOfDayWords(new Date(row.startsAt))}</View>
          <View className={s.name}>{row.personName}</View>
          <View className={s.what}>
            {[
              row.serviceName,
              row.queueNo === null ? '' : `第 ${row.queueNo} 号`,
              row.party > 1 ? `${row.party} 人` : '',
              row.menuSet ?? '',
              row.placeLabel ?? '',
              row.note,
            ]
              .filter((part) => part !== '')
              .join(' · ')}
          </View>
          <View className={s.number}>{row.number}</View>
          <View className={s.state}>
            {row.status === 'confirmed' ? '' : staffStatusWords[row.status]}
          </View>
        </View>
      ))}
    </View>
  )
}
