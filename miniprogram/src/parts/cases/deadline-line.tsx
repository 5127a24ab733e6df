import { View } from '@tarojs/components'
import type { Deadline } from '#shared/cases/cases.contract.ts'
import { clockWords, staffClockWords } from '#shared/cases/cases.words.ts'
import { deadlineInWords, provisionalNote } from '#shared/cases/deadline.words.ts'
import { classes } from '../../components/classes.ts'
import { Icon } from '../../components/icon.tsx'
import { Words } from '../../components/words.tsx'
import s from './deadline-line.module.scss'

interface DeadlineLineProps {
  readonly deadline: Deadline
  readonly now: Date
  /** Whom the clock is told to; 先联系您 or 先行联系. */
  readonly reader?: 'resident' | 'staff'
}

const isLate = ({ dueAt, metAt, missedAt }: Deadline, now: Date): boolean =>
  metAt === null ? missedAt !== null || Date.parse(dueAt) < now.getTime() : false

/** One clock in words, e.g. 先联系您：今天 16:20 前. */
export function DeadlineLine({ deadline, now, reader = 'resident' }: DeadlineLineProps) {
  const clock = (reader === 'resident' ? clockWords : staffClockWords)[deadline.clock]
  return (
    <View className={classes(s.line, isLate(deadline, now) && s.late)}>
      <Icon name={deadline.metAt === null ? 'clock' : 'check'} />
      <View className={s.words}>{`${clock}：${deadlineInWords(deadline, now)}`}</View>
    </View>
  )
}

/** Why some of these may still move; nothing when none does. */
export function ProvisionalNote({ deadlines }: { deadlines: readonly Deadline[] }) {
  const open = deadlines.some(({ provisional, metAt }) => provisional && metAt === null)
  return open ? <Words kind="quiet">{provisionalNote}</Words> : null
}
