import { useState } from 'react'
import { dateWords } from '#shared/bookings/when.words.ts'
import { changeMyMeasured } from '#shared/care/care.contract.ts'
import { careBasisWords } from '#shared/care/care.words.ts'
import { careConsentTextVersion } from '#shared/care/care-rules.ts'
import type { Enrolment } from '#shared/care/care-shapes.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import { metricClasses } from '#shared/readings/metrics.ts'
import { metricClassWords } from '#shared/readings/readings.words.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Switch } from '../../components/choice.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

interface MeasuredCardProps {
  readonly enrolment: Enrolment
  readonly onChanged: () => Promise<void>
}

/** What is measured, each on or off; off works at once, after one question that says what happens. */
export function MeasuredCard({ enrolment, onChanged }: MeasuredCardProps) {
  const { measured, basis, enrolledAt } = enrolment
  const gate = useGate()
  const [ending, setEnding] = useState<MetricClass | null>(null)
  const [busy, setBusy] = useState(false)
  const change = async (next: readonly MetricClass[], words: string) => {
    if (!(await gate.pass('privacy_guide'))) return
    setBusy(true)
    try {
      const body = { measured: [...next], textVersion: careConsentTextVersion }
      await call(changeMyMeasured, { body })
      say(words)
      setEnding(null)
      await onChanged()
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(false)
    }
  }
  const press = (of: MetricClass, on: boolean) => {
    if (on) change([...measured, of], '开始测了')
    else setEnding(of)
  }
  return (
    <Stack gap="s">
      <Card kind="rows" title="测什么">
        {metricClasses.map((of) => (
          <Switch
            key={of}
            words={metricClassWords[of].name}
            note={metricClassWords[of].means}
            on={measured.includes(of)}
            onChange={(on) => press(of, on)}
          />
        ))}
      </Card>
      <Words kind="quiet">{`${careBasisWords[basis]}，${dateWords(new Date(enrolledAt))}`}</Words>
      <Sheet
        open={ending !== null}
        title="不测这一项了吗"
        onClose={() => setEnding(null)}
        footer={
          <Row spread="even">
            <Button words="继续测" kind="secondary" onPress={() => setEnding(null)} />
            <Button
              words="不测了"
              kind="danger"
              busy={busy}
              onPress={() =>
                change(
                  measured.filter((of) => of !== ending),
                  '停了，从现在起不再记录',
                )
              }
            />
          </Row>
        }
      >
        <Words>
          {ending === null
            ? ''
            : `从现在起不再记录${metricClassWords[ending].name}，这一项有情况也不会有人知道。以前记下的还在，可以另外删除。随时可以再打开。`}
        </Words>
      </Sheet>
      {gate.sheet}
    </Stack>
  )
}
