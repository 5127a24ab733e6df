import { useState } from 'react'
import type { Role } from '#shared/accounts/roles.ts'
import { caseStaffRoles } from '#shared/accounts/roles.ts'
import { roleWords } from '#shared/accounts/roles.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import type { PlaceAnswer } from '#shared/places/places.contract.ts'
import { Card, ListRow } from '../../components/card.tsx'
import { Choice, Switch } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { useGate } from '../../parts/gate/use-gate.tsx'
import { PlacePicker } from '../../parts/places/place-picker.tsx'
import { ChosenRow } from './chosen-row.tsx'
import { PersonPick } from './person-pick.tsx'
import { StepSheet } from './step-sheet.tsx'
import type { Unit } from './unit-sheet.tsx'
import type { FoundPerson } from './use-people-search.ts'
import type { NewPost } from './use-posts.ts'

interface GivePostSheetProps {
  readonly subdistrictId: SubdistrictId
  readonly units: readonly Unit[]
  readonly busy: boolean
  readonly problem: string | null
  readonly onGive: (post: NewPost) => void
  readonly onClose: () => void
}

const mostShown = 8
type Named = PlaceAnswer['neighbourhoods'][number]

interface PlaceLevel {
  readonly name: string
  readonly of: (place: PlaceAnswer) => Named | null
}

/** Roles that answer for a part of the subdistrict. */
const placeLevels: Partial<Record<Role, PlaceLevel>> = {
  neighbourhood_officer: {
    name: '居委',
    of: ({ neighbourhoods }) => (neighbourhoods.length === 1 ? (neighbourhoods[0] ?? null) : null),
  },
  grid_head: { name: '网格', of: ({ grid }) => grid },
}
const roles: readonly Role[] = [...caseStaffRoles, 'administrator']
const roleOptions = roles.map((value) => ({ value, words: roleWords[value] }))

/** Who, as what, in which unit: from now on. */
export function GivePostSheet(props: GivePostSheetProps) {
  const { subdistrictId, units, busy, problem, onGive, onClose } = props
  const [person, setPerson] = useState<FoundPerson | null>(null)
  const [unit, setUnit] = useState<Unit | null>(null)
  const [role, setRole] = useState<Role | null>(null)
  const [isHead, setHead] = useState(false)
  const [place, setPlace] = useState<PlaceAnswer | null>(null)
  const [choosing, setChoosing] = useState(false)
  const gate = useGate()
  const level = role === null ? undefined : placeLevels[role]
  const wanted = level === undefined || place === null ? null : level.of(place)
  const missing =
    person === null
      ? '选一下是谁'
      : role === null
        ? '选一下岗位'
        : unit === null && role !== 'administrator'
          ? '选一下单位'
          : level !== undefined && wanted === null
            ? `选一下负责的${level.name}`
            : undefined
  return (
    <>
      <StepSheet
        title="安排人上岗"
        words="马上上岗"
        busy={busy}
        problem={problem}
        missing={missing}
        onSend={() => {
          if (person === null || role === null) return
          onGive({
            personId: person.personId,
            role,
            isHead,
            unitId: unit?.unitId ?? null,
            placeId: wanted?.placeId ?? null,
          })
        }}
        onClose={onClose}
      >
        <PersonPick subdistrictId={subdistrictId} chosen={person} onPick={setPerson} />
        <Choice look="chips" label="岗位" options={roleOptions} value={role} onChange={setRole} />
        <UnitPick units={units} chosen={unit} onPick={setUnit} />
        {level === undefined ? null : (
          <Stack gap="s">
            <Words kind="strong">{`负责的${level.name}`}</Words>
            <Card kind="rows">
              <ListRow
                icon="pin"
                title={wanted?.name ?? `选${level.name}`}
                note={
                  place === null ? '写名称，或者写那里的小区' : nameAt(place, level.name, wanted)
                }
                onPress={() => setChoosing(true)}
              />
            </Card>
          </Stack>
        )}
        <Card kind="rows">
          <Switch words="负责人" note="超时的案件会提醒他" on={isHead} onChange={setHead} />
        </Card>
      </StepSheet>
      <PlacePicker
        open={choosing}
        title={`负责的${level?.name ?? '地方'}`}
        gate={gate}
        onClose={() => setChoosing(false)}
        onPick={(found) => {
          setPlace(found)
          setChoosing(false)
        }}
      />
      {gate.sheet}
    </>
  )
}

/** What was picked, and that it says nothing about the level wanted, when so. */
const nameAt = (place: PlaceAnswer, level: string, found: Named | null): string =>
  found === null ? `${place.label}说不清是哪个${level}，请换一个` : `按${place.label}找到`

interface UnitPickProps {
  readonly units: readonly Unit[]
  readonly chosen: Unit | null
  readonly onPick: (unit: Unit | null) => void
}

function UnitPick({ units, chosen, onPick }: UnitPickProps) {
  const [typed, setTyped] = useState('')
  if (chosen !== null) {
    return <ChosenRow label="单位" title={chosen.name} onChange={() => onPick(null)} />
  }
  const text = typed.trim()
  const found = text === '' ? [] : units.filter(({ name }) => name.includes(text))
  return (
    <Stack gap="s">
      <Field
        kind="search"
        label="单位"
        placeholder="写几个字来找"
        value={typed}
        onChange={setTyped}
        maxLength={30}
      />
      {text !== '' && found.length === 0 ? (
        <Words kind="quiet">没有找到，换几个字试试。</Words>
      ) : null}
      {found.length === 0 ? null : (
        <Card kind="rows">
          {found.slice(0, mostShown).map((unit) => (
            <ListRow
              key={unit.unitId}
              title={unit.name}
              onPress={() => {
                onPick(unit)
                setTyped('')
              }}
            />
          ))}
        </Card>
      )}
    </Stack>
  )
}
