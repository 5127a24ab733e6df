import { View } from '@tarojs/components'
import { Stack } from '../../components/layout.tsx'
import { Pressable } from '../../components/pressable.tsx'
import { Heading } from '../../components/words.tsx'
import s from './way-tiles.module.scss'

interface WayTilesProps {
  readonly title: string
  readonly ways: readonly { readonly key: string; readonly words: string; readonly items: number }[]
  readonly onChoose: (key: string, words: string) => void
}

/** Short words, each a way to some items. */
export function WayTiles({ title, ways, onChoose }: WayTilesProps) {
  if (ways.length === 0) return null
  return (
    <Stack gap="s">
      <Heading level={2}>{title}</Heading>
      <View className={s.tiles}>
        {ways.map(({ key, words, items }) => (
          <Pressable
            key={key}
            label={`${words}，${items} 项`}
            onPress={() => onChoose(key, words)}
            className={s.tile}
          >
            <View className={s.words}>{words}</View>
          </Pressable>
        ))}
      </View>
    </Stack>
  )
}
