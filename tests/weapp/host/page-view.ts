import { openComponents } from './components.ts'
import type { Data, Faults } from './faults.ts'
import { isRecord, methodOf } from './faults.ts'
import type { AppPackage } from './package-files.ts'
import { draw } from './render.ts'
import type { Sandbox } from './sandbox.ts'
import type { SentData } from './set-data.ts'
import { applyData } from './set-data.ts'
import type { ViewNode } from './view-node.ts'
import type { WxmlFile } from './wxml-files.ts'

export interface PageView {
  readonly route: string
  readonly instance: Data
  /** What is on the screen now; later than the data, as in WeChat. */
  readonly tree: () => ViewNode
  readonly call: (lifecycle: string, ...given: unknown[]) => void
  /** After everything set until now is on the screen. */
  readonly whenShown: (then: () => void) => void
  readonly close: () => void
}

export interface PageWorld {
  readonly app: AppPackage
  readonly faults: Faults
  readonly sandbox: Sandbox
  readonly wxml: (name: string) => WxmlFile
  readonly definition: (kind: 'page' | 'component', route: string) => Data
  readonly record: (sent: SentData) => void
}

let lastId = 0

/** Makes one page of a route: its instance, its setData and what it shows. */
export const openPage = (route: string, world: PageWorld): PageView => {
  const { app, faults, sandbox, wxml } = world
  const pageId = `pageId:${++lastId}`
  const name = `${route}#${lastId}`
  const definition = world.definition('page', route)
  const data = Object(sandbox.bring(definition.data ?? {}))
  const instance: Data = { ...definition, data, route, is: route, __route__: route }
  const owner = { name, instance }
  let waiting: (() => void)[] = []
  let planned = false
  let closed = false

  const sent = (sender: string, bytes: number) =>
    world.record({ owner: sender, bytes, at: Date.now() })

  // Logic and view are two threads: what was set is shown, and answered, a moment later.
  const changed = (then: () => void) => {
    waiting.push(then)
    if (planned || closed) return
    planned = true
    sandbox.later(() => {
      planned = false
      if (closed) return
      const answers = waiting
      waiting = []
      redraw()
      for (const answer of answers) faults.guard(`${route} setData`, answer)
    })
  }

  const components = openComponents({
    faults,
    wxml,
    sent,
    changed,
    pageId,
    definition: (used) => world.definition('component', used),
    usedBy: app.usedBy,
  })
  const fault = (words: string) => faults.add(route, words)
  const drawNow = (): ViewNode => {
    components.beginDrawing()
    const tree = draw(wxml(`${route}.wxml`), data, { owner, place: components.place, fault })
    if (app.hasOwnTabBar && app.tabPages.includes(route)) drawTabBar(tree)
    components.endDrawing()
    return tree
  }
  const drawTabBar = (tree: ViewNode) => {
    const bar = components.placeRoute('custom-tab-bar/index', name, {})
    tree.children.push(
      draw(bar.file, bar.scope, { owner: bar.owner, place: components.place, fault }),
    )
  }
  const empty: ViewNode = {
    tag: 'page',
    attributes: {},
    bindings: new Map(),
    owner,
    parent: undefined,
    children: [],
  }
  let shown = empty
  const redraw = () => {
    shown = faults.guard(`${route}.wxml`, drawNow) ?? empty
  }

  instance.getPageId = () => pageId
  instance.setData = (update: unknown, done?: unknown) => {
    if (!isRecord(update)) throw new Error(`${route}: setData needs an object`)
    if (closed) return
    sent(route, applyData(data, update))
    changed(() => {
      if (typeof done === 'function') Reflect.apply(done, instance, [])
    })
  }
  instance.selectComponent = () => null

  return {
    route,
    instance,
    tree: () => shown,
    call: (lifecycle, ...given) => {
      const method = methodOf(instance, lifecycle)
      if (method !== undefined) faults.guard(`${route} ${lifecycle}`, () => method(...given))
    },
    whenShown: changed,
    close: () => {
      closed = true
      components.close()
    },
  }
}
