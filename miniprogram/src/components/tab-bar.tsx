import { View } from '@tarojs/components'
import { spoken } from './aria.ts'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { Pressable } from './pressable.tsx'
import { rovingAt } from './roving.ts'
import type { TabItem } from './shell-context.ts'
import s from './tab-bar.module.scss'

interface TabBarProps {
  readonly items: readonly TabItem[]
  readonly current: string
  readonly onGo: (key: string) => void
}

/** Our own bar: WeChat's and Taro's keep their words at 10 px whatever type the reader chose. */
export function TabBar({ items, current, onGo }: TabBarProps) {
  const currentAt = items.findIndex(({ key }) => key === current)
  return (
    <View {...spoken({ role: 'tablist', label: '主要页面' })} className={s.bar}>
      {items.map((item, at) => (
        <Pressable
          key={item.key}
          role="tab"
          selected={item.key === current}
          roving={rovingAt(at, currentAt)}
          onPress={() => onGo(item.key)}
          className={classes(s.tab, item.key === current && s.current)}
        >
          <View className={s.inside}>
            <Icon name={item.icon} />
            <View className={s.words}>{item.words}</View>
          </View>
        </Pressable>
      ))}
    </View>
  )
}
