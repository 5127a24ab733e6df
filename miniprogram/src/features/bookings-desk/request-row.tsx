import { View } from '@tarojs/components'
import { memo } from 'react'
import type { BookingRow } from '#shared/bookings/bookings.contract.ts'
import { fullWhenWords, spokenWhen } from '#shared/bookings/bookings.words.ts'
import {
  answerDueWords,
  channelWords,
  requestWaitWords,
  staffStatusWords,
} from '#shared/bookings/desk.words.ts'
import { Button } from '../../components/button.tsx'
import { classes } from '../../components/classes.ts'
import { Pressable } from '../../components/pressable.tsx'
import { BookingStatusTag } from '../../parts/bookings/status-tag.tsx'
import s from './request-row.module.scss'

interface RequestRowProps {
  readonly row: BookingRow
  /** Milliseconds since 1970. */
  readonly now: number
  readonly selected: boolean
  readonly accepting: boolean
  readonly onOpen: (row: BookingRow) => void
  readonly onAccept: (row: BookingRow) => void
}

export const requestElementId = (bookingId: string): string => `request-${bookingId}`

/** One booking at the desk: how long it waits, for whom, what and when; a request with its answer. */
function Row({ row, now, selected, accepting, onOpen, onAccept }: RequestRowProps) {
  const at = new Date(now)
  const startsAt = new Date(row.startsAt)
  const asked = row.status === 'requested'
  const due = answerDueWords(row, at)
  const facts = [
    row.placeLabel ?? row.siteName,
    channelWords[row.channel],
    ...(row.party > 1 ? [`${row.party} 人`] : []),
    ...(row.queueNo === null ? [] : [`第 ${row.queueNo} 号`]),
  ]
  const waits = requestWaitWords(row, at)
  const spoken = [
    selected ? '正在看' : '',
    `${row.personName}，${row.serviceName}`,
    spokenWhen(startsAt),
    asked ? waits : staffStatusWords[row.status],
    due?.words ?? '',
    ...facts,
  ]
  return (
    <View className={classes(s.row, due?.isLate && s.lateRow, selected && s.selected)}>
      <Pressable
        id={requestElementId(row.bookingId)}
        onPress={() => onOpen(row)}
        label={spoken.filter((part) => part !== '').join('，')}
        className={s.open}
      >
        <View className={s.head}>
          {asked ? (
            <View className={s.waits}>{waits}</View>
          ) : (
            <BookingStatusTag status={row.status} reader="staff" />
          )}
          {due === null ? null : (
            <View className={classes(s.due, due.isLate && s.late)}>{due.words}</View>
          )}
        </View>
        <View className={s.title}>{`${row.personName} · ${row.serviceName}`}</View>
        <View className={s.when}>{fullWhenWords(startsAt, at)}</View>
        <View className={s.facts}>{facts.join('\u00a0· ')}</View>
      </Pressable>
      {asked ? (
        <View className={s.accept}>
          <Button
            words="接单"
            kind="secondary"
            icon="check"
            label={`接单：${row.personName}，${row.serviceName}`}
            busy={accepting}
            onPress={() => onAccept(row)}
          />
        </View>
      ) : null}
    </View>
  )
}

// Thirty rows stand still while one of them changes.
export const RequestRow = memo(Row)
