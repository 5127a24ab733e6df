import { useState } from 'react'
import { dayWords } from '#shared/bookings/when.words.ts'
import { pauseCare } from '#shared/care/care.contract.ts'
import { pauseReasonWords } from '#shared/care/care.words.ts'
import type { PauseReason } from '#shared/care/care-rules.ts'
import { maxPauseDays, pauseReasons } from '#shared/care/care-rules.ts'
import { addDays, shanghaiDay, shanghaiInstant, weekday } from '#shared/time/shanghai.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import type { ElderKey } from '../../parts/care/care-pages.ts'
import { DayPick } from '../../parts/days/day-pick.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

interface PauseSheetProps {
  readonly elder: ElderKey
  readonly name: string
  readonly now: Date
  readonly onClose: () => void
  readonly onDone: () => void
}

const dayEnd = 24 * 60

/** “外出到周日”: silence is expected until the end of a day; a pause without an end there is none. */
export function PauseSheet({ elder, name, now, onClose, onDone }: PauseSheetProps) {
  const today = shanghaiDay(now)
  const sunday = addDays(today, (7 - weekday(today)) % 7)
  const [reason, setReason] = useState<PauseReason | null>(null)
  const [last, setLast] = useState(sunday)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async () => {
    setTried(true)
    if (reason === null) return
    setBusy(true)
    setProblem(null)
    try {
      const { subdistrictId, personId } = elder
      const untilAt = shanghaiInstant(last, dayEnd).toISOString()
      const body = { reason, note: note.trim(), fromAt: null, untilAt }
      await call(pauseCare, { params: { subdistrictId, personId }, body })
      say(`好，提醒暂停到${dayWords(last, today)}晚上`)
      onDone()
      onClose()
    } catch (thrown) {
      setProblem(asFailure(thrown).words)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet
      open
      title="暂停提醒"
      onClose={onClose}
      footer={<Button words="暂停" busy={busy} onPress={send} />}
    >
      <Stack>
        <Words>{`${name}外出、住院，或者设备取下的时候，没有数据是正常的。暂停以后，不会因为没有动静打扰大家；到时候自己恢复。`}</Words>
        <Choice
          label="为什么暂停"
          options={pauseReasons.map((value) => ({ value, words: pauseReasonWords[value] }))}
          value={reason}
          onChange={setReason}
          error={tried && reason === null ? '请选一个' : undefined}
        />
        <DayPick
          label="到哪一天晚上"
          day={last}
          today={today}
          first={today}
          last={addDays(today, maxPauseDays - 1)}
          onChange={setLast}
        />
        <Field
          label="要告诉大家的话"
          optional
          placeholder="例如：去女儿家"
          value={note}
          onChange={setNote}
          maxLength={100}
        />
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}
