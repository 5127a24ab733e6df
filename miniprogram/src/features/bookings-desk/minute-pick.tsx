import { useState } from 'react'
import { minuteWords } from '#shared/bookings/when.words.ts'
import { Button } from '../../components/button.tsx'
import { ListRow } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'

interface MinutePickProps {
  readonly label: string
  /** Minutes after midnight. */
  readonly minute: number
  readonly onChange: (minute: number) => void
}

const hours = Array.from({ length: 17 }, (_, at) => String(at + 6))
const quarters = ['0', '15', '30', '45'] as const

/** A time of day: the hour, then the quarter. */
export function MinutePick({ label, minute, onChange }: MinutePickProps) {
  const [open, setOpen] = useState(false)
  const hour = Math.floor(minute / 60)
  const rest = minute % 60
  const words = minuteWords(minute)
  return (
    <>
      <ListRow
        icon="clock"
        title={words}
        note={label}
        label={`${label}：${words}，点开可以换`}
        onPress={() => setOpen(true)}
      />
      <Sheet
        open={open}
        title={`${label}：${words}`}
        onClose={() => setOpen(false)}
        footer={<Button words="好了" onPress={() => setOpen(false)} />}
      >
        <Stack>
          <Choice
            look="chips"
            label="几点"
            options={hours.map((value) => ({ value, words: `${value} 点` }))}
            value={String(hour)}
            onChange={(value) => onChange(Number(value) * 60 + rest)}
          />
          <Choice
            look="chips"
            label="几分"
            options={quarters.map((value) => ({ value, words: `${value} 分` }))}
            value={quarters.find((one) => Number(one) === rest) ?? null}
            onChange={(value) => onChange(hour * 60 + Number(value))}
          />
        </Stack>
      </Sheet>
    </>
  )
}
