import { View } from '@tarojs/components'
import type { CSSProperties, ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { spoken } from './aria.ts'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { Pressable } from './pressable.tsx'
import s from './screen.module.scss'
import { SheetStackContext } from './sheet-stack.ts'
import { useShell } from './shell-context.ts'
import { TabBar } from './tab-bar.tsx'
import { Toasts } from './toast.tsx'
import { Heading } from './words.tsx'

interface ScreenProps {
  readonly title: string
  /** One quiet line under the title. */
  readonly lead?: string | undefined
  readonly children: ReactNode
  /** Key of the tab this page is; shows the bar. Other pages show a way back in the browser. */
  readonly tab?: string
  /** What can be done with the whole page, beside the title. */
  readonly action?: ReactNode
  /** Stays at the bottom: the page's main button. */
  readonly footer?: ReactNode
  /** Instead of just going back: the page asks first whether what is on it may go. */
  readonly onBack?: () => void
  /** Up to 1280 px wide, for <Panes>; otherwise 640 px. */
  readonly wide?: boolean
}

/**
 * The root of every page: type size, colours, safe areas, title, way back, offline banner, toasts.
 * The class `large-type` marks 长辈版. A Sheet belongs inside it, or it loses the tokens.
 */
export function Screen(props: ScreenProps) {
  const { title, lead, children, tab, action, footer, wide = false } = props
  const shell = useShell()
  const { onBack = shell.back } = props
  const [open, change] = useState<readonly string[]>([])
  const sheets = useMemo(() => ({ open, change }), [open])
  const scale: CSSProperties & Record<'--scale', string> = { '--scale': String(shell.scale) }
  const room = tab !== undefined ? s.roomTab : footer !== undefined ? s.roomFooter : s.room
  return (
    <SheetStackContext.Provider value={sheets}>
      <View
        className={classes(s.screen, shell.largeType && s.large, shell.largeType && 'large-type')}
        style={scale}
      >
        {shell.offline ? (
          <View {...spoken({ role: 'status', live: 'polite' })} className={s.offline}>
            <Icon name="offline" />
            <View className={s.offlineWords}>没有网络，看到的可能不是最新的</View>
          </View>
        ) : null}
        <View {...spoken({ role: 'main' })} className={classes(s.page, wide && s.wide, room)}>
          {process.env.TARO_ENV === 'h5' && tab === undefined ? (
            <Pressable role="link" onPress={onBack} className={s.back}>
              <View className={s.backInside}>
                <Icon name="back" />
                返回
              </View>
            </Pressable>
          ) : null}
          <View className={s.head}>
            <View className={s.headText}>
              <Heading level={1}>{title}</Heading>
              {lead === undefined ? null : <View className={s.lead}>{lead}</View>}
            </View>
            {action}
          </View>
          {children}
        </View>
        {footer === undefined ? null : (
          <View className={s.footer}>
            <View className={classes(s.footerInside, wide && s.wide)}>{footer}</View>
          </View>
        )}
        {tab === undefined ? null : <TabBar items={shell.tabs} current={tab} onGo={shell.goTab} />}
        {open.length === 0 ? <Toasts /> : null}
      </View>
    </SheetStackContext.Provider>
  )
}
