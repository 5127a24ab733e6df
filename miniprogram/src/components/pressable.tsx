import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { spoken } from './aria.ts'
import { classes } from './classes.ts'
import s from './pressable.module.scss'
import { moveByArrows } from './roving.ts'

export interface PressableProps {
  readonly onPress: () => void
  readonly children: ReactNode
  readonly className?: string | undefined
  readonly role?: 'button' | 'link' | 'radio' | 'checkbox' | 'tab' | 'switch'
  /** What a screen reader says, when the text inside does not say it all. */
  readonly label?: string | undefined
  readonly checked?: boolean
  readonly selected?: boolean
  /** Stays reachable, so that the reason can be read; pressing does nothing. */
  readonly disabled?: boolean
  readonly busy?: boolean
  readonly id?: string
  /** One of a radio group or tab list: Tab reaches only `stop`, the arrows the rest (h5). */
  readonly roving?: 'stop' | 'skip'
  /** Id of the text that explains this control (h5). */
  readonly describedBy?: string | undefined
}

/**
 * Whatever can be pressed. In the browser a real <button>, so that Tab, Enter and Space work and it
 * is announced; in WeChat a View with a pressed look. At least `--target` high.
 */
export function Pressable(props: PressableProps) {
  const { onPress, children, role = 'button', label, checked, selected } = props
  const { disabled = false, busy = false } = props
  const press = () => {
    if (!disabled && !busy) onPress()
  }
  const className = classes(s.press, props.className)
  if (process.env.TARO_ENV === 'h5') {
    return (
      // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the caller pairs role and state
      <button
        type="button"
        id={props.id}
        className={className}
        role={role === 'button' ? undefined : role}
        aria-label={label}
        aria-checked={checked}
        aria-selected={selected}
        aria-disabled={disabled || undefined}
        aria-busy={busy || undefined}
        aria-describedby={props.describedBy}
        tabIndex={props.roving === 'skip' ? -1 : undefined}
        onKeyDown={props.roving === undefined ? undefined : moveByArrows}
        onClick={press}
      >
        {children}
      </button>
    )
  }
  return (
    <View
      {...spoken({ role, label, checked, selected, disabled, busy })}
      className={className}
      hoverClass={disabled || busy ? 'none' : (s.down ?? 'none')}
      hoverStayTime={80}
      onClick={press}
    >
      {children}
    </View>
  )
}
