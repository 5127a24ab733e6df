import { useState } from 'react'
import type { Role } from '#shared/accounts/roles.ts'
import { caseStaffRoles } from '#shared/accounts/roles.ts'
import { roleWords } from '#shared/accounts/roles.words.ts'
import type { PersonId, UnitId } from '#shared/ids.ts'
import { Card, ListRow } from '../../components/card.tsx'
import { Choice, Switch } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { StepSheet } from './step-sheet.tsx'
import type { Unit } from './unit-sheet.tsx'
import type { NewPost, PostRecord } from './use-posts.ts'

interface GivePostSheetProps {
  /** Whoever has or had a post here can be put on another. */
  readonly people: readonly PostRecord[]
  readonly units: readonly Unit[]
  readonly busy: boolean
  readonly problem: string | null
  readonly onGive: (post: NewPost) => void
  readonly onClose: () => void
}

const mostShown = 8
const roles: readonly Role[] = [...caseStaffRoles, 'administrator']
const roleOptions = roles.map((value) => ({ value, words: roleWords[value] }))

/** Who, as what, in which unit: from now on. */
export function GivePostSheet(props: GivePostSheetProps) {
  const { people, units, busy, problem, onGive, onClose } = props
  const [person, setPerson] = useState<{ readonly id: PersonId; readonly name: string } | null>(
    null,
  )
  const [unit, setUnit] = useState<{ readonly id: UnitId; readonly name: string } | null>(null)
  const [role, setRole] = useState<Role | null>(null)
  const [isHead, setHead] = useState(false)
  const names = new Map(people.map(({ personId, personName }) => [personId, personName]))
  const missing =
    person === null
      ? '选一下是谁'
      : role === null
        ? '选一下岗位'
        : unit === null && role !== 'administrator'
          ? '选一下单位'
          : undefined
  return (
    <StepSheet
      title="安排人上岗"
      words="马上上岗"
      busy={busy}
      problem={problem}
      missing={missing}
      onSend={() => {
        if (person === null || role === null) return
        onGive({ personId: person.id, role, isHead, unitId: unit?.id ?? null, placeId: null })
      }}
      onClose={onClose}
    >
      <Pick
        label="谁（有过岗位的人）"
        chosen={person?.name ?? null}
        options={[...names].map(([id, name]) => ({ id, name }))}
        onPick={setPerson}
      />
      <Choice look="chips" label="岗位" options={roleOptions} value={role} onChange={setRole} />
      <Pick
        label="单位"
        chosen={unit?.name ?? null}
        options={units.map(({ unitId, name }) => ({ id: unitId, name }))}
        onPick={setUnit}
      />
      <Card kind="rows">
        <Switch words="负责人" note="超时的案件会提醒他" on={isHead} onChange={setHead} />
      </Card>
    </StepSheet>
  )
}

interface PickProps<Id extends string> {
  readonly label: string
  readonly chosen: string | null
  readonly options: readonly { readonly id: Id; readonly name: string }[]
  readonly onPick: (option: { readonly id: Id; readonly name: string } | null) => void
}

function Pick<Id extends string>({ label, chosen, options, onPick }: PickProps<Id>) {
  const [typed, setTyped] = useState('')
  if (chosen !== null) {
    return (
      <Stack gap="s">
        <Words kind="strong">{label}</Words>
        <Card kind="rows">
          <ListRow title={chosen} end="换一个" onPress={() => onPick(null)} />
        </Card>
      </Stack>
    )
  }
  const text = typed.trim()
  const found = text === '' ? [] : options.filter(({ name }) => name.includes(text))
  return (
    <Stack gap="s">
      <Field
        kind="search"
        label={label}
        placeholder="写几个字来找"
        value={typed}
        onChange={setTyped}
        maxLength={30}
      />
      {found.length === 0 ? (
        text === '' ? null : (
          <Words kind="quiet">没有找到，换几个字试试。</Words>
        )
      ) : (
        <Card kind="rows">
          {found.slice(0, mostShown).map((option) => (
            <ListRow
              key={option.id}
              title={option.name}
              onPress={() => {
                onPick(option)
                setTyped('')
              }}
            />
          ))}
        </Card>
      )}
    </Stack>
  )
}
