import { useRef, useState } from 'react'
import { dayWords } from '#shared/bookings/when.words.ts'
import type { MenuOfDay, MenuSet } from '#shared/canteen/canteen.contract.ts'
import { dishesOf, softWords } from '#shared/canteen/canteen.words.ts'
import { addDays } from '#shared/time/shanghai.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Switch } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'

interface MenuDaySheetProps {
  readonly menu: MenuOfDay
  readonly busy: boolean
  readonly onClose: () => void
  readonly onSave: (sets: readonly MenuSet[]) => void
}

/** A set as it is being typed; its name stays once somebody ordered it. */
interface Draft {
  readonly key: number
  readonly name: string
  readonly dishes: string
  readonly isSoft: boolean
  readonly ordered: number
}

const mostSets = 8
const mostDishes = 12

const problemOf = (drafts: readonly Draft[]): string | undefined => {
  if (drafts.length === 0) return '至少要有一个套餐'
  const names = drafts.map(({ name }) => name.trim())
  if (names.includes('')) return '每个套餐都要有名字'
  if (new Set(names).size < names.length) return '两个套餐不能同名'
  const without = drafts.find(({ dishes }) => dishesOf(dishes).length === 0)
  if (without) return `“${without.name}”还没有写菜`
  const many = drafts.find(({ dishes }) => dishesOf(dishes).length > mostDishes)
  return many ? `“${many.name}”最多写 ${mostDishes} 个菜` : undefined
}

/** The sets of one day. */
export function MenuDaySheet({ menu, busy, onClose, onSave }: MenuDaySheetProps) {
  const next = useRef(menu.sets.length)
  const [asked, setAsked] = useState(false)
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    menu.sets.map(({ name, dishes, isSoft, ordered }, key) => ({
      ...{ key, name, isSoft, ordered },
      dishes: dishes.join('、'),
    })),
  )
  const problem = problemOf(drafts)
  const change = (key: number, to: Partial<Draft>) =>
    setDrafts((before) => before.map((one) => (one.key === key ? { ...one, ...to } : one)))
  const add = () => {
    const key = next.current++
    setDrafts((before) => [...before, { key, name: '', dishes: '', isSoft: false, ordered: 0 }])
  }
  const save = () => {
    setAsked(true)
    if (problem !== undefined) return
    onSave(
      drafts.map(({ name, dishes, isSoft }) => ({
        name: name.trim(),
        dishes: dishesOf(dishes),
        isSoft,
      })),
    )
  }
  return (
    <Sheet
      open
      title={`${dayWords(menu.day, addDays(menu.day, -3))}的菜单`}
      onClose={onClose}
      footer={<Button words="保存" busy={busy} onPress={save} />}
    >
      <Stack>
        {drafts.map((draft, at) => (
          <OneSet
            key={draft.key}
            draft={draft}
            place={at + 1}
            onChange={(to) => change(draft.key, to)}
            onRemove={() => setDrafts((before) => before.filter(({ key }) => key !== draft.key))}
          />
        ))}
        {drafts.length < mostSets ? (
          <Button words="加一个套餐" kind="secondary" icon="plus" onPress={add} />
        ) : null}
        {asked && problem !== undefined ? <Words kind="danger">{problem}</Words> : null}
      </Stack>
    </Sheet>
  )
}

interface OneSetProps {
  readonly draft: Draft
  readonly place: number
  readonly onChange: (to: Partial<Draft>) => void
  readonly onRemove: () => void
}

function OneSet({ draft, place, onChange, onRemove }: OneSetProps) {
  const { name, dishes, isSoft, ordered } = draft
  return (
    <Card>
      <Stack gap="s">
        <Field
          label={`套餐 ${place} 的名字`}
          value={name}
          disabled={ordered > 0}
          onChange={(to) => onChange({ name: to })}
          placeholder="例如：大荤套餐"
          maxLength={20}
        />
        <Field
          label={`套餐 ${place} 的菜`}
          value={dishes}
          onChange={(to) => onChange({ dishes: to })}
          placeholder="例如：红烧肉、青菜、番茄汤"
          maxLength={200}
        />
        <Switch
          words={softWords}
          note="牙不好、吞咽慢的人看这个"
          on={isSoft}
          onChange={(to) => onChange({ isSoft: to })}
        />
        {ordered > 0 ? (
          <Words kind="quiet">{`已经订了 ${ordered} 份：名字不能改，也不能去掉；菜可以换。`}</Words>
        ) : (
          <Button
            words="去掉这个套餐"
            kind="quiet"
            fit
            label={`去掉套餐 ${place}`}
            onPress={onRemove}
          />
        )}
      </Stack>
    </Card>
  )
}
