import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'
import { spoken } from './aria.ts'
import { Icon } from './icon.tsx'
import { Pressable } from './pressable.tsx'
import s from './sheet.module.scss'
import { useTopmost } from './sheet-stack.ts'
import { Toasts } from './toast.tsx'
import { Heading } from './words.tsx'

interface SheetProps {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Stays visible below what scrolls: the buttons. */
  readonly footer?: ReactNode
}

const reachable = ['button', '[href]', 'input', 'textarea', '[tabindex]']
  .map((target) => `${target}:not([tabindex="-1"])`)
  .join()

/**
 * A dialog from the bottom. The browser moves the focus in, keeps it in, closes on Escape and gives
 * the focus back; WeChat is told it is modal. Always closable by a target of at least 44 px.
 */
export function Sheet({ open, title, onClose, children, footer }: SheetProps) {
  const boxId = useId()
  const closing = useRef(onClose)
  closing.current = onClose
  const topmost = useTopmost(boxId, open)
  const onTop = useRef(topmost)
  onTop.current = topmost
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !open) return
    const before = document.activeElement
    const inside = () =>
      Array.from(document.getElementById(boxId)?.querySelectorAll<HTMLElement>(reachable) ?? [])
    // Taro's elements are invisible, so not focusable, until they are defined a moment later.
    const entering = setTimeout(() => inside()[0]?.focus(), 60)
    const onKey = (event: KeyboardEvent) => {
      if (!onTop.current) return
      if (event.key === 'Escape') closing.current()
      if (event.key !== 'Tab') return
      const targets = inside()
      const active = document.activeElement
      const at = active instanceof HTMLElement ? targets.indexOf(active) : -1
      const leaving = event.shiftKey ? at <= 0 : at === -1 || at === targets.length - 1
      if (!leaving) return
      event.preventDefault()
      const wrap = event.shiftKey ? targets[targets.length - 1] : targets[0]
      wrap?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      clearTimeout(entering)
      document.removeEventListener('keydown', onKey)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [open, boxId])
  if (!open) return null
  return (
    <View className={s.layer}>
      <View {...spoken({ hidden: true })} className={s.shade} onClick={onClose} />
      <View
        id={boxId}
        {...spoken({ role: 'dialog', modal: true, label: title })}
        className={s.sheet}
      >
        <View className={s.head}>
          <View className={s.title}>
            <Heading level={2}>{title}</Heading>
          </View>
          <Pressable label="关闭" onPress={onClose} className={s.close}>
            <View className={s.cross}>
              <Icon name="close" />
            </View>
          </Pressable>
        </View>
        <View className={s.body}>{children}</View>
        {topmost ? <Toasts inSheet /> : null}
        {footer === undefined ? null : <View className={s.foot}>{footer}</View>}
      </View>
    </View>
  )
}
