import { useState } from 'react'
import { holidayPolicyNotes } from '#shared/bookings/desk.words.ts'
import { holidayPolicies, takesTime } from '#shared/offers/offer-kinds.ts'
import type { ScheduleView } from '#shared/offers/offers.contract.ts'
import { holidayPolicyWords } from '#shared/offers/offers.words.ts'
import type { WeekdayCode } from '#shared/offers/rule.ts'
import { addDays } from '#shared/time/shanghai.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Choice, Choices } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { DayPick } from '../../parts/days/day-pick.tsx'
import { MinutePick } from './minute-pick.tsx'
import type { Nth, ScheduleForm } from './rule-form.ts'
import { bodyOf, choicesOf, emptyForm, formOf } from './rule-form.ts'
import type { Calendar } from './use-calendar.ts'
import type { MySite } from './use-my-sites.ts'
import { YearPreview } from './year-preview.tsx'

interface ScheduleEditorProps {
  readonly site: MySite
  readonly calendar: Calendar
  readonly today: string
  /** The one that is changed; null: a new one. */
  readonly schedule: ScheduleView | null
  readonly onDone: () => void
}

const everyOptions = [
  { value: 'week', words: '每周' },
  { value: 'month', words: '每月第几个星期几' },
  { value: 'day', words: '每天' },
] as const

const weekdayOptions: readonly { readonly value: WeekdayCode; readonly words: string }[] = [
  { value: 'MO', words: '周一' },
  { value: 'TU', words: '周二' },
  { value: 'WE', words: '周三' },
  { value: 'TH', words: '周四' },
  { value: 'FR', words: '周五' },
  { value: 'SA', words: '周六' },
  { value: 'SU', words: '周日' },
]
const nthOptions: readonly { readonly value: Nth; readonly words: string }[] = [
  { value: '1', words: '第一个' },
  { value: '2', words: '第二个' },
  { value: '3', words: '第三个' },
  { value: '4', words: '第四个' },
  { value: '-1', words: '最后一个' },
]

/** Which days, which hours, how many, and what happens on holidays; all of it chosen. */
export function ScheduleEditor(props: ScheduleEditorProps) {
  const { site, calendar, today, schedule, onDone } = props
  const tomorrow = addDays(today, 1)
  const [form, setForm] = useState<ScheduleForm>(
    schedule === null ? emptyForm(tomorrow) : formOf(schedule, tomorrow),
  )
  const change = (part: Partial<ScheduleForm>) => setForm((before) => ({ ...before, ...part }))
  const offer = site.offers.find((one) => one.offerId === form.offerId)
  const wanted = bodyOf(form, offer)
  const save = async () => {
    if ('missing' in wanted) return
    if (await calendar.save(wanted.body, schedule)) onDone()
  }
  return (
    <Stack gap="l">
      {schedule === null ? (
        <Choice
          label="哪项服务"
          options={site.offers.map(({ offerId, serviceName, providerName }) => ({
            value: String(offerId),
            words: serviceName,
            note: providerName,
          }))}
          value={form.offerId}
          onChange={(offerId) => change({ offerId, resourceId: null })}
        />
      ) : (
        <Words>{`${schedule.offerName}，现在是${schedule.ruleWords}。改动从选的那天起算，之前的不变。`}</Words>
      )}
      {schedule !== null && choicesOf(schedule.rule) === null ? (
        <Words kind="danger">原来的规律这里选不出来，请重新选一个。</Words>
      ) : null}
      <Choice
        look="chips"
        label="多久一次"
        options={everyOptions}
        value={form.every}
        onChange={(every) => change({ every })}
      />
      {form.every === 'week' ? (
        <Choices
          look="chips"
          label="星期几"
          options={weekdayOptions}
          values={form.weekdays}
          onChange={(weekdays) => change({ weekdays })}
        />
      ) : form.every === 'month' ? (
        <>
          <Choices
            look="chips"
            label="每月第几个"
            options={nthOptions}
            values={form.nths}
            onChange={(nths) => change({ nths })}
          />
          <Choice
            look="chips"
            label="星期几"
            options={weekdayOptions}
            value={form.nthWeekday}
            onChange={(nthWeekday) => change({ nthWeekday })}
          />
        </>
      ) : null}
      <Card kind="rows">
        <MinutePick
          label="几点开始"
          minute={form.fromMinute}
          onChange={(fromMinute) => change({ fromMinute })}
        />
        <MinutePick
          label="几点结束"
          minute={form.toMinute}
          onChange={(toMinute) => change({ toMinute })}
        />
      </Card>
      {offer === undefined ? null : takesTime(offer.kind) ? (
        <Choice
          label="谁来做，或在哪个房间"
          options={site.resources.map(({ resourceId, name }) => ({
            value: String(resourceId),
            words: name,
          }))}
          value={form.resourceId}
          onChange={(resourceId) => change({ resourceId })}
        />
      ) : (
        <Field
          kind="tel"
          label="几个名额"
          value={form.places}
          onChange={(places) => change({ places })}
          maxLength={4}
        />
      )}
      <Choice
        label="遇到放假"
        options={holidayPolicies.map((value) => ({
          value,
          words: holidayPolicyWords[value],
          note: holidayPolicyNotes[value],
        }))}
        value={form.holidayPolicy}
        onChange={(holidayPolicy) => change({ holidayPolicy })}
      />
      <DayPick
        label="从哪天开始"
        day={form.startsOn}
        today={today}
        first={tomorrow}
        onChange={(startsOn) => change({ startsOn })}
      />
      {'missing' in wanted ? null : (
        <YearPreview
          subdistrictId={calendar.subdistrictId}
          siteId={calendar.siteId}
          body={wanted.body}
        />
      )}
      <Button
        words={schedule === null ? '排好，开放预约' : '按这个改'}
        busy={calendar.busy}
        disabledReason={'missing' in wanted ? wanted.missing : undefined}
        onPress={save}
      />
    </Stack>
  )
}
