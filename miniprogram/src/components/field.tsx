import { Input, Textarea, View } from '@tarojs/components'
import { createElement, useId } from 'react'
import { classes } from './classes.ts'
import s from './field.module.scss'

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly kind?: 'text' | 'textarea' | 'tel' | 'search'
  readonly placeholder?: string
  /** A quiet line under the label, said before one types. */
  readonly hint?: string
  /** What is wrong and how to put it right. */
  readonly error?: string | undefined
  /** Characters; when `counted` a counter appears towards the end. */
  readonly maxLength?: number
  readonly counted?: boolean
  readonly optional?: boolean
  readonly disabled?: boolean
  /** Enter, the phone's own key, or the end of what a hand scanner types. */
  readonly onEnter?: () => void
}

const inputMode = { text: 'text', textarea: 'text', tel: 'tel', search: 'search' } as const

/** One thing to write. In the browser a native control, since Taro's hides its input from labels. */
export function Field(props: FieldProps) {
  const { label, value, onChange, kind = 'text', hint, error, maxLength = 200 } = props
  const id = useId()
  const nearEnd = props.counted === true && value.length >= maxLength * 0.8
  const describedBy = classes(
    hint !== undefined && `${id}hint`,
    error !== undefined && `${id}error`,
    nearEnd && `${id}count`,
  )
  return (
    <View className={s.field}>
      <Label id={id} words={label} optional={props.optional ?? false} />
      {hint === undefined ? null : (
        <View id={`${id}hint`} className={s.hint}>
          {hint}
        </View>
      )}
      <Control
        {...props}
        kind={kind}
        maxLength={maxLength}
        id={id}
        describedBy={describedBy}
        onChange={onChange}
      />
      <View className={s.under}>
        {error === undefined ? null : (
          <View id={`${id}error`} className={s.error}>
            {error}
          </View>
        )}
        {nearEnd ? (
          <View id={`${id}count`} className={s.count}>
            {`${value.length}/${maxLength}`}
          </View>
        ) : null}
      </View>
    </View>
  )
}

function Label({ id, words, optional }: { id: string; words: string; optional: boolean }) {
  const text = optional ? `${words}（可以不填）` : words
  if (process.env.TARO_ENV === 'h5') {
    return createElement('label', { htmlFor: id, className: s.label }, text)
  }
  return <View className={s.label}>{text}</View>
}

type ControlProps = Omit<FieldProps, 'kind'> & {
  readonly kind: 'text' | 'textarea' | 'tel' | 'search'
  readonly id: string
  readonly describedBy: string
}

function Control(props: ControlProps) {
  const { kind, value, onChange, maxLength, placeholder, error, disabled = false, id } = props
  const className = classes(
    s.control,
    kind === 'textarea' && s.tall,
    error !== undefined && s.wrong,
  )
  if (process.env.TARO_ENV === 'h5') {
    return createElement(kind === 'textarea' ? 'textarea' : 'input', {
      id,
      className,
      value,
      disabled,
      placeholder,
      maxLength,
      inputMode: inputMode[kind],
      enterKeyHint: kind === 'search' ? 'search' : undefined,
      autoComplete: kind === 'tel' ? 'tel' : 'off',
      rows: kind === 'textarea' ? 4 : undefined,
      'aria-invalid': error !== undefined || undefined,
      'aria-describedby': props.describedBy || undefined,
      onChange: (event: { currentTarget: { value: string } }) =>
        onChange(event.currentTarget.value),
      onKeyDown: (event: { key: string }) => {
        if (event.key === 'Enter') props.onEnter?.()
      },
    })
  }
  const common = {
    className,
    value,
    disabled,
    placeholder: placeholder ?? '',
    placeholderClass: s.placeholder ?? '',
    maxlength: maxLength ?? 200,
    'aria-label': error === undefined ? props.label : `${props.label}，${error}`,
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
  }
  if (kind === 'textarea') return <Textarea {...common} autoHeight disableDefaultPadding />
  return (
    <Input
      {...common}
      type={kind === 'tel' ? 'number' : 'text'}
      onConfirm={() => props.onEnter?.()}
      confirmType={kind === 'search' ? 'search' : 'done'}
    />
  )
}
