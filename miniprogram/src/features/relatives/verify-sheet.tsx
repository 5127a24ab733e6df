import { useState } from 'react'
import type { ParamsOf } from '#shared/http/endpoint.ts'
import { dayFromDigits } from '#shared/relatives/age.ts'
import type { ServedPerson } from '#shared/relatives/counter.contract.ts'
import { verifyProfile } from '#shared/relatives/counter.contract.ts'
import { readIdNumber } from '#shared/relatives/id-number.ts'
import type { Residence } from '#shared/relatives/relations.ts'
import { highestAssessedLevel, residences } from '#shared/relatives/relations.ts'
import type { Profile } from '#shared/relatives/relatives.contract.ts'
import { residenceWords } from '#shared/relatives/relatives.words.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { BirthdayField } from '../../parts/relatives/birthday-field.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

interface VerifySheetProps {
  readonly params: ParamsOf<typeof verifyProfile>
  readonly profile: Profile
  readonly onClose: () => void
  readonly onDone: (person: ServedPerson) => void
}

const levels = Array.from({ length: highestAssessedLevel + 1 }, (_, level) => String(level))

/** For staff: writes down what the papers say; from then on only a counter changes it. */
export function VerifySheet({ params, profile, onClose, onDone }: VerifySheetProps) {
  const [birthday, setBirthday] = useState(profile.bornOn?.split('-').join('') ?? '')
  const [idTyped, setIdTyped] = useState('')
  const [residence, setResidence] = useState<Residence | null>(profile.residence)
  const [level, setLevel] = useState<string | null>(
    profile.assessedLevel === null ? null : String(profile.assessedLevel),
  )
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const idNumber = readIdNumber(idTyped)
  const idWrong = idTyped.trim() !== '' && idNumber === undefined
  const bornOn = idNumber?.bornOn ?? dayFromDigits(birthday)

  const save = async () => {
    setTried(true)
    if (bornOn === undefined || idWrong) return
    setBusy(true)
    setProblem(null)
    try {
      const assessedLevel = level === null ? null : Number(level)
      const body = { bornOn, residence, assessedLevel, idNumber: idNumber?.whole ?? null }
      onDone(await call(verifyProfile, { params, body }))
      say('核对好了')
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
      title="核对证件"
      onClose={onClose}
      footer={<Button words="已看过证件，保存" busy={busy} onPress={save} />}
    >
      <Stack>
        <Field
          label="身份证号"
          hint={profile.hasIdNumber ? '已登记过，不改就空着' : '填了会自动带出生日'}
          optional
          value={idTyped}
          onChange={setIdTyped}
          maxLength={24}
          error={tried && idWrong ? '身份证号不对，请核对' : undefined}
        />
        {idNumber === undefined ? (
          <BirthdayField typed={birthday} onChange={setBirthday} tried={tried} />
        ) : null}
        <Choice
          label="户口和居住"
          options={residences.map((value) => ({ value, words: residenceWords[value] }))}
          value={residence}
          onChange={setResidence}
        />
        <Choice
          label="照护需求评估等级（没有评估就不选）"
          look="chips"
          options={levels.map((value) => ({
            value,
            words: value === '0' ? '正常' : `${value} 级`,
          }))}
          value={level}
          onChange={(value) => setLevel(value === level ? null : value)}
        />
        {problem === null ? null : <Words kind="danger">{problem}</Words>}
      </Stack>
    </Sheet>
  )
}
