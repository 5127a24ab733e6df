import { View } from '@tarojs/components'
import { useState } from 'react'
import { bookingRulesOn } from '#shared/bookings/booking-rules.ts'
import { canMove } from '#shared/bookings/booking-status.ts'
import { timeOfDayWords } from '#shared/bookings/bookings.words.ts'
import { staffStatusWords } from '#shared/bookings/desk.words.ts'
import type { BookingId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { Button } from '../../components/button.tsx'
import { classes } from '../../components/classes.ts'
import { Row, Stack } from '../../components/layout.tsx'
import { Pressable } from '../../components/pressable.tsx'
import { Tag } from '../../components/tag.tsx'
import { Heading } from '../../components/words.tsx'
import { BookingStatusTag } from '../../parts/bookings/status-tag.tsx'
import s from './day-rows.module.scss'
import p from './pane.module.scss'
import { ServeSheet } from './serve-sheet.tsx'
import type { Day, ShownRow } from './use-day.ts'
import { useRowActs } from './use-row-acts.ts'

interface DayRowsProps {
  readonly day: Day
  readonly now: Date
  readonly selected: BookingId | null
  readonly onOpen: (bookingId: BookingId) => void
}

/** By time, large enough to find somebody while he stands there. */
export function DayRows({ day, now, selected, onOpen }: DayRowsProps) {
  const [serving, setServing] = useState<ShownRow | null>(null)
  const times = [...new Set(day.rows.map(({ startsAt }) => startsAt))]
  return (
    <Stack>
      {times.map((startsAt) => (
        <Stack key={startsAt} gap="s">
          <Heading level={3}>{timeOfDayWords(new Date(startsAt))}</Heading>
          <View className={p.list}>
            {day.rows
              .filter((row) => row.startsAt === startsAt)
              .map((row) => (
                <OneRow
                  key={row.bookingId}
                  row={row}
                  day={day}
                  now={now}
                  selected={row.bookingId === selected}
                  onOpen={onOpen}
                  onServe={setServing}
                />
              ))}
          </View>
        </Stack>
      ))}
      {serving === null ? null : (
        <ServeRow row={serving} day={day} onClose={() => setServing(null)} />
      )}
    </Stack>
  )
}

function ServeRow({ row, day, onClose }: { row: ShownRow; day: Day; onClose: () => void }) {
  const acts = useRowActs(day, row)
  return <ServeSheet booking={row} acts={acts} onClose={onClose} />
}

interface OneRowProps extends Pick<DayRowsProps, 'day' | 'now' | 'onOpen'> {
  readonly row: ShownRow
  readonly selected: boolean
  readonly onServe: (row: ShownRow) => void
}

const minute = 60_000

function OneRow({ row, day, now, selected, onOpen, onServe }: OneRowProps) {
  const { bookingId, personName, serviceName, status, number, isWaiting } = row
  const facts = [
    serviceName,
    row.queueNo === null ? '' : `第 ${row.queueNo} 号`,
    row.party > 1 ? `${row.party} 人` : '',
    row.menuSet ?? '',
    row.placeLabel ?? '',
  ].filter((fact) => fact !== '')
  const isToday = shanghaiDay(new Date(row.startsAt)) === shanghaiDay(now)
  const { noShowAfterMinutes } = bookingRulesOn(shanghaiDay(now))
  const isLate = now.getTime() >= Date.parse(row.startsAt) + noShowAfterMinutes * minute
  const may = (move: Parameters<typeof canMove>[1]) => isToday && canMove(status, move)
  // A meal is served by the scan that lets him in.
  const undone = status === 'checked_in' || (status === 'served' && row.kind === 'meal')
  const missed = may('no_show') && isLate
  const button = (words: string, kind: 'primary' | 'secondary', press: () => void) => (
    <Button
      words={words}
      kind={kind}
      label={`${words}：${personName}，${serviceName}`}
      busy={day.busy}
      onPress={press}
    />
  )
  return (
    <View className={classes(s.row, selected && p.selected)}>
      <Pressable
        onPress={() => onOpen(bookingId)}
        label={[personName, ...facts, staffStatusWords[status], row.note]
          .filter((part) => part !== '')
          .join('，')}
        className={s.open}
      >
        <View className={s.head}>
          <View className={s.name}>{personName}</View>
          {isWaiting ? (
            <Tag words="已签到，待发送" tone="yellow" />
          ) : (
            <BookingStatusTag status={status} reader="staff" />
          )}
        </View>
        <View className={s.facts}>{facts.join('\u00a0· ')}</View>
        <View className={s.note}>
          {[`预约号 ${number}`, row.note].filter((part) => part !== '').join('\n')}
        </View>
      </Pressable>
      {status === 'confirmed' && isToday ? (
        <View className={s.buttons}>
          <Row spread="even">
            {missed ? button('没有来', 'secondary', () => day.noShow(row)) : null}
            {button('签到', 'primary', () => day.checkIn(row))}
          </Row>
        </View>
      ) : undone && isToday ? (
        <View className={s.buttons}>
          <Row spread="even">
            {button('撤销签到', 'secondary', () => day.undo(row))}
            {isWaiting || status === 'served'
              ? null
              : button('服务完成', 'primary', () => onServe(row))}
          </Row>
        </View>
      ) : status === 'no_show' && isToday ? (
        <View className={s.buttons}>
          {button('还是来了，签到', 'secondary', () => day.checkIn(row))}
        </View>
      ) : null}
    </View>
  )
}
