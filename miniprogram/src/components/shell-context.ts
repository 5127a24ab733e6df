import { createContext, useContext } from 'react'
import type { IconName } from './icon.tsx'

export interface TabItem {
  readonly key: string
  readonly words: string
  readonly icon: IconName
}

/** What every screen needs from the app around it; app.tsx fills it from the platform. */
export interface Shell {
  readonly largeType: boolean
  /** Factor on the 17 px main text, 1 to 30/17. */
  readonly scale: number
  readonly offline: boolean
  readonly tabs: readonly TabItem[]
  goTab(key: string): void
  /** Leaves the page; goes home when there is nothing to go back to. */
  back(): void
}

const nothing = () => {}

export const ShellContext = createContext<Shell>({
  largeType: false,
  scale: 1,
  offline: false,
  tabs: [],
  goTab: nothing,
  back: nothing,
})

export const useShell = (): Shell => useContext(ShellContext)
