import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { spoken } from './aria.ts'
import { Icon } from './icon.tsx'
import { Pressable } from './pressable.tsx'
import s from './toast.module.scss'

interface Said {
  readonly words: string
  readonly kind: 'done' | 'problem'
}

const listeners = new Set<(said: Said | null) => void>()
let current: Said | null = null

const set = (said: Said | null) => {
  current = said
  for (const listener of listeners) listener(said)
}

/**
 * Says something short on the page that is open, seen and read aloud: `done` goes away after six
 * seconds, `problem` stays until it is closed (MIIT 适老化 2.3: enough time to read).
 */
export const say = (words: string, kind: Said['kind'] = 'done'): void => {
  const said = { words, kind }
  set(said)
  if (kind === 'done') {
    setTimeout(() => {
      if (current === said) set(null)
    }, 6000)
  }
}

/**
 * Drawn by <Screen>, or by its topmost <Sheet> above the buttons, which it must not cover. The live
 * region exists before it speaks, or screen readers miss it.
 */
export function Toasts({ inSheet = false }: { inSheet?: boolean }) {
  const [said, setSaid] = useState<Said | null>(current)
  useEffect(() => {
    listeners.add(setSaid)
    return () => {
      listeners.delete(setSaid)
    }
  }, [])
  return (
    <View
      {...spoken({ role: 'status', live: 'polite' })}
      className={inSheet ? s.inSheet : s.region}
    >
      {said === null ? null : (
        <View className={s.toast}>
          <Icon name={said.kind === 'done' ? 'check' : 'warn'} />
          <View className={s.words}>{said.words}</View>
          <Pressable label="关闭提示" onPress={() => set(null)} className={s.close}>
            <View className={s.cross}>
              <Icon name="close" />
            </View>
          </Pressable>
        </View>
      )}
    </View>
  )
}

/** Reads out changes that the eye sees anyway, such as a count that grew. Not visible. */
export function LiveRegion({ words }: { words: string }) {
  return (
    <View {...spoken({ role: 'status', live: 'polite' })} className={s.unseen}>
      {words}
    </View>
  )
}
