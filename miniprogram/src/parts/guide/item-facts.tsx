import { phoneInGroups } from '#shared/accounts/phone.words.ts'
import {
  areaWords,
  copiesWords,
  deliveryWords,
  feeWords,
  formWords,
  limitWords,
  placeWords,
  visitsWords,
} from '#shared/guide/guide.words.ts'
import type { ItemFields, Material } from '#shared/guide/item-fields.ts'
import { Card, ListRow } from '../../components/card.tsx'
import { Tag } from '../../components/tag.tsx'
import { dial } from '../../platform/phone.ts'

/** What one wants to know first: how often to go, how long, how much, how and where. */
export function ItemKeyFacts({ item }: { item: ItemFields }) {
  const rows = [
    { title: '要跑几次', note: visitsWords(item.visits) },
    { title: '多久办好', note: limitWords(item) },
    { title: '多少钱', note: feeWords(item) },
    { title: '怎么办', note: item.handleForms.map((form) => formWords[form]).join('、') },
    { title: '到哪里', note: item.handledAt.map((place) => placeWords[place]).join('、') },
    { title: '什么时候', note: item.hours },
    { title: '哪里能办', note: areaWords[item.handleArea] },
  ]
  return (
    <Card kind="rows" title="先看这几样">
      {rows
        .filter(({ note }) => note !== '')
        .map(({ title, note }) => (
          <ListRow key={title} title={title} note={note} />
        ))}
    </Card>
  )
}

export const materialNote = ({ note, when, ...material }: Material): string =>
  [when.words, copiesWords(material), note].filter((part) => part !== '').join('。')

/** What to bring, as a list to tick off. */
export function ItemMaterials({ materials }: { materials: readonly Material[] }) {
  if (materials.length === 0)
    return (
      <Card kind="rows" title="要带什么">
        <ListRow title="什么都不用带" />
      </Card>
    )
  return (
    <Card kind="rows" title="要带什么">
      {materials.map((material) => (
        <ListRow
          key={`${material.key} ${material.when.words}`}
          title={material.name}
          note={materialNote(material)}
          end={material.required ? undefined : <Tag words="有就带" />}
        />
      ))}
    </Card>
  )
}

/** Step by step, in order. */
export function ItemSteps({ item: { steps } }: { item: ItemFields }) {
  return (
    <Card kind="rows" title="怎么一步一步办">
      {steps.map(({ name, words }, at) => (
        <ListRow key={name} title={`${at + 1}. ${name}`} note={words} />
      ))}
    </Card>
  )
}

/** The rest: who may, what comes of it, whom to ask, on what it rests. */
export function ItemMore({ item }: { item: ItemFields }) {
  const { basis, consultPhone, supervisePhone } = item
  const result = [
    item.resultName,
    item.delivery.map((delivery) => deliveryWords[delivery]).join('、'),
  ].filter((part) => part !== '')
  const rows = [
    { title: '谁能办', note: item.condition },
    { title: '办好以后', note: result.join('，') },
    { title: '自助机上能办', note: item.terminal ?? '' },
    { title: '哪个部门', note: item.dept },
    { title: '根据', note: basis.map(({ title, article }) => `${title}${article}`).join('；') },
    { title: '编码', note: item.code },
  ]
  return (
    <Card kind="rows" title="还想知道">
      {rows
        .filter(({ note }) => note !== '')
        .map(({ title, note }) => (
          <ListRow key={title} title={title} note={note} />
        ))}
      <ListRow
        icon="phone"
        title="问一问"
        note={phoneInGroups(consultPhone.replace(/\D/g, ''))}
        label={`打电话问：${consultPhone}`}
        onPress={() => dial(consultPhone.replace(/\D/g, ''))}
      />
      {supervisePhone === '' ? null : (
        <ListRow
          icon="phone"
          title="办得不好找谁说"
          note={supervisePhone}
          label={`打监督电话：${supervisePhone}`}
          onPress={() => dial(supervisePhone)}
        />
      )}
    </Card>
  )
}
