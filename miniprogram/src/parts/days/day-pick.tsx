import { useState } from 'react'
import { shortDayWords } from '#shared/bookings/bookings.words.ts'
import { dayWords } from '#shared/bookings/when.words.ts'
import { addDays } from '#shared/time/shanghai.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'

interface DayPickProps {
  readonly label: string
  /** yyyy-mm-dd; null: not chosen yet. */
  readonly day: string | null
  readonly today: string
  readonly onChange: (day: string) => void
  readonly first?: string
  readonly last?: string
}

const monthOf = (day: string): string => day.slice(0, 7)
const monthWords = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`

const daysOf = (month: string): readonly string[] => {
  const first = `${month}-01`
  return Array.from({ length: 31 }, (_, at) => addDays(first, at)).filter(
    (day) => monthOf(day) === month,
  )
}
const before = (month: string): string => monthOf(addDays(`${month}-01`, -1))
const after = (month: string): string => monthOf(addDays(`${month}-01`, 31))

/** One day, chosen from its month. */
export function DayPick({ label, day, today, onChange, first, last }: DayPickProps) {
  const [open, setOpen] = useState(false)
  const [month, setMonth] = useState(monthOf(day ?? today))
  const days = daysOf(month).filter(
    (one) => (first === undefined || one >= first) && (last === undefined || one <= last),
  )
  const words = day === null ? '选一天' : dayWords(day, today)
  const start = () => {
    setMonth(monthOf(day ?? today))
    setOpen(true)
  }
  return (
    <>
      <Card kind="rows">
        <ListRow
          icon="calendar"
          title={words}
          note={label}
          label={`${label}：${words}，点开可以换`}
          onPress={start}
        />
      </Card>
      <Sheet open={open} title={label} onClose={() => setOpen(false)}>
        <Stack>
          <Row spread="between">
            <Button words="上个月" kind="quiet" fit onPress={() => setMonth(before(month))} />
            <Words kind="strong">{monthWords(month)}</Words>
            <Button words="下个月" kind="quiet" fit onPress={() => setMonth(after(month))} />
          </Row>
          {days.length === 0 ? (
            <Words kind="quiet">这个月没有可以选的日子。</Words>
          ) : (
            <Choice
              look="chips"
              label="哪一天"
              options={days.map((value) => ({ value, words: shortDayWords(value, today) }))}
              value={day}
              onChange={(chosen) => {
                onChange(chosen)
                setOpen(false)
              }}
            />
          )}
        </Stack>
      </Sheet>
    </>
  )
}
