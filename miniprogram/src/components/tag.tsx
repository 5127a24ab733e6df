import { View } from '@tarojs/components'
import { classes } from './classes.ts'
import s from './tag.module.scss'

export type Tone = 'red' | 'orange' | 'yellow' | 'blue' | 'green' | 'grey'

/** A short state or grade: words, a shape and a colour, never the colour alone. */
export function Tag({ words, tone = 'grey' }: { words: string; tone?: Tone }) {
  return (
    <View className={classes(s.tag, s[tone])}>
      <View className={s.words}>{words}</View>
    </View>
  )
}
