import { useState } from 'react'
import type { SubdistrictId } from '#shared/ids.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { LiveRegion } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { ChosenRow } from './chosen-row.tsx'
import type { FoundPerson, PeopleSearch } from './use-people-search.ts'
import { usePeopleSearch } from './use-people-search.ts'

interface PersonPickProps {
  readonly subdistrictId: SubdistrictId
  readonly chosen: FoundPerson | null
  readonly onPick: (person: FoundPerson | null) => void
}

/** The server lists no more. */
const mostFound = 20
const nobody = '没有找到。请对方先在小程序里绑定手机号。'

/** Two people may have one name: the number tells them apart. */
const phoneWords = ({ phoneMasked }: FoundPerson): string =>
  phoneMasked === null ? '还没有绑定手机号' : `手机号 ${phoneMasked}`

/** Who: by part of the name, or by the full phone number of somebody from anywhere. */
export function PersonPick({ subdistrictId, chosen, onPick }: PersonPickProps) {
  const [typed, setTyped] = useState('')
  const { search, retry } = usePeopleSearch(subdistrictId, typed)
  if (chosen !== null) {
    return (
      <ChosenRow
        label="谁"
        title={chosen.name}
        note={phoneWords(chosen)}
        onChange={() => onPick(null)}
      />
    )
  }
  return (
    <Stack gap="s">
      <Field
        kind="search"
        label="谁"
        hint="写姓名里的两个字，或者完整的手机号"
        placeholder="姓名或手机号"
        value={typed}
        onChange={setTyped}
        maxLength={30}
      />
      <LiveRegion words={spokenResult(search)} />
      <Found
        search={search}
        retry={retry}
        onPick={(person) => {
          onPick(person)
          setTyped('')
        }}
      />
    </Stack>
  )
}

const spokenResult = (search: PeopleSearch): string => {
  if (search.status === 'failed') return search.words
  if (search.status !== 'found') return ''
  return search.people.length === 0 ? nobody : `找到${search.people.length}个人`
}

interface FoundProps {
  readonly search: PeopleSearch
  readonly retry: () => void
  readonly onPick: (person: FoundPerson) => void
}

function Found({ search, retry, onPick }: FoundProps) {
  if (search.status === 'idle') return null
  if (search.status === 'half_a_number') return <Words kind="quiet">手机号写完整了才能找。</Words>
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
        {search.people.map((person) => (
          <ListRow
            key={person.personId}
            icon="person"
            title={person.name}
            note={phoneWords(person)}
            label={`${person.name}，${phoneWords(person)}`}
            onPress={() => onPick(person)}
          />
        ))}
      </Card>
      {search.people.length < mostFound ? null : (
        <Words kind="quiet">{`只列出 ${mostFound} 个人，多写一个字再找，或者写完整的手机号。`}</Words>
      )}
    </Stack>
  )
}
