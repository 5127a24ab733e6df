import { View } from '@tarojs/components'
import { spoken } from './aria.ts'
import { classes } from './classes.ts'
import s from './tag.module.scss'

export type Tone = 'red' | 'orange' | 'yellow' | 'blue' | 'green' | 'grey'

// A shape for each tone, for those who do not tell the colours apart.
const shapes = { red: '▲', orange: '◆', yellow: '■', blue: '●', green: '✓', grey: '○' } as const

/** A short state or grade: words, a shape and a colour, never the colour alone. */
export function Tag({ words, tone = 'grey' }: { words: string; tone?: Tone }) {
  return (
    <View className={classes(s.tag, s[tone])}>
      <View {...spoken({ hidden: true })} className={s.shape}>
        {shapes[tone]}
      </View>
      <View className={s.words}>{words}</View>
    </View>
  )
}
