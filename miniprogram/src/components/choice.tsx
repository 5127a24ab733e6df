import { View } from '@tarojs/components'
import { useId } from 'react'
import { spoken } from './aria.ts'
import s from './choice.module.scss'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { Pressable } from './pressable.tsx'
import { rovingAt } from './roving.ts'

export interface ChoiceOption<V extends string> {
  readonly value: V
  readonly words: string
  readonly note?: string | undefined
}

interface GroupProps<V extends string> {
  readonly label: string
  readonly options: readonly ChoiceOption<V>[]
  /** `chips` wrap side by side, for short words. */
  readonly look?: 'rows' | 'chips'
  readonly error?: string | undefined
}

/** One of several; nothing is chosen beforehand when `value` is null. */
export function Choice<V extends string>(
  props: GroupProps<V> & { readonly value: V | null; readonly onChange: (value: V) => void },
) {
  return (
    <Group
      {...props}
      role="radio"
      chosen={(value) => value === props.value}
      pick={props.onChange}
    />
  )
}

/** Any number of several. */
export function Choices<V extends string>(
  props: GroupProps<V> & {
    readonly values: readonly V[]
    readonly onChange: (values: readonly V[]) => void
  },
) {
  const { values, onChange } = props
  const pick = (value: V) =>
    onChange(values.includes(value) ? values.filter((v) => v !== value) : [...values, value])
  return <Group {...props} role="checkbox" chosen={(value) => values.includes(value)} pick={pick} />
}

function Group<V extends string>(
  props: GroupProps<V> & {
    readonly role: 'radio' | 'checkbox'
    readonly chosen: (value: V) => boolean
    readonly pick: (value: V) => void
  },
) {
  const { label, options, look = 'rows', role, chosen, pick, error } = props
  const id = useId()
  const chosenAt = options.findIndex((option) => chosen(option.value))
  return (
    <View className={s.group}>
      <View id={id} className={s.label}>
        {label}
      </View>
      <View
        {...spoken({ role: role === 'radio' ? 'radiogroup' : 'group', label })}
        className={s[look]}
      >
        {options.map((option, at) => {
          const on = chosen(option.value)
          return (
            <Pressable
              key={option.value}
              role={role}
              checked={on}
              {...(role === 'radio' ? { roving: rovingAt(at, chosenAt) } : {})}
              onPress={() => pick(option.value)}
              className={classes(s.option, on && s.on)}
            >
              <View className={s.inside}>
                <View className={classes(s.mark, role === 'radio' && s.round)}>
                  {on ? <Icon name="check" /> : null}
                </View>
                <View className={s.text}>
                  <View className={s.words}>{option.words}</View>
                  {option.note === undefined ? null : <View className={s.note}>{option.note}</View>}
                </View>
              </View>
            </Pressable>
          )
        })}
      </View>
      {error === undefined ? null : <View className={s.error}>{error}</View>}
    </View>
  )
}

interface SwitchProps {
  readonly words: string
  readonly note?: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}

/** Something that is on or off, at once. Says 开 or 关, not only by colour. */
export function Switch({ words, note, on, onChange }: SwitchProps) {
  return (
    <Pressable role="switch" checked={on} onPress={() => onChange(!on)} className={s.switchRow}>
      <View className={s.inside}>
        <View className={s.text}>
          <View className={s.words}>{words}</View>
          {note === undefined ? null : <View className={s.note}>{note}</View>}
        </View>
        <View {...spoken({ hidden: true })} className={classes(s.track, on && s.trackOn)}>
          <View className={s.trackWords}>{on ? '开' : '关'}</View>
          <View className={s.knob} />
        </View>
      </View>
    </Pressable>
  )
}
