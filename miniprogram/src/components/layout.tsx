import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import s from './layout.module.scss'

interface LayoutProps {
  readonly children: ReactNode
  /** Space between: s 8, m 16, l 24 px. */
  readonly gap?: 's' | 'm' | 'l'
}

/** One under the other. */
export function Stack({ children, gap = 'm' }: LayoutProps) {
  return <View className={classes(s.stack, s[gap])}>{children}</View>
}

interface RowProps extends LayoutProps {
  /** `between` pushes the ends apart; `even` gives each the same width, `fill` what its words need. */
  readonly spread?: 'start' | 'between' | 'even' | 'fill'
}

/** Side by side; wraps instead of overflowing. */
export function Row({ children, gap = 's', spread = 'start' }: RowProps) {
  return <View className={classes(s.row, s[gap], s[spread])}>{children}</View>
}

/** Takes the room that is left in a Row. */
export function Grow({ children }: { children: ReactNode }) {
  return <View className={s.grow}>{children}</View>
}

interface PanesProps {
  readonly list: ReactNode
  readonly detail: ReactNode
  /** On a narrow screen only one is shown. */
  readonly showing: 'list' | 'detail'
}

/** List and detail: side by side from 1024 px, otherwise one of them. Use in <Screen wide>. */
export function Panes({ list, detail, showing }: PanesProps) {
  return (
    <View className={classes(s.panes, showing === 'list' ? s.showList : s.showDetail)}>
      <View className={classes(s.pane, s.listPane)}>{list}</View>
      <View className={classes(s.pane, s.detailPane)}>{detail}</View>
    </View>
  )
}
