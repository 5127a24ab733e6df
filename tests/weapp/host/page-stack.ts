import type { Data, Faults } from './faults.ts'
import { isRecord } from './faults.ts'
import type { AppPackage } from './package-files.ts'
import type { PageView } from './page-view.ts'
import type { Sandbox } from './sandbox.ts'
import type { Api } from './wx-call.ts'

const mostPages = 10

export interface PageStack {
  readonly current: () => PageView | undefined
  readonly views: () => readonly PageView[]
  readonly apis: Readonly<Record<string, Api>>
  /** Opens the first page, as a tap on the app's icon or a link does. */
  readonly launch: (url: string) => void
  readonly close: () => void
}

interface World {
  readonly app: AppPackage
  readonly sandbox: () => Sandbox
  readonly faults: Faults
  readonly open: (route: string) => PageView
}

/** The parameters as they stand in the address: WeChat does not decode them. */
const readUrl = (url: string): { path: string; query: Data } => {
  const [path = '', search = ''] = url.split('?')
  const pairs = search.split('&').filter((pair) => pair !== '')
  const query = Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', ...rest] = pair.split('=')
      return [name, rest.join('=')]
    }),
  )
  return { path, query }
}

/** WeChat's stack of pages with its limits; tab pages stay alive when they are left. */
export const openPageStack = ({ app, sandbox, faults, open }: World): PageStack => {
  let stack: PageView[] = []
  const tabs = new Map<string, PageView>()

  const refuse = (words: string): never => {
    faults.add('navigation', words)
    throw new Error(words)
  }
  const target = (options: Data): { route: string; query: Data } => {
    const { path, query } = readUrl(String(options.url ?? ''))
    const base = stack.at(-1)?.route ?? ''
    const route = path.startsWith('/')
      ? path.slice(1)
      : `${base.slice(0, base.lastIndexOf('/') + 1)}${path}`
    if (!app.pages.includes(route)) refuse(`page "${route}" is not found`)
    return { route, query }
  }
  const notTab = (route: string) => {
    if (app.tabPages.includes(route)) refuse(`"${route}" is a tab page; only switchTab opens it`)
  }
  const load = (route: string, query: Data): void => {
    const view = open(route)
    stack.push(view)
    if (app.tabPages.includes(route)) tabs.set(route, view)
    view.instance.options = query
    view.call('onLoad', sandbox().bring(query))
    view.call('onShow')
    view.whenShown(() => view.call('onReady'))
  }
  const unload = (view: PageView): void => {
    if (tabs.get(view.route) === view) tabs.delete(view.route)
    view.call('onUnload')
    view.close()
  }
  const pop = (): PageView | undefined => {
    const view = stack.pop()
    if (view !== undefined) unload(view)
    return view
  }

  const navigateTo = (options: Data) => {
    const { route, query } = target(options)
    notTab(route)
    if (stack.length >= mostPages) refuse(`webview count limit exceed: ${mostPages} pages`)
    stack.at(-1)?.call('onHide')
    load(route, query)
  }
  const redirectTo = (options: Data) => {
    const { route, query } = target(options)
    notTab(route)
    pop()
    load(route, query)
  }
  const navigateBack = (options: Data) => {
    const steps = Math.min(Number(options.delta ?? 1), stack.length - 1)
    if (steps < 1) throw new Error('cannot navigate back at first page')
    for (let step = 0; step < steps; step++) pop()
    stack.at(-1)?.call('onShow')
  }
  const switchTab = (options: Data) => {
    const { route, query } = target(options)
    if (!app.tabPages.includes(route)) refuse(`can not switch to no-tabBar page "${route}"`)
    if (Object.keys(query).length > 0) refuse('switchTab takes no parameters')
    const before = stack.at(-1)
    if (before?.route === route) return
    while (stack.length > 0) {
      const view = stack.at(-1)
      if (view !== undefined && tabs.get(view.route) === view) break
      pop()
    }
    const left = stack.at(-1)
    if (left?.route === route) {
      left.call('onShow')
      return
    }
    if (left === before) left?.call('onHide')
    const kept = tabs.get(route)
    stack = []
    if (kept === undefined) {
      load(route, {})
    } else {
      stack.push(kept)
      kept.call('onShow')
    }
  }
  const reLaunch = (options: Data) => {
    const { route, query } = target(options)
    while (stack.length > 0) pop()
    for (const view of [...tabs.values()]) unload(view)
    load(route, query)
  }

  const settled =
    (work: (options: Data) => void): Api =>
    (options) => {
      work(isRecord(options) ? options : {})
      return {}
    }
  return {
    current: () => stack.at(-1),
    views: () => stack,
    launch: (url) => reLaunch({ url }),
    apis: {
      navigateTo: settled(navigateTo),
      redirectTo: settled(redirectTo),
      navigateBack: settled(navigateBack),
      switchTab: settled(switchTab),
      reLaunch: settled(reLaunch),
    },
    close: () => {
      for (const view of new Set([...stack, ...tabs.values()])) view.close()
    },
  }
}
