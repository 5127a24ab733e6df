import { View } from '@tarojs/components'
import type { Need } from '#shared/offers/offer-kinds.ts'
import { needWords } from '#shared/offers/offers.words.ts'
import { spoken } from '../../components/aria.ts'
import { classes } from '../../components/classes.ts'
import { Pressable } from '../../components/pressable.tsx'
import s from './need-tiles.module.scss'

interface NeedTilesProps {
  /** Those of which there is something. */
  readonly needs: readonly Need[]
  readonly chosen: Need | null
  readonly onChoose: (need: Need | null) => void
}

/** Eight words for what one may need; a press shows only that, another one all again. */
export function NeedTiles({ needs, chosen, onChoose }: NeedTilesProps) {
  if (needs.length < 3) return null
  return (
    <View {...spoken({ role: 'group', label: '您需要什么' })} className={s.tiles}>
      {needs.map((need) => (
        <Pressable
          key={need}
          role="checkbox"
          checked={need === chosen}
          onPress={() => onChoose(need === chosen ? null : need)}
          className={classes(s.tile, need === chosen && s.chosen)}
        >
          <View className={s.words}>{needWords[need]}</View>
        </Pressable>
      ))}
    </View>
  )
}
