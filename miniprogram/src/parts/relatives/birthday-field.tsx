import { ageOn, dayFromDigits } from '#shared/relatives/age.ts'
import { dayInWords } from '#shared/relatives/relatives.words.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { now } from '../../platform/clock.ts'

interface BirthdayFieldProps {
  readonly typed: string
  readonly onChange: (typed: string) => void
  /** Says what is wrong once somebody has tried to send it. */
  readonly tried: boolean
}

/** A birthday as eight digits, read back as a day and an age: no wheel to turn back ninety years. */
export function BirthdayField({ typed, onChange, tried }: BirthdayFieldProps) {
  const day = dayFromDigits(typed)
  const wrong = day === undefined && (tried || typed.trim().length >= 8)
  return (
    <Stack gap="s">
      <Field
        kind="tel"
        label="出生日期"
        hint="八位数字，例如 19510208"
        value={typed}
        onChange={onChange}
        maxLength={12}
        error={wrong ? '请写八位数字：年、月、日，例如 19510208' : undefined}
      />
      {day === undefined ? null : (
        <Words kind="strong">{`${dayInWords(day)}，${ageOn(day, shanghaiDay(new Date(now())))}岁`}</Words>
      )}
    </Stack>
  )
}
