import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Data, Faults } from './faults.ts'
import { methodOf } from './faults.ts'
import type { PhoneFiles } from './phone-files.ts'
import type { Sandbox } from './sandbox.ts'
import type { Api } from './wx-call.ts'
import { answering } from './wx-call.ts'
import type { Phone, Said } from './wx-device.ts'
import { deviceFacts } from './wx-device.ts'

interface World {
  readonly faults: Faults
  readonly sandbox: () => Sandbox
  readonly phone: Phone
  readonly files: PhoneFiles
  readonly apis: Readonly<Record<string, Api>>
  readonly connectSocket: (options: unknown) => unknown
  readonly note: (said: Said) => void
  /** The canvas that a selector such as `#chart` finds on the page in front; null when there is none. */
  readonly canvas: (selector: string) => unknown
}

export interface Wx {
  readonly object: Data
  /** Tells everyone who listens with `wx.on<event>`. */
  readonly emit: (event: string, given: unknown) => void
}

/** What Taro may call, so that a call of one nobody built here fails by its name. */
const namesTaroKnows = (): string[] => {
  const entry = createRequire(import.meta.url).resolve('@tarojs/shared')
  const source = readFileSync(path.join(path.dirname(entry), 'native-apis.js'), 'utf8')
  return [...source.matchAll(/^ {4}'([a-z]\w+)',?$/gm)].map(([, name = '']) => name)
}

const events = [
  'AppShow',
  'AppHide',
  'NetworkStatusChange',
  'MemoryWarning',
  'WindowResize',
  'KeyboardHeightChange',
  'ThemeChange',
  'Error',
  'UnhandledRejection',
  'PageNotFound',
  'AppRoute',
]
const tasks = ['request', 'uploadFile', 'downloadFile']

const task = () => ({
  abort: () => undefined,
  onProgressUpdate: () => undefined,
  offProgressUpdate: () => undefined,
  onHeadersReceived: () => undefined,
  offHeadersReceived: () => undefined,
})

const player = (note: World['note']) => () => {
  const sound: Data = { src: '' }
  const listeners: Record<string, unknown> = {}
  for (const name of ['onEnded', 'onError', 'onPlay', 'onCanplay', 'onStop'])
    sound[name] = (listener: unknown) => {
      listeners[name] = listener
    }
  sound.play = () => {
    note({ api: 'play', options: sound.src })
    setTimeout(() => methodOf(listeners, 'onEnded')?.(), 1)
  }
  sound.stop = () => undefined
  sound.destroy = () => undefined
  return sound
}

// Nothing but a canvas has a size here: this host draws a tree, not pixels.
const selectorQuery =
  ({ sandbox, canvas }: World) =>
  () => {
    const query: Data = {}
    const asked: unknown[] = []
    let selected = ''
    for (const name of ['boundingClientRect', 'scrollOffset', 'context'])
      query[name] = () => {
        asked.push(null)
        return query
      }
    for (const name of ['fields', 'node'])
      query[name] = () => {
        asked.push(canvas(selected))
        return query
      }
    for (const name of ['in', 'select', 'selectAll', 'selectViewport'])
      query[name] = (selector: unknown) => {
        selected = String(selector)
        return query
      }
    query.exec = (done: unknown) =>
      sandbox().later(() => {
        if (typeof done === 'function') Reflect.apply(done, undefined, [asked])
      })
    return query
  }

/** The `wx` object. Whatever is not built here fails the run by its name when it is called. */
export const buildWx = (world: World): Wx => {
  const { faults, sandbox, phone, files, note } = world
  const listeners = new Map<string, Set<unknown>>()
  const object: Data = {}

  const unknownApi = (name: string) => () => {
    faults.add('wx', `wx.${name} is not built in this host (tests/weapp/host)`)
    throw new Error(`wx.${name} is not built in this host`)
  }
  for (const name of namesTaroKnows()) object[name] = unknownApi(name)
  for (const [name, api] of Object.entries(world.apis)) {
    const call = answering(name, api, sandbox, faults)
    object[name] = (options: unknown) => {
      if (!tasks.includes(name)) return call(options)
      // These answer by callbacks only, and with a task at once.
      call({ success: undefined, ...Object(options) })
      return task()
    }
  }
  for (const event of events) {
    const heard = new Set<unknown>()
    listeners.set(event, heard)
    object[`on${event}`] = (listener: unknown) => void heard.add(listener)
    object[`off${event}`] = (listener: unknown) => void heard.delete(listener)
  }
  const facts = deviceFacts(phone, files)
  for (const [name, read] of Object.entries(facts))
    if (name !== 'readFileSync')
      object[name] = () => sandbox().bring(methodOf(facts, name)?.() ?? read)
  object.getFileSystemManager = () => ({ readFileSync: facts.readFileSync })
  object.connectSocket = world.connectSocket
  object.createInnerAudioContext = player(note)
  object.createSelectorQuery = selectorQuery(world)
  object.nextTick = (work: unknown) => sandbox().later(() => methodOf({ work }, 'work')?.(), 0)
  object.canIUse = (name: unknown) => Object.hasOwn(world.apis, String(name).split('.')[0] ?? '')
  object.onNeedPrivacyAuthorization = () => undefined
  object.env = { USER_DATA_PATH: 'wxfile://usr' }

  return {
    object,
    emit: (event, given) => {
      for (const listener of listeners.get(event) ?? [])
        faults.guard(`wx.on${event}`, () =>
          methodOf({ listener }, 'listener')?.(sandbox().bring(given)),
        )
    },
  }
}
