import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { createElement } from 'react'
import { spoken } from './aria.ts'
import { classes } from './classes.ts'
import s from './words.module.scss'

interface HeadingProps {
  readonly children: ReactNode
  readonly level?: 1 | 2 | 3
  readonly id?: string
}

/** A heading screen readers can jump to: 1 is the page's title, 2 a section, 3 a card. */
export function Heading({ children, level = 2, id }: HeadingProps) {
  const className = classes(s.heading, s[`h${level}`])
  if (process.env.TARO_ENV === 'h5') return createElement(`h${level}`, { className, id }, children)
  return (
    <View {...spoken({ role: 'heading' })} className={className}>
      {children}
    </View>
  )
}

interface WordsProps {
  readonly children: ReactNode
  /** `lead` is larger, `quiet` for what is secondary, `strong` for what counts. */
  readonly kind?: 'main' | 'lead' | 'quiet' | 'strong' | 'danger'
  readonly id?: string
}

/** Below the last row of a list: there is no more. */
export function ListEnd({ words }: { words: string }) {
  return <View className={s.listEnd}>{words}</View>
}

/** A paragraph. Keeps the writer's line breaks and breaks long numbers instead of overflowing. */
export function Words({ children, kind = 'main', id }: WordsProps) {
  return (
    <View {...(id === undefined ? {} : { id })} className={classes(s.words, s[kind])}>
      {children}
    </View>
  )
}
