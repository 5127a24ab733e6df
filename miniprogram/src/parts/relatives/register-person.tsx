import { useRef, useState } from 'react'
import type { SubdistrictId } from '#shared/ids.ts'
import type { PlaceAnswer } from '#shared/places/places.contract.ts'
import { dayFromDigits } from '#shared/relatives/age.ts'
import type { FoundPerson } from '#shared/relatives/counter.contract.ts'
import { registerPersonAtCounter } from '#shared/relatives/counter.contract.ts'
import { readIdNumber } from '#shared/relatives/id-number.ts'
import type { Residence } from '#shared/relatives/relations.ts'
import { residences } from '#shared/relatives/relations.ts'
import { personOnFileWords, residenceWords } from '#shared/relatives/relatives.words.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { newKey } from '../../platform/random-key.ts'
import { useGate } from '../gate/use-gate.tsx'
import { PlacePicker } from '../places/place-picker.tsx'
import { BirthdayField } from './birthday-field.tsx'

interface RegisterPersonProps {
  readonly subdistrictId: SubdistrictId
  readonly onClose: () => void
  readonly onDone: (person: FoundPerson) => void
}

/** The other one's phone or ID number is on file: says whose, masked, so that the clerk can ask. */
const problemOf = (thrown: unknown): string => {
  const { code, words, detail } = asFailure(thrown)
  if (code !== 'person_on_file') return words
  return personOnFileWords(
    detail.by === 'id_number' ? 'id_number' : 'phone',
    typeof detail.name === 'string' ? detail.name : '',
  )
}

/** For staff: somebody new at the counter. An ID card that was seen also verifies the birthday. */
export function RegisterPerson({ subdistrictId, onClose, onDone }: RegisterPersonProps) {
  const gate = useGate()
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [idTyped, setIdTyped] = useState('')
  const [birthday, setBirthday] = useState('')
  const [home, setHome] = useState<PlaceAnswer | null>(null)
  const [residence, setResidence] = useState<Residence | null>(null)
  const [choosing, setChoosing] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  // One key for what is written now: a second press sends the same, a change is another person.
  const attempt = useRef<{ readonly said: string; readonly key: string } | null>(null)

  const idNumber = readIdNumber(idTyped)
  const idWrong = idTyped.trim() !== '' && idNumber === undefined
  const bornOn = idNumber?.bornOn ?? dayFromDigits(birthday)
  const place = home?.estate ?? home?.neighbourhoods[0]
  const here = home === null || home.subdistrictId === subdistrictId

  const send = async () => {
    setTried(true)
    if (name.trim() === '' || bornOn === undefined || idWrong || !here) return
    const doorNo = home?.doorNo ? { doorNo: home.doorNo } : {}
    const body = {
      name: name.trim(),
      phone: phone.trim() === '' ? null : phone.trim(),
      bornOn,
      idNumber: idNumber?.whole ?? null,
      home: place === undefined ? null : { placeId: place.placeId, ...doorNo },
      residence,
    }
    const said = JSON.stringify(body)
    setBusy(true)
    setProblem(null)
    try {
      if (attempt.current?.said !== said) attempt.current = { said, key: await newKey() }
      const idempotencyKey = attempt.current.key
      onDone(
        await call(
          registerPersonAtCounter,
          { params: { subdistrictId }, body },
          { idempotencyKey },
        ),
      )
    } catch (thrown) {
      setProblem(problemOf(thrown))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Sheet
        open
        title="登记新的服务对象"
        onClose={onClose}
        footer={<Button words="登记" busy={busy} onPress={send} />}
      >
        <Stack>
          <Field
            label="姓名"
            value={name}
            onChange={setName}
            maxLength={30}
            error={tried && name.trim() === '' ? '请写姓名' : undefined}
          />
          <Field
            kind="tel"
            label="手机号"
            hint="没有手机就空着"
            optional
            value={phone}
            onChange={setPhone}
            maxLength={20}
          />
          <Field
            label="身份证号"
            hint="看过证件再填；填了就算核对过"
            optional
            value={idTyped}
            onChange={setIdTyped}
            maxLength={24}
            error={tried && idWrong ? '身份证号不对，请核对' : undefined}
          />
          {idNumber === undefined ? (
            <BirthdayField typed={birthday} onChange={setBirthday} tried={tried} />
          ) : null}
          <Stack gap="s">
            <Card kind="rows">
              <ListRow
                icon="pin"
                title={home === null ? '住在哪个小区（可以不填）' : home.label}
                onPress={() => setChoosing(true)}
              />
            </Card>
            {here ? null : <Words kind="danger">这个小区不在本街道，请重新选，或者先空着</Words>}
          </Stack>
          <Choice
            label="户口和居住"
            options={residences.map((value) => ({ value, words: residenceWords[value] }))}
            value={residence}
            onChange={setResidence}
          />
          {problem === null ? null : <Words kind="danger">{problem}</Words>}
        </Stack>
      </Sheet>
      <PlacePicker
        open={choosing}
        title="住在哪个小区"
        gate={gate}
        onClose={() => setChoosing(false)}
        onPick={(picked) => {
          setHome(picked)
          setChoosing(false)
        }}
      />
      {gate.sheet}
    </>
  )
}
