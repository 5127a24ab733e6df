import { useState } from 'react'
import { roles } from '#shared/accounts/roles.ts'
import { roleWords } from '#shared/accounts/roles.words.ts'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import type { listUnits } from '#shared/places/places.contract.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import type { Loaded } from '../../parts/loading/use-loaded.ts'

export type Unit = ResponseOf<typeof listUnits>['units'][number]

interface UnitSheetProps {
  readonly open: boolean
  readonly units: Loaded<Unit[]>
  readonly unitId: string
  readonly handlerPostId: string
  /** An empty post: the unit decides who. */
  readonly onPick: (unitId: string, handlerPostId: string) => void
  readonly onClose: () => void
}

const mostShown = 30

/** A role in words. */
export const roleName = (code: string): string => {
  const role = roles.find((one) => one === code)
  return role === undefined ? code : roleWords[role]
}

/** Kinds that handle cases, in the order one looks for them; the desk itself is none. */
const handlingKinds = ['handling_unit', 'grid_station', 'neighbourhood_committee']

const targetsOf = (units: readonly Unit[]): Unit[] =>
  handlingKinds.flatMap((kind) =>
    units
      .filter((unit) => unit.kind === kind)
      .sort((one, other) => one.name.localeCompare(other.name, 'zh')),
  )

const matches = (unit: Unit, typed: string): boolean =>
  typed === '' || unit.name.includes(typed) || unit.staff.some(({ name }) => name.includes(typed))

/** First the unit, then one of its people or nobody in particular. */
export function UnitSheet({ open, units, unitId, handlerPostId, onPick, onClose }: UnitSheetProps) {
  const [typed, setTyped] = useState('')
  const [opened, setOpened] = useState<Unit | null>(null)
  const close = () => {
    setOpened(null)
    onClose()
  }
  const pick = (unit: Unit, postId: string) => {
    setOpened(null)
    onPick(unit.unitId, postId)
  }
  if (opened !== null) {
    return (
      <Sheet open={open} title={opened.name} onClose={() => setOpened(null)}>
        <Card kind="rows">
          <ListRow
            title="派给单位，由单位安排人"
            note={opened.phone}
            onPress={() => pick(opened, '')}
          />
          {opened.staff.map((person) => (
            <ListRow
              key={person.postId}
              icon="person"
              title={person.name}
              note={`${roleName(person.role)}${person.isHead ? '（负责人）' : ''}`}
              end={person.postId === handlerPostId ? '已选' : undefined}
              onPress={() => pick(opened, person.postId)}
            />
          ))}
        </Card>
      </Sheet>
    )
  }
  return (
    <Sheet open={open} title="派给谁" onClose={close}>
      <Stack>
        <Field kind="search" label="单位或姓名" value={typed} onChange={setTyped} maxLength={30} />
        <AsyncView state={units.state} retry={units.reload}>
          {(list) => {
            const found = targetsOf(list).filter((unit) => matches(unit, typed.trim()))
            return (
              <Stack gap="s">
                <Card kind="rows">
                  {found.slice(0, mostShown).map((unit) => (
                    <ListRow
                      key={unit.unitId}
                      title={unit.name}
                      note={
                        unit.staff.length === 0 ? '现在没有人在岗' : `${unit.staff.length} 人在岗`
                      }
                      end={unit.unitId === unitId ? '已选' : undefined}
                      onPress={() => setOpened(unit)}
                    />
                  ))}
                </Card>
                {found.length > mostShown ? (
                  <Words kind="quiet">{`还有 ${found.length - mostShown} 个，写几个字缩小范围。`}</Words>
                ) : null}
                {found.length === 0 ? <Words>没有找到，换几个字试试。</Words> : null}
              </Stack>
            )
          }}
        </AsyncView>
      </Stack>
    </Sheet>
  )
}
