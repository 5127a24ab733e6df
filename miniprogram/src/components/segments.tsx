import { View } from '@tarojs/components'
import { spoken } from './aria.ts'
import { classes } from './classes.ts'
import { Pressable } from './pressable.tsx'
import { rovingAt } from './roving.ts'
import s from './segments.module.scss'

interface SegmentsProps<K extends string> {
  readonly label: string
  readonly items: readonly { readonly key: K; readonly words: string; readonly count?: number }[]
  readonly current: K
  readonly onChange: (key: K) => void
}

/** Switches between views of one page; wraps on a narrow screen instead of scrolling sideways. */
export function Segments<K extends string>({ label, items, current, onChange }: SegmentsProps<K>) {
  const currentAt = items.findIndex(({ key }) => key === current)
  return (
    <View {...spoken({ role: 'tablist', label })} className={s.bar}>
      {items.map((item, at) => (
        <Pressable
          key={item.key}
          role="tab"
          selected={item.key === current}
          roving={rovingAt(at, currentAt)}
          onPress={() => onChange(item.key)}
          className={classes(s.item, item.key === current && s.current)}
        >
          <View className={s.words}>
            {item.count === undefined ? item.words : `${item.words} ${item.count}`}
          </View>
        </Pressable>
      ))}
    </View>
  )
}
