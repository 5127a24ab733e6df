import Taro from '@tarojs/taro'
import { queryText } from './address.ts'

type Params = Readonly<Record<string, string | undefined>>

export const tabPaths = {
  home: '/pages/home/index',
  services: '/pages/services/index',
  me: '/pages/me/index',
} as const
export type TabKey = keyof typeof tabPaths

export const isTabKey = (key: string): key is TabKey => Object.keys(tabPaths).includes(key)

// Shaky fingers tap twice; the second tap must not open, or leave, a second page.
const twice = 500
const justDone = new Set<string>()

const once = async (what: string, move: () => Promise<unknown>): Promise<void> => {
  if (justDone.has(what)) return
  justDone.add(what)
  setTimeout(() => justDone.delete(what), twice)
  await move()
}

/** Opens a page over this one, e.g. `go('/features/cases/pages/report/index', { from: 'home' })`. */
export const go = async (path: string, params: Params = {}): Promise<void> => {
  // WeChat stacks at most ten pages; beyond that the last one makes room.
  const open = Taro.getCurrentPages().length >= 10 ? Taro.redirectTo : Taro.navigateTo
  const url = path + queryText(params)
  await once(url, () => open({ url }))
}

/** Takes this page's place, e.g. after a form was sent. */
export const goInstead = async (path: string, params: Params = {}): Promise<void> => {
  await Taro.redirectTo({ url: path + queryText(params) })
}

export const goTab = async (tab: TabKey): Promise<void> => {
  await Taro.switchTab({ url: tabPaths[tab] })
}

/** Whether this page was opened by itself, e.g. from a message. */
export const isFirstPage = (): boolean => Taro.getCurrentPages().length <= 1

/** One page back; home when this page was opened by itself. */
export const goBack = async (): Promise<void> => {
  if (!isFirstPage()) await once('back', () => Taro.navigateBack())
  else await goTab('home')
}
