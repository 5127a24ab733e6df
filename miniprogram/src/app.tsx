import type { PropsWithChildren } from 'react'
import { useEffect, useMemo } from 'react'
import type { Shell, TabItem } from './components/shell-context.ts'
import { ShellContext } from './components/shell-context.ts'
import { useOnline, watchConnection } from './platform/connection.ts'
import { restoreTypeSize, setLargeType, useTypeSize } from './platform/font-scale.ts'
import { watchLive } from './platform/live-socket.ts'
import { goBack, goTab, isTabKey } from './platform/navigation.ts'
import { watchPageFocus } from './platform/page-focus.ts'
import { currentSession, startSession, watchSession } from './platform/session.ts'
import './app.scss'

const tabs: readonly TabItem[] = [
  { key: 'home', words: '首页', icon: 'home' },
  { key: 'services', words: '服务', icon: 'calendar' },
  { key: 'me', words: '我的', icon: 'person' },
]

const start = async (): Promise<void> => {
  watchConnection()
  watchLive()
  watchPageFocus()
  watchSession()
  const chosenHere = await restoreTypeSize()
  await startSession()
  const session = currentSession()
  if (!chosenHere && session.status === 'in' && session.me.largeType) await setLargeType(true)
}

export default function App({ children }: PropsWithChildren) {
  const { largeType, scale } = useTypeSize()
  const online = useOnline()
  useEffect(() => {
    start()
  }, [])
  const shell = useMemo<Shell>(
    () => ({
      largeType,
      scale,
      offline: !online,
      tabs,
      goTab: (key) => {
        if (isTabKey(key)) goTab(key)
      },
      back: goBack,
    }),
    [largeType, scale, online],
  )
  return <ShellContext.Provider value={shell}>{children}</ShellContext.Provider>
}
