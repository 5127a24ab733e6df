import type { Relatives } from '#shared/relatives/relatives.contract.ts'
import { basisWords, relationWords, servedWords } from '#shared/relatives/relatives.words.ts'
import { Card, ListRow } from '../../components/card.tsx'
import { Tag } from '../../components/tag.tsx'
import { Words } from '../../components/words.tsx'

export type Served = Relatives['served'][number]
export type Booker = Relatives['bookers'][number]

/** Which one to end, and from which side. */
export interface Ending {
  readonly relationship: Served | Booker
  readonly iAm: 'served' | 'relative'
}

interface RowsProps<R> {
  readonly people: readonly R[]
  readonly onEnd: (relationship: R) => void
}

/** 我替谁预约: a press asks whether to end it. */
export function ServedRows({ people, onEnd }: RowsProps<Served>) {
  if (people.length === 0) return <Words kind="quiet">还没有。可以用下面的办法添加。</Words>
  return (
    <Card kind="rows">
      {people.map((one) => {
        const age = one.age === null ? '' : ` · ${one.age}岁`
        return (
          <ListRow
            key={one.relationshipId}
            icon="person"
            title={one.displayName}
            note={`${servedWords[one.relation]}${age} · ${basisWords[one.basis]}`}
            end={one.basis === 'declared' ? <Tag words="待核对" tone="yellow" /> : undefined}
            label={`${one.displayName}，${servedWords[one.relation]}，点开可以停止代办`}
            onPress={() => onEnd(one)}
          />
        )
      })}
    </Card>
  )
}

/** 谁能替我预约. */
export function BookerRows({ people, onEnd }: RowsProps<Booker>) {
  if (people.length === 0) return <Words kind="quiet">还没有人能替您预约。</Words>
  return (
    <Card kind="rows">
      {people.map((one) => (
        <ListRow
          key={one.relationshipId}
          icon="person"
          title={one.displayName}
          note={`${relationWords[one.relation]} · ${basisWords[one.basis]}`}
          label={`${one.displayName}，${relationWords[one.relation]}，点开可以收回`}
          onPress={() => onEnd(one)}
        />
      ))}
    </Card>
  )
}
