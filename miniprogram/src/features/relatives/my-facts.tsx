import { useState } from 'react'
import { ageOn, dayFromDigits } from '#shared/relatives/age.ts'
import type { Residence } from '#shared/relatives/relations.ts'
import { residences } from '#shared/relatives/relations.ts'
import type { Profile } from '#shared/relatives/relatives.contract.ts'
import { changeMyProfile, readMyProfile } from '#shared/relatives/relatives.contract.ts'
import { dayInWords, residenceWords } from '#shared/relatives/relatives.words.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Tag } from '../../components/tag.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import type { Gate } from '../../parts/gate/use-gate.tsx'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { BirthdayField } from '../../parts/relatives/birthday-field.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

interface MyFactsProps {
  readonly personId: string
  readonly gate: Gate
}

/** My own birthday and residence: what decides which services I may book. */
export function MyFacts({ personId, gate }: MyFactsProps) {
  const { state, reload, put } = useLoaded(() => call(readMyProfile, {}), personId)
  const [changing, setChanging] = useState(false)
  const now = useNow()
  const open = async () => {
    if (await gate.pass('privacy_guide')) setChanging(true)
  }
  return (
    <AsyncView state={state} retry={reload} skeleton="page">
      {(profile) => {
        const { bornOn, residence, verified } = profile
        const age = bornOn === null ? '' : `${ageOn(bornOn, shanghaiDay(now))}岁`
        return (
          <>
            <Card kind="rows">
              <ListRow
                title={bornOn === null ? '我的出生日期' : `${dayInWords(bornOn)}，${age}`}
                note={
                  bornOn === null
                    ? '有些服务看年龄，填了才知道能不能约'
                    : residence === null
                      ? undefined
                      : residenceWords[residence]
                }
                end={
                  verified ? (
                    <Tag words="窗口已核对" tone="green" />
                  ) : bornOn === null ? undefined : (
                    <Tag words="待核对" tone="yellow" />
                  )
                }
                {...(verified ? {} : { onPress: open })}
              />
            </Card>
            {changing ? (
              <FactsSheet profile={profile} onClose={() => setChanging(false)} onDone={put} />
            ) : null}
          </>
        )
      }}
    </AsyncView>
  )
}

interface FactsSheetProps {
  readonly profile: Profile
  readonly onClose: () => void
  readonly onDone: (profile: Profile) => void
}

function FactsSheet({ profile, onClose, onDone }: FactsSheetProps) {
  const [birthday, setBirthday] = useState(profile.bornOn?.split('-').join('') ?? '')
  const [residence, setResidence] = useState<Residence | null>(profile.residence)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const bornOn = dayFromDigits(birthday)

  const save = async () => {
    setTried(true)
    if (bornOn === undefined) return
    setBusy(true)
    setProblem(null)
    try {
      const body = { bornOn, ...(residence === null ? {} : { residence }) }
      onDone(await call(changeMyProfile, { body }))
      say('记下了')
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
      title="我的出生日期"
      onClose={onClose}
      footer={<Button words="保存" busy={busy} onPress={save} />}
    >
      <Stack>
        <BirthdayField typed={birthday} onChange={setBirthday} tried={tried} />
        <Choice
          label="我住在哪里"
          options={residences.map((value) => ({ value, words: residenceWords[value] }))}
          value={residence}
          onChange={setResidence}
        />
        <Words kind="quiet">第一次到服务点时，工作人员会看一下证件，核对以后就不用再填。</Words>
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}
