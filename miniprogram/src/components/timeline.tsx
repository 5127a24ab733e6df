import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { spoken } from './aria.ts'
import { classes } from './classes.ts'
import s from './timeline.module.scss'

/** What happened, newest or oldest first as the caller gives it. */
export function Timeline({ children }: { children: ReactNode }) {
  return (
    <View {...spoken({ role: 'list' })} className={s.list}>
      {children}
    </View>
  )
}

interface TimelineItemProps {
  readonly title: string
  /** In words, e.g. 今天 14:05. */
  readonly time: string
  readonly children?: ReactNode
  /** `now` is the step that counts at the moment; `inner` is for colleagues only. */
  readonly tone?: 'plain' | 'now' | 'inner'
}

/** One step with its time. */
export function TimelineItem({ title, time, children, tone = 'plain' }: TimelineItemProps) {
  return (
    <View {...spoken({ role: 'listitem' })} className={classes(s.item, s[tone])}>
      <View {...spoken({ hidden: true })} className={s.dot} />
      <View className={s.title}>{title}</View>
      <View className={s.time}>{time}</View>
      {children === undefined ? null : <View className={s.more}>{children}</View>}
    </View>
  )
}
