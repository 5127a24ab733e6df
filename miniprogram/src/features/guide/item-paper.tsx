import { View } from '@tarojs/components'
import type { ItemView } from '#shared/guide/guide.contract.ts'
import {
  demonstrationWords,
  feeWords,
  limitWords,
  placeWords,
  visitsWords,
} from '#shared/guide/guide.words.ts'
import type { Material } from '#shared/guide/item-fields.ts'
import { spoken } from '../../components/aria.ts'
import { materialNote } from '../../parts/guide/item-facts.tsx'
import s from './item-paper.module.scss'

interface ItemPaperProps {
  readonly item: ItemView
  readonly materials: readonly Material[]
}

/** What the printer gets of the page: one sheet of A4 to take along, with boxes to tick; browser only. */
export function ItemPaper({ item, materials }: ItemPaperProps) {
  if (process.env.TARO_ENV !== 'h5') return null
  const facts = [
    ['跑几次', visitsWords(item.visits)],
    ['多久', limitWords(item)],
    ['费用', feeWords(item)],
    ['地点', item.handledAt.map((place) => placeWords[place]).join('、')],
    ['时间', item.hours],
    ['电话', item.consultPhone],
  ]
  return (
    <View {...spoken({ hidden: true })} className={s.sheet}>
      <View className={s.title}>{item.name}</View>
      <View className={s.lead}>{item.summary}</View>
      <View className={s.facts}>
        {facts.map(([name, words]) => (
          <View key={name} className={s.fact}>{`${name}：${words}`}</View>
        ))}
      </View>
      <View className={s.head}>要带的东西（带好打勾）</View>
      {materials.map((material) => (
        <View key={`${material.key} ${material.when.words}`} className={s.row}>
          <View className={s.box} />
          <View className={s.name}>{material.name}</View>
          <View className={s.note}>{materialNote(material)}</View>
        </View>
      ))}
      <View className={s.head}>怎么办</View>
      {item.steps.map(({ name, words }, at) => (
        <View key={name} className={s.step}>{`${at + 1}. ${name}：${words}`}</View>
      ))}
      <View className={s.foot}>
        {`${item.provenance === 'official' ? '' : demonstrationWords}　编码 ${item.code}，第 ${item.version} 版，${item.since} 起`}
      </View>
    </View>
  )
}
