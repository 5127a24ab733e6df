import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { spoken } from './aria.ts'
import s from './async-view.module.scss'
import { Button } from './button.tsx'
import { classes } from './classes.ts'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'

/** Where the loading of something stands; `parts/loading/use-loaded.ts` makes one. */
export type AsyncState<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly words: string }
  | { readonly status: 'offline' }
  | { readonly status: 'ready'; readonly value: T }

interface EmptyWords {
  readonly title: string
  readonly words?: string
  readonly action?: { readonly words: string; readonly onPress: () => void }
}

interface AsyncViewProps<T> {
  readonly state: AsyncState<T>
  readonly retry: () => void
  readonly children: (value: T) => ReactNode
  /** With both, what is shown when there is nothing yet. */
  readonly isEmpty?: (value: T) => boolean
  readonly empty?: EmptyWords
  /** Shape of what is coming, so that nothing jumps. */
  readonly skeleton?: 'list' | 'page'
}

/** One of five: loading, failed with retry, offline with retry, empty, ready. */
export function AsyncView<T>(props: AsyncViewProps<T>) {
  const { state, retry, children, isEmpty, empty, skeleton = 'list' } = props
  if (state.status === 'loading') return <Skeleton rows={skeleton === 'list' ? 3 : 1} />
  if (state.status === 'offline') {
    return (
      <Nothing icon="offline" title="现在没有网络" words="连上网络后再试，填写的内容不会丢。">
        <Button words="再试一次" kind="secondary" icon="refresh" onPress={retry} />
      </Nothing>
    )
  }
  if (state.status === 'failed') {
    return (
      <Nothing icon="warn" title="没有打开" words={state.words} alert>
        <Button words="再试一次" kind="secondary" icon="refresh" onPress={retry} />
      </Nothing>
    )
  }
  if (empty !== undefined && isEmpty?.(state.value)) {
    const { action } = empty
    return (
      <Nothing icon="list" title={empty.title} words={empty.words}>
        {action === undefined ? null : <Button words={action.words} onPress={action.onPress} />}
      </Nothing>
    )
  }
  return <>{children(state.value)}</>
}

interface NothingProps {
  readonly icon: IconName
  readonly title: string
  readonly words?: string | undefined
  readonly alert?: boolean
  readonly children?: ReactNode
}

function Nothing({ icon, title, words, alert = false, children }: NothingProps) {
  return (
    <View {...(alert ? spoken({ role: 'alert' }) : {})} className={s.nothing}>
      <View className={s.circle}>
        <Icon name={icon} large />
      </View>
      <View className={s.title}>{title}</View>
      {words === undefined ? null : <View className={s.words}>{words}</View>}
      {children}
    </View>
  )
}

function Skeleton({ rows }: { rows: number }) {
  return (
    <View {...spoken({ role: 'status', live: 'polite', busy: true })} className={s.skeleton}>
      <View className={s.loading}>正在打开…</View>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <View key={row} {...spoken({ hidden: true })} className={s.ghost}>
          <View className={classes(s.line, s.short)} />
          <View className={s.line} />
          <View className={classes(s.line, s.middle)} />
        </View>
      ))}
    </View>
  )
}
