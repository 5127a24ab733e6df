import { useState } from 'react'
import type { SubdistrictId } from '#shared/ids.ts'
import type { FoundPerson } from '#shared/relatives/counter.contract.ts'
import { foundPersonNote } from '#shared/relatives/relatives.words.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { LiveRegion } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { RegisterPerson } from './register-person.tsx'
import type { PersonSearch } from './use-person-search.ts'
import { usePersonSearch } from './use-person-search.ts'

interface PersonFinderProps {
  readonly subdistrictId: SubdistrictId
  readonly chosen: FoundPerson | null
  readonly onPick: (person: FoundPerson | null) => void
}

/** The server lists no more. */
const mostFound = 10
const nobody = '没有找到。住在别的街道的，请写全名加完整的手机号；还没登记过的，可以在下面登记。'

/** For staff: who stands at the counter or is on the phone; who is not on file is registered here. */
export function PersonFinder({ subdistrictId, chosen, onPick }: PersonFinderProps) {
  const [typed, setTyped] = useState('')
  const [registering, setRegistering] = useState(false)
  const { search, retry } = usePersonSearch(subdistrictId, typed)
  const pick = (person: FoundPerson) => {
    onPick(person)
    setTyped('')
    setRegistering(false)
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
          label={`服务对象，${chosen.name}，${note}，换一个`}
          onPress={() => onPick(null)}
        />
      </Card>
    )
  }
  return (
    <Stack>
      <Field
        kind="search"
        label="服务对象"
        hint="姓名、完整的手机号，或者姓加后四位，例如：沈 1234"
        placeholder="姓名或手机号"
        value={typed}
        onChange={setTyped}
        maxLength={40}
      />
      <LiveRegion words={spokenResult(search)} />
      <Found search={search} retry={retry} onPick={pick} />
      <Button
        words="登记新的服务对象"
        kind="secondary"
        icon="plus"
        onPress={() => setRegistering(true)}
      />
      {registering ? (
        <RegisterPerson
          subdistrictId={subdistrictId}
          onClose={() => setRegistering(false)}
          onDone={pick}
        />
      ) : null}
    </Stack>
  )
}

const spokenResult = (search: PersonSearch): string => {
  if (search.status === 'failed') return search.words
  if (search.status !== 'found') return ''
  return search.people.length === 0 ? nobody : `找到${search.people.length}个人`
}

interface FoundProps {
  readonly search: PersonSearch
  readonly retry: () => void
  readonly onPick: (person: FoundPerson) => void
}

function Found({ search, retry, onPick }: FoundProps) {
  if (search.status === 'idle') return null
  if (search.status === 'searching') return <Words kind="quiet">正在找…</Words>
  if (search.status === 'failed') {
    return (
      <Stack gap="s">
        <Words kind="danger">{search.words}</Words>
        <Button words="再找一次" kind="secondary" icon="refresh" onPress={retry} />
      </Stack>
    )
  }
  if (search.people.length === 0) return <Words>{nobody}</Words>
  return (
    <Stack gap="s">
      <Card kind="rows">
        {search.people.map((person) => {
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
      {search.people.length < mostFound ? null : (
        <Words kind="quiet">{`只列出 ${mostFound} 个人，把姓名写全，或者加上后四位。`}</Words>
      )}
    </Stack>
  )
}
