import { View } from '@tarojs/components'
import { memo } from 'react'
import type { CaseRow } from '#shared/cases/cases.contract.ts'
import {
  reviewReasonWords,
  severityWords,
  staffClockWords,
  statusWords,
} from '#shared/cases/cases.words.ts'
import { deadlineInWords, timeInWords, waitedInWords } from '#shared/cases/deadline.words.ts'
import { classes } from '../../components/classes.ts'
import { Pressable } from '../../components/pressable.tsx'
import s from './queue-row.module.scss'
import { SeverityTag } from './severity-tag.tsx'

interface QueueRowProps {
  readonly row: CaseRow
  /** Milliseconds since 1970. */
  readonly now: number
  readonly selected: boolean
  /** No longer of this list; it stays until the reader asks for the new list. */
  readonly gone: boolean
  readonly onOpen: (row: CaseRow) => void
}

export const rowElementId = (caseId: string): string => `row-${caseId}`

const endings = new Set(['closed', 'withdrawn'])

const timeLeft = ({ nextDeadline, status }: CaseRow, now: Date): string => {
  if (endings.has(status)) return statusWords[status]
  if (nextDeadline === null) return statusWords[status]
  return `${staffClockWords[nextDeadline.clock]} ${deadlineInWords(nextDeadline, now)}`
}

const isLate = ({ nextDeadline, status }: CaseRow, now: number): boolean =>
  nextDeadline !== null &&
  !endings.has(status) &&
  nextDeadline.metAt === null &&
  Date.parse(nextDeadline.dueAt) < now

const waiting = ({ isHistory, submittedAt, status }: CaseRow, now: Date): string => {
  const since = new Date(submittedAt)
  if (isHistory || endings.has(status)) return timeInWords(since, now)
  return waitedInWords(now.getTime() - since.getTime())
}

/** `已等 1 小时 9 分` stays on one line. */
const unbroken = (words: string): string => words.replace(/ /g, '\u00a0')

/** One case of a queue: how severe, how long is left, what, where, since when. */
function Row({ row, now, selected, gone, onOpen }: QueueRowProps) {
  const at = new Date(now)
  const left = timeLeft(row, at)
  const standing = statusWords[row.status]
  const facts = [
    ...(left === standing ? [] : [standing]),
    row.typeName ?? '类型待定',
    waiting(row, at),
    row.placeLabel,
    ...(row.handlerName === null ? [] : [row.handlerName]),
    ...(row.isHistory ? ['历史导入'] : []),
    ...(row.round > 1 ? [`第 ${row.round} 次办理`] : []),
  ]
  const why = row.reviewReasons.map((reason) => reviewReasonWords[reason]).join('、')
  return (
    <Pressable
      id={rowElementId(row.caseId)}
      onPress={() => onOpen(row)}
      label={[
        selected ? '正在看' : '',
        severityWords[row.severity].meaning,
        left,
        row.title,
        ...facts,
        why,
        gone ? '已不在此列' : '',
      ]
        .filter(Boolean)
        .join('，')}
      className={classes(s.row, s[row.severity], selected && s.selected)}
    >
      <View className={s.head}>
        <SeverityTag severity={row.severity} />
        <View className={classes(s.left, isLate(row, now) && s.late)}>
          {gone ? '已不在此列' : left}
        </View>
      </View>
      <View className={s.title}>{row.title}</View>
      <View className={s.facts}>{facts.map(unbroken).join('\u00a0· ')}</View>
      {why === '' ? null : <View className={s.why}>{why}</View>}
    </Pressable>
  )
}

// Forty rows stand still while one of them changes.
export const QueueRow = memo(Row)
