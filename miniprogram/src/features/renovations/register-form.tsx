import { useState } from 'react'
import type { Me } from '#shared/accounts/accounts.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { currentPledge } from '#shared/renovations/pledge.words.ts'
import { renovationRulesOn } from '#shared/renovations/renovation-rules.ts'
import { registerRenovation, renovationScopes } from '#shared/renovations/renovations.contract.ts'
import { scopeWords } from '#shared/renovations/renovations.words.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { say } from '../../components/toast.tsx'
import { Heading, Words } from '../../components/words.tsx'
import type { Who } from '../../parts/bookings/use-who.ts'
import { addressOfHome, VisitAddress } from '../../parts/bookings/visit-address.tsx'
import { WhoChoice } from '../../parts/bookings/who-choice.tsx'
import { DayPick } from '../../parts/days/day-pick.tsx'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { renovationPage, renovationParams } from '../../parts/renovations/renovation-pages.ts'
import { call } from '../../platform/api.ts'
import { now } from '../../platform/clock.ts'
import { Failure } from '../../platform/failure.ts'
import { goInstead } from '../../platform/navigation.ts'
import { PledgeCard } from './pledge-card.tsx'
import type { RegisterDraft } from './register-draft.ts'

interface RegisterFormProps {
  readonly me: Me
  readonly subdistrictId: SubdistrictId
  readonly who: Who
  readonly draft: RegisterDraft
  readonly change: (part: Partial<RegisterDraft>) => void
  readonly forget: () => Promise<void>
}

/** Where, what, when; then the pledge is read and signed, and both are told at once. */
export function RegisterForm(props: RegisterFormProps) {
  const { me, subdistrictId, who, draft, change, forget } = props
  const gate = useGate()
  const { busy, attempt } = useAttempt()
  const [asked, setAsked] = useState(false)
  const today = shanghaiDay(new Date(now()))
  const { lateDays, aheadDays, longestDays } = renovationRulesOn(today)
  const forMe = who.who?.isMe ?? true
  const address = draft.address ?? (forMe ? addressOfHome(me) : null)
  const { scope, startsOn, endsOn, signedName, contractor } = draft
  const problem = problemOf({ ...draft, address })
  const send = async () => {
    setAsked(true)
    const personId = who.who?.personId ?? me.personId
    if (problem !== undefined || address === null || scope === null) return
    if (startsOn === null || endsOn === null) return
    if (!(await gate.pass('privacy_guide'))) return
    const body = {
      personId,
      placeId: address.placeId,
      doorNo: address.doorNo.trim(),
      scope,
      startsOn,
      endsOn,
      contractor: contractor.trim(),
      pledgeVersion: currentPledge.version,
      signedName: signedName.trim(),
    }
    const answer = await attempt(JSON.stringify(body), (idempotencyKey) =>
      call(registerRenovation, { params: { subdistrictId }, body }, { idempotencyKey }),
    )
    if (answer instanceof Failure) return say(answer.words, 'problem')
    await forget()
    say('登记好了，物业和居委会都收到了')
    await goInstead(renovationPage, renovationParams(answer.renovation))
  }
  return (
    <Stack>
      <WhoChoice people={who.people} who={who.who} choose={who.choose} />
      <VisitAddress
        what="装修的地址"
        address={address}
        gate={gate}
        error={undefined}
        onChange={(chosen) => change({ address: chosen })}
      />
      <Choice
        label="装修哪里"
        options={renovationScopes.map((value) => ({ value, words: scopeWords[value] }))}
        value={scope}
        onChange={(chosen) => change({ scope: chosen })}
      />
      <DayPick
        label="哪天开工"
        day={startsOn}
        today={today}
        first={addDays(today, -lateDays)}
        last={addDays(today, aheadDays)}
        onChange={(day) => change({ startsOn: day })}
      />
      <DayPick
        label="哪天完工"
        day={endsOn}
        today={today}
        first={startsOn === null || startsOn < today ? today : startsOn}
        last={addDays(startsOn ?? today, longestDays)}
        onChange={(day) => change({ endsOn: day })}
      />
      <Field
        label="谁来施工"
        optional
        placeholder="例如：自己找的师傅"
        value={contractor}
        onChange={(words) => change({ contractor: words })}
        maxLength={60}
      />
      <Heading level={2}>读一遍，再签名</Heading>
      <PledgeCard />
      <Field
        label="签名（写下姓名，表示同意）"
        hint={forMe ? undefined : '请本人同意后，写本人的姓名'}
        value={signedName}
        onChange={(words) => change({ signedName: words })}
        maxLength={30}
      />
      {asked && problem !== undefined ? <Words kind="danger">{problem}</Words> : null}
      <Words kind="quiet">提交后，物业和居委会同时收到，不用跑两趟。写了一半离开，写的还在。</Words>
      <Button words="签名并登记" busy={busy} onPress={send} />
      {gate.sheet}
    </Stack>
  )
}

const problemOf = (draft: RegisterDraft): string | undefined => {
  const { address, scope, startsOn, endsOn, signedName } = draft
  if (address === null) return '请选装修的地址'
  if (address.doorNo.trim() === '') return '请写几号几室'
  if (scope === null) return '请选装修哪里'
  if (startsOn === null || endsOn === null) return '请选开工和完工的日子'
  if (endsOn < startsOn) return '完工不能早于开工，请再看看日子'
  if (signedName.trim() === '') return '请在承诺书下面写下姓名'
  return undefined
}
