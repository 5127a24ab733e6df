import { useState } from 'react'
import { makeInvite } from '#shared/care/care.contract.ts'
import { careBasisWords, careConsentText } from '#shared/care/care.words.ts'
import type { CareConsentBasis } from '#shared/care/care-rules.ts'
import { careConsentTextVersion, carePurposes } from '#shared/care/care-rules.ts'
import type { CareYes, ElderView } from '#shared/care/care-shapes.ts'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import { metricClasses } from '#shared/readings/metrics.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { DayPick } from '../../parts/days/day-pick.tsx'
import { call } from '../../platform/api.ts'
import { now } from '../../platform/clock.ts'
import { asFailure } from '../../platform/failure.ts'
import { InviteCode } from './invite-code.tsx'
import { YesChoices } from './yes-choices.tsx'

type Made = ResponseOf<typeof makeInvite>

interface InviteSheetProps {
  readonly elder: ElderView
  readonly onClose: () => void
  readonly onMade: () => void
}

const bases = ['on_paper', 'guardian'] as const satisfies readonly CareConsentBasis[]
const ends = [
  { value: 'open', words: '一直，到收回为止' },
  { value: 'day', words: '到某一天' },
] as const

/** The text, each yes by itself, and then a code to tell; by the elder, or staff with his paper. */
export function InviteSheet({ elder, onClose, onMade }: InviteSheetProps) {
  const { subdistrictId, personId, as, enrolment, viewClasses } = elder
  const isSelf = as === 'self'
  const classes: readonly MetricClass[] = enrolment?.measured ?? viewClasses
  const offered = metricClasses
    .filter((metricClass) => classes.includes(metricClass))
    .flatMap((metricClass) => carePurposes.map((purpose): CareYes => ({ metricClass, purpose })))
  const [yes, setYes] = useState<readonly CareYes[]>([])
  const [basis, setBasis] = useState<CareConsentBasis | null>(isSelf ? 'self' : null)
  const [proof, setProof] = useState('')
  const [end, setEnd] = useState<'open' | 'day'>('open')
  const [day, setDay] = useState<string | null>(null)
  const [made, setMade] = useState<Made | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const today = shanghaiDay(new Date(now()))
  const lacksProof = !isSelf && proof.trim() === ''

  const send = async () => {
    setTried(true)
    if (yes.length === 0 || basis === null || lacksProof) return
    if (end === 'day' && day === null) return
    setBusy(true)
    setProblem(null)
    try {
      const body = {
        yes: [...yes],
        basis,
        textVersion: careConsentTextVersion,
        proofNote: isSelf ? null : proof.trim(),
        lastDay: end === 'day' ? day : null,
      }
      setMade(await call(makeInvite, { params: { subdistrictId, personId }, body }))
      onMade()
    } catch (thrown) {
      setProblem(asFailure(thrown).words)
    } finally {
      setBusy(false)
    }
  }
  if (made !== null)
    return (
      <Sheet open title="关注码" onClose={onClose} footer={<Button words="好" onPress={onClose} />}>
        <InviteCode code={made.code} expiresAt={made.expiresAt} />
      </Sheet>
    )
  return (
    <Sheet
      open
      title={isSelf ? careConsentText.title : '替他请家人关注'}
      onClose={onClose}
      footer={
        <Button
          words={isSelf ? careConsentText.agree : '已核对，出关注码'}
          busy={busy}
          onPress={send}
        />
      }
    >
      <Stack>
        {careConsentText.points.map((point) => (
          <Words key={point}>{point}</Words>
        ))}
        <YesChoices
          label={isSelf ? '我同意' : '他同意'}
          offered={offered}
          chosen={yes}
          onChange={setYes}
          error={tried && yes.length === 0 ? '至少勾一项' : undefined}
        />
        <Choice label="关注到什么时候" options={ends} value={end} onChange={setEnd} />
        {end === 'day' ? (
          <Stack gap="s">
            <DayPick label="最后一天" day={day} today={today} first={today} onChange={setDay} />
            {tried && day === null ? <Words kind="danger">请选一天</Words> : null}
          </Stack>
        ) : null}
        {isSelf ? null : (
          <>
            <Choice
              label="凭什么"
              options={bases.map((value) => ({ value, words: careBasisWords[value] }))}
              value={basis}
              onChange={setBasis}
              error={tried && basis === null ? '请选一个' : undefined}
            />
            <Field
              label="凭证"
              hint="谁签的字，纸放在哪里"
              value={proof}
              onChange={setProof}
              maxLength={200}
              error={tried && lacksProof ? '请写清楚凭证' : undefined}
            />
          </>
        )}
        <Words kind="strong">{careConsentText.warning}</Words>
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}
