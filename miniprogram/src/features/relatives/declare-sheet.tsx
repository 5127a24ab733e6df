import { useRef, useState } from 'react'
import type { PlaceAnswer } from '#shared/places/places.contract.ts'
import { dayFromDigits } from '#shared/relatives/age.ts'
import type { Relation } from '#shared/relatives/relations.ts'
import { relationshipTextVersion } from '#shared/relatives/relations.ts'
import type { Relatives } from '#shared/relatives/relatives.contract.ts'
import { declareRelative } from '#shared/relatives/relatives.contract.ts'
import { declarationText } from '#shared/relatives/relatives.words.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import type { Gate } from '../../parts/gate/use-gate.tsx'
import { PlacePicker } from '../../parts/places/place-picker.tsx'
import { BirthdayField } from '../../parts/relatives/birthday-field.tsx'
import { RelationChoice } from '../../parts/relatives/relation-choice.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { newKey } from '../../platform/random-key.ts'

interface DeclareSheetProps {
  readonly gate: Gate
  readonly onClose: () => void
  readonly onDone: (relatives: Relatives) => void
}

/** Registers somebody who has no phone, on one's own word. */
export function DeclareSheet({ gate, onClose, onDone }: DeclareSheetProps) {
  const [name, setName] = useState('')
  const [birthday, setBirthday] = useState('')
  const [home, setHome] = useState<PlaceAnswer | null>(null)
  const [relation, setRelation] = useState<Relation | null>(null)
  const [choosing, setChoosing] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  // One key for what is written now: a second press sends the same, a change is another person.
  const attempt = useRef<{ readonly said: string; readonly key: string } | null>(null)

  const bornOn = dayFromDigits(birthday)
  const place = home?.estate ?? home?.neighbourhoods[0]

  const send = async () => {
    setTried(true)
    if (name.trim() === '' || bornOn === undefined || relation === null) return
    if (home === null || place === undefined) return
    const doorNo = home.doorNo === null ? {} : { doorNo: home.doorNo }
    const body = {
      name: name.trim(),
      bornOn,
      home: { subdistrictId: home.subdistrictId, placeId: place.placeId, ...doorNo },
      relation,
      textVersion: relationshipTextVersion,
    }
    const said = JSON.stringify(body)
    setBusy(true)
    setProblem(null)
    try {
      if (attempt.current?.said !== said) attempt.current = { said, key: await newKey() }
      const idempotencyKey = attempt.current.key
      onDone(await call(declareRelative, { body }, { idempotencyKey }))
      say('登记好了，您可以替他预约了')
      onClose()
    } catch (thrown) {
      setProblem(asFailure(thrown).words)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Sheet
        open
        title={declarationText.title}
        onClose={onClose}
        footer={<Button words={declarationText.agree} busy={busy} onPress={send} />}
      >
        <Stack>
          <Field
            label="他的姓名"
            value={name}
            onChange={setName}
            maxLength={30}
            error={tried && name.trim() === '' ? '请写姓名' : undefined}
          />
          <BirthdayField typed={birthday} onChange={setBirthday} tried={tried} />
          <Stack gap="s">
            <Card kind="rows">
              <ListRow
                icon="pin"
                title={home === null ? '他住在哪个小区' : home.label}
                note={home === null ? undefined : '点一下可以换'}
                onPress={() => setChoosing(true)}
              />
            </Card>
            {tried && place === undefined ? <Words kind="danger">请选到小区</Words> : null}
          </Stack>
          <RelationChoice
            value={relation}
            onChange={setRelation}
            error={tried && relation === null ? '请选一下您是他的什么人' : undefined}
          />
          {declarationText.points.map((point) => (
            <Words key={point}>{point}</Words>
          ))}
          {problem === null ? null : <Words kind="danger">{problem}</Words>}
        </Stack>
      </Sheet>
      <PlacePicker
        open={choosing}
        title="他住在哪个小区"
        gate={gate}
        onClose={() => setChoosing(false)}
        onPick={(picked) => {
          setHome(picked)
          setChoosing(false)
        }}
      />
    </>
  )
}
