import { useState } from 'react'
import type { QuietHours } from '#shared/alerts/alerts.contract.ts'
import { readQuietHours, setQuietHours } from '#shared/alerts/alerts.contract.ts'
import { minuteWords } from '#shared/bookings/when.words.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

const begins = [20, 21, 22, 23].map((hour) => hour * 60)
const ends = [5, 6, 7, 8].map((hour) => hour * 60)

const options = (minutes: readonly number[]) =>
  minutes.map((minute) => ({ value: String(minute), words: minuteWords(minute) }))

/** When I do not want to be told of anything but the gravest. */
export function QuietSheet({ onClose }: { onClose: () => void }) {
  const { state, reload } = useLoaded(async () => (await call(readQuietHours, {})).quiet)
  return (
    <Sheet open title="夜里免打扰" onClose={onClose}>
      <AsyncView state={state} retry={reload}>
        {(quiet) => <Form quiet={quiet} onClose={onClose} />}
      </AsyncView>
    </Sheet>
  )
}

function Form({ quiet, onClose }: { quiet: QuietHours | null; onClose: () => void }) {
  const [from, setFrom] = useState(quiet === null ? 22 * 60 : quiet.fromMinute)
  const [to, setTo] = useState(quiet === null ? 7 * 60 : quiet.toMinute)
  const [busy, setBusy] = useState<'set' | 'end' | null>(null)
  const save = async (hours: QuietHours | null) => {
    setBusy(hours === null ? 'end' : 'set')
    try {
      await call(setQuietHours, { body: { quiet: hours } })
      say(hours === null ? '不再免打扰' : '设好了，紧急的照样提醒')
      onClose()
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(null)
    }
  }
  return (
    <Stack>
      <Words>这段时间里，只有紧急的提醒会来找您；别的，到时候再看。只对您自己有效。</Words>
      <Choice
        look="chips"
        label="从几点"
        options={options(begins)}
        value={String(from)}
        onChange={(value) => setFrom(Number(value))}
      />
      <Choice
        look="chips"
        label="到几点"
        options={options(ends)}
        value={String(to)}
        onChange={(value) => setTo(Number(value))}
      />
      <Button
        words="就这样"
        busy={busy === 'set'}
        onPress={() => save({ fromMinute: from, toMinute: to })}
      />
      {quiet === null ? null : (
        <Button
          words="不要免打扰"
          kind="secondary"
          busy={busy === 'end'}
          onPress={() => save(null)}
        />
      )}
    </Stack>
  )
}
