import { drawnOn } from './canvas.ts'
import { sendEvent } from './events.ts'
import type { Data, Faults } from './faults.ts'
import { collectFaults, isRecord, methodOf } from './faults.ts'
import type { AppPackage } from './package-files.ts'
import { readPackage } from './package-files.ts'
import { openPageStack } from './page-stack.ts'
import { openPage } from './page-view.ts'
import { openPhoneFiles } from './phone-files.ts'
import type { Sandbox } from './sandbox.ts'
import { openSandbox } from './sandbox.ts'
import type { SentData } from './set-data.ts'
import type { ViewNode } from './view-node.ts'
import { findNodes } from './view-node.ts'
import { buildWx } from './wx.ts'
import type { Phone, Said } from './wx-device.ts'
import { deviceApis, storageApis } from './wx-device.ts'
import { networkApis } from './wx-network.ts'
import { openSockets } from './wx-socket.ts'
import { openWxml } from './wxml-files.ts'

interface Options {
  /** Folder of the compiled mini-program. */
  readonly directory: string
  /** The domain it was built for and the server it shall reach. */
  readonly domain: string
  readonly address: string
  readonly phone: Phone
}

export interface Host {
  readonly app: AppPackage
  readonly faults: Faults
  readonly phone: Phone
  /** Route of the page in front. */
  readonly route: () => string
  readonly stack: () => readonly string[]
  readonly screen: () => ViewNode
  /** Sends an event through the bindings of the page in front; answers how many heard it. */
  readonly send: (node: ViewNode, type: string, detail?: Data) => number
  readonly sentData: () => readonly SentData[]
  readonly said: () => readonly Said[]
  /** What the server answered, e.g. `POST /api/cases 201`. */
  readonly traffic: () => readonly string[]
  /** Opens a page as a link from outside does. */
  readonly open: (url: string) => void
  /** WeChat's own arrow in the title bar. */
  readonly back: () => void
  readonly setOnline: (online: boolean) => void
  readonly toBackground: () => void
  readonly toForeground: () => void
  readonly stop: () => void
}

/** Starts the compiled mini-program as WeChat would: app.js, App.onLaunch, then its first page. */
export const startHost = ({ directory, domain, address, phone }: Options): Host => {
  const faults = collectFaults()
  const app = readPackage(directory)
  const files = openPhoneFiles()
  const sentData: SentData[] = []
  const said: Said[] = []
  const traffic: string[] = []
  const definitions = new Map<string, Data>()
  let loading = ''
  let application: Data = {}
  let inTap = false
  let box: Sandbox | undefined
  const sandbox = (): Sandbox => {
    if (box === undefined) throw new Error('the mini-program is not started')
    return box
  }
  const refuse = (words: string) => faults.add('WeChat', words)
  const answered = (line: string) => void traffic.push(line)
  const network = {
    domain,
    address,
    isOnline: () => phone.online,
    losesAnswers: () => phone.losesAnswers,
    refuse,
    answered,
  }
  const sockets = openSockets(network, sandbox)
  const wxml = openWxml(directory)

  const definition = (kind: 'page' | 'component', route: string): Data => {
    const key = `${kind} ${route}`
    if (!definitions.has(key)) {
      loading = route
      sandbox().load(route)
      loading = ''
    }
    const found = definitions.get(key)
    if (found === undefined)
      faults.add(`${route}.js`, `has not called ${kind === 'page' ? 'Page' : 'Component'}()`)
    return found ?? {}
  }
  const register = (kind: 'page' | 'component') => (given: unknown) => {
    if (isRecord(given)) definitions.set(`${kind} ${loading}`, given)
  }
  const record = (sent: SentData) => void sentData.push(sent)
  const stack = openPageStack({
    app,
    sandbox,
    faults,
    open: (route) => openPage(route, { app, faults, sandbox: sandbox(), wxml, definition, record }),
  })
  const note = (entry: Said) => void said.push(entry)
  const wx = buildWx({
    faults,
    sandbox,
    phone,
    files,
    note,
    connectSocket: sockets.connectSocket,
    canvas: (selector) => {
      const view = stack.current()
      const found = view === undefined ? [] : findNodes(view.tree(), { tag: 'canvas' })
      const id = selector.slice(1)
      return found.some(({ attributes }) => attributes.id === id) ? drawnOn(id, note) : null
    },
    apis: {
      ...networkApis(network, files),
      ...storageApis(phone.stored),
      ...deviceApis({ app, phone, files, inTap: () => inTap, refuse, note }),
      ...stack.apis,
    },
  })
  box = openSandbox(
    app,
    wx.object,
    {
      app: (given) => {
        if (isRecord(given)) application = given
      },
      page: register('page'),
      component: register('component'),
      behavior: (given) => given,
      getApp: () => application,
      getCurrentPages: () => stack.views().map(({ instance }) => instance),
    },
    faults,
    phone.now,
  )

  const callApp = (lifecycle: string, given: Data) =>
    faults.guard(`App ${lifecycle}`, () => methodOf(application, lifecycle)?.(box?.bring(given)))
  const first = app.pages[0] ?? ''
  const entry = { path: first, query: {}, scene: 1001 }
  box.load('app')
  callApp('onLaunch', entry)
  callApp('onShow', entry)
  faults.guard('launch', () => stack.launch(`/${first}`))

  const screen = () => {
    const view = stack.current()
    if (view === undefined) throw new Error(`no page is open\n${faults.list().join('\n')}`)
    return view.tree()
  }
  return {
    app,
    faults,
    phone,
    screen,
    route: () => stack.current()?.route ?? '',
    stack: () => stack.views().map(({ route }) => route),
    send: (node, type, detail = {}) => {
      inTap = type === 'tap'
      try {
        return sendEvent(node, type, detail, sandbox().bring, faults)
      } finally {
        inTap = false
      }
    },
    sentData: () => sentData,
    said: () => said,
    traffic: () => traffic,
    open: (url) => stack.launch(url),
    back: () => void stack.apis.navigateBack?.({}),
    setOnline: (online) => {
      phone.online = online
      if (!online) sockets.cut()
      wx.emit('NetworkStatusChange', { isConnected: online, networkType: online ? 'wifi' : 'none' })
    },
    toBackground: () => {
      stack.current()?.call('onHide')
      callApp('onHide', {})
      wx.emit('AppHide', {})
    },
    toForeground: () => {
      callApp('onShow', entry)
      wx.emit('AppShow', entry)
      stack.current()?.call('onShow')
    },
    stop: () => {
      sockets.cut()
      stack.close()
      box?.close()
    },
  }
}
