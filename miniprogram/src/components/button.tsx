import { View } from '@tarojs/components'
import { useId } from 'react'
import { spoken } from './aria.ts'
import s from './button.module.scss'
import { classes } from './classes.ts'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'
import { Pressable } from './pressable.tsx'

interface ButtonProps {
  readonly words: string
  readonly onPress: () => void
  /** One `primary` per screen; `danger` for what cannot be undone; `quiet` looks like a link. */
  readonly kind?: 'primary' | 'secondary' | 'danger' | 'quiet'
  readonly icon?: IconName
  /** Fills the width (default), or only as wide as its words. */
  readonly fit?: boolean
  /** Shows that it is working and ignores further presses. */
  readonly busy?: boolean
  /** Why it cannot be pressed now; shown below and read out. */
  readonly disabledReason?: string | undefined
  readonly label?: string
}

/** An action. Words wrap, they are never cut. */
export function Button(props: ButtonProps) {
  const { words, onPress, kind = 'primary', icon, fit = false, busy = false } = props
  const reasonId = useId()
  const reason = props.disabledReason
  return (
    <View className={classes(s.wrap, fit && s.fit)}>
      <Pressable
        onPress={onPress}
        busy={busy}
        disabled={reason !== undefined}
        label={props.label}
        describedBy={reason === undefined ? undefined : reasonId}
        className={classes(s.button, s[kind], reason !== undefined && s.disabled)}
      >
        <View className={s.inside}>
          {busy ? <View {...spoken({ hidden: true })} className={s.spinner} /> : null}
          {icon !== undefined && !busy ? <Icon name={icon} /> : null}
          <View className={s.words}>{words}</View>
        </View>
      </Pressable>
      {reason === undefined ? null : (
        <View id={reasonId} className={s.reason}>
          {reason}
        </View>
      )}
    </View>
  )
}

interface BigButtonProps {
  readonly words: string
  readonly note?: string
  readonly icon: IconName
  readonly onPress: () => void
  /** The one thing this screen is for, or one of the others. */
  readonly kind?: 'primary' | 'plain'
}

/** A main action of a home screen: a large, plain target with a word or two about it. */
export function BigButton({ words, note, icon, onPress, kind = 'plain' }: BigButtonProps) {
  return (
    <Pressable
      onPress={onPress}
      className={classes(s.big, kind === 'primary' ? s.bigPrimary : s.bigPlain)}
    >
      <View className={s.bigInside}>
        <View className={s.bigIcon}>
          <Icon name={icon} large />
        </View>
        <View className={s.bigText}>
          <View className={s.bigWords}>{words}</View>
          {note === undefined ? null : <View className={s.bigNote}>{note}</View>}
        </View>
      </View>
    </Pressable>
  )
}
