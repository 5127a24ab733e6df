import { useState } from 'react'
import type { AlertView } from '#shared/alerts/alerts.contract.ts'
import { muteRule } from '#shared/alerts/alerts.contract.ts'
import { alertRuleWords } from '#shared/alerts/alerts.words.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

interface MuteSheetProps {
  readonly alert: AlertView
  readonly onClose: () => void
  readonly onDone: () => void
}

const lengths = [
  { value: '30', words: '30 分钟' },
  { value: '120', words: '2 小时' },
  { value: '720', words: '12 小时' },
  { value: '1440', words: '1 天' },
] as const
/** Grave ones come back soon whatever one wishes (shared/alerts). */
const mostOfGrave = 30

/** One follower's own quiet: it changes nothing for anybody else. */
export function MuteSheet({ alert, onClose, onDone }: MuteSheetProps) {
  const { subdistrictId, personId, rule, severity, mutedUntil } = alert
  const [minutes, setMinutes] = useState('30')
  const [busy, setBusy] = useState<'mute' | 'end' | null>(null)
  const options = lengths.filter(({ value }) => severity !== 'high' || Number(value) <= mostOfGrave)
  const send = async (length: number) => {
    setBusy(length === 0 ? 'end' : 'mute')
    try {
      const params = { subdistrictId, personId }
      await call(muteRule, { params, body: { rule, minutes: length } })
      say(length === 0 ? '不静音了' : '您这里静音了，别人照样收到')
      onDone()
      onClose()
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(null)
    }
  }
  return (
    <Sheet
      open
      title="我这里先静音"
      onClose={onClose}
      footer={<Button words="静音" busy={busy === 'mute'} onPress={() => send(Number(minutes))} />}
    >
      <Stack>
        <Words>{`“${alertRuleWords[rule]}”这一项，先不打扰您。时间到了还这样，会再响。别人照样收到。`}</Words>
        <Choice
          look="chips"
          label="静音多久"
          options={options}
          value={minutes}
          onChange={setMinutes}
        />
        {severity === 'high' ? <Words kind="quiet">紧急的，最多静音 30 分钟。</Words> : null}
        {mutedUntil === null ? null : (
          <Button words="不静音了" kind="secondary" busy={busy === 'end'} onPress={() => send(0)} />
        )}
      </Stack>
    </Sheet>
  )
}
