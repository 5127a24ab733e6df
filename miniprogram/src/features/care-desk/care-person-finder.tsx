import { useState } from 'react'
import { normalisePhone } from '#shared/accounts/phone.ts'
import { findPersonForCare } from '#shared/care/care-desk.contract.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { FoundPerson } from '#shared/relatives/counter.contract.ts'
import { foundPersonNote } from '#shared/relatives/relatives.words.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'

interface CarePersonFinderProps {
  readonly subdistrictId: SubdistrictId
  readonly chosen: FoundPerson | null
  readonly onPick: (person: FoundPerson | null) => void
}

const nobody = '没有找到。请核对姓名和号码；没有登记过的，先到居委会或服务点的窗口登记。'

/** Whom to enrol: his name with a number of his, since a name alone would leaf through everybody. */
export function CarePersonFinder({ subdistrictId, chosen, onPick }: CarePersonFinderProps) {
  const [name, setName] = useState('')
  const [number, setNumber] = useState('')
  const [found, setFound] = useState<readonly FoundPerson[] | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const who = name.trim()
  const digits = number.replace(/\s/g, '')
  const phone = normalisePhone(digits)
  const isTail = /^\d{3}[\dXx]$/.test(digits)
  const search = async () => {
    setTried(true)
    if (who === '' || (phone === undefined && !isTail)) return
    setBusy(true)
    setProblem(null)
    try {
      const params = { subdistrictId }
      const { people } =
        phone === undefined
          ? await call(findPersonForCare, { params, body: { name: who, lastFour: digits } })
          : await call(findPersonForCare, { params, body: { name: who, phone: digits } })
      setFound(people)
    } catch (thrown) {
      setProblem(asFailure(thrown).words)
    } finally {
      setBusy(false)
    }
  }
  if (chosen !== null) {
    const note = foundPersonNote(chosen)
    return (
      <Card kind="rows">
        <ListRow
          icon="person"
          title={chosen.name}
          note={note}
          end="换一个"
          label={`老人，${chosen.name}，${note}，换一个`}
          onPress={() => onPick(null)}
        />
      </Card>
    )
  }
  return (
    <Stack>
      <Field
        label="老人的姓名"
        value={name}
        onChange={setName}
        maxLength={30}
        error={tried && who === '' ? '请写姓名' : undefined}
      />
      <Field
        label="手机号，或者后四位"
        hint="手机号或身份证的后四位都可以"
        value={number}
        onChange={setNumber}
        maxLength={20}
        onEnter={search}
        error={tried && phone === undefined && !isTail ? '请写完整的手机号，或者后四位' : undefined}
      />
      <Button words="找这位老人" kind="secondary" busy={busy} onPress={search} />
      {problem === null ? null : <Words kind="danger">{problem}</Words>}
      {found === null ? null : found.length === 0 ? (
        <Words>{nobody}</Words>
      ) : (
        <Card kind="rows">
          {found.map((person) => {
            const note = foundPersonNote(person)
            return (
              <ListRow
                key={person.personId}
                icon="person"
                title={person.name}
                note={note}
                label={`${person.name}，${note}`}
                onPress={() => onPick(person)}
              />
            )
          })}
        </Card>
      )}
    </Stack>
  )
}
