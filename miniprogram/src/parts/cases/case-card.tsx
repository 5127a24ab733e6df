import { View } from '@tarojs/components'
import type { CaseRow } from '#shared/cases/cases.contract.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { Card } from '../../components/card.tsx'
import s from './case-card.module.scss'
import { DeadlineLine } from './deadline-line.tsx'
import { StatusTag } from './status-tag.tsx'

interface CaseCardProps {
  readonly row: CaseRow
  readonly now: Date
  readonly onPress: () => void
}

/** One case as its reporter sees it in a list. Few nodes: there may be many cards. */
export function CaseCard({ row, now, onPress }: CaseCardProps) {
  const closed = row.status === 'closed' || row.status === 'withdrawn'
  return (
    <Card onPress={onPress}>
      <View className={s.head}>
        <StatusTag status={row.status} />
        <View className={s.time}>{timeInWords(new Date(row.submittedAt), now)}</View>
      </View>
      <View className={s.title}>{row.title}</View>
      <View className={s.place}>{row.placeLabel}</View>
      {row.nextDeadline === null || closed ? null : (
        <View className={s.deadline}>
          <DeadlineLine deadline={row.nextDeadline} now={now} />
        </View>
      )}
    </Card>
  )
}
