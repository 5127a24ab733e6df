import { View } from '@tarojs/components'
import type { BookingRow } from '#shared/bookings/bookings.contract.ts'
import { paidWords } from '#shared/bookings/bookings.words.ts'
import { Card } from '../../components/card.tsx'
import s from './booking-card.module.scss'
import { BookingStatusTag } from './status-tag.tsx'
import { When } from './when.tsx'

interface BookingCardProps {
  readonly row: BookingRow
  readonly now: Date
  readonly onPress: () => void
}

/** One booking in a list: what, when, for whom, where. Few nodes: there may be many cards. */
export function BookingCard({ row, now, onPress }: BookingCardProps) {
  const { serviceName, startsAt, siteName, placeLabel, queueNo, party } = row
  const facts = [
    placeLabel ?? siteName,
    queueNo === null ? null : `第 ${queueNo} 号`,
    party > 1 ? `${party} 人` : null,
    row.paid === 'nothing' ? null : paidWords(row),
  ]
  return (
    <Card onPress={onPress}>
      <View className={s.head}>
        <View className={s.what}>{serviceName}</View>
        <BookingStatusTag status={row.status} />
      </View>
      <When at={new Date(startsAt)} now={now} />
      {row.isMine ? null : <View className={s.whom}>{`给${row.personName}约的`}</View>}
      <View className={s.facts}>{facts.filter((fact) => fact !== null).join(' · ')}</View>
    </Card>
  )
}
