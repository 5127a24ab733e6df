import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createContext, runInContext } from 'node:vm'
import type { Faults } from './faults.ts'
import { isRecord } from './faults.ts'
import type { AppPackage } from './package-files.ts'

type Register = (definition: unknown) => void

export interface Registrations {
  readonly app: Register
  readonly page: Register
  readonly component: Register
  readonly behavior: (definition: unknown) => unknown
  readonly getApp: () => unknown
  readonly getCurrentPages: () => readonly unknown[]
}

export interface Sandbox {
  /** Runs a file once, as `require` from app.js would. Path without extension, from the root. */
  readonly load: (route: string) => void
  /** A JSON value as an object of the mini-program's own world. */
  readonly bring: (value: unknown) => unknown
  readonly bytes: (content: Uint8Array) => unknown
  /** A promise of the mini-program's world. */
  readonly promise: (work: (resolve: unknown, reject: unknown) => void) => unknown
  readonly later: (work: () => void, milliseconds?: number) => void
  readonly close: () => void
}

// Parameters, as in WeChat's own wrapper; whatever a browser or Node has besides is not there.
const parameters =
  'require, module, exports, wx, App, Page, Component, Behavior, getApp, getCurrentPages'
/** Engines of old phones and WeChat's Android one lack these; V8 would hide their use. */
const removed = ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'Intl', 'FinalizationRegistry']

/** What phones before 2022 lack (iOS 15.3, Chrome 91); Taro adds no polyfill. */
const younger = `
  for (const name of ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced'])
    delete Array.prototype[name]
  delete String.prototype.at
  delete Object.hasOwn
`
/** The phone's clock, which a test sets. */
const ownClock = `(now) => {
  const Real = Date
  globalThis.Date = class Date extends Real {
    constructor(...given) {
      if (given.length === 0) super(now())
      else super(...given)
    }
    static now() { return now() }
  }
}`

/** A world with JavaScript, timers and `wx`, and nothing of Node's or a browser's. */
export const openSandbox = (
  app: AppPackage,
  wx: unknown,
  registrations: Registrations,
  faults: Faults,
  now: () => number,
): Sandbox => {
  const timers = new Set<NodeJS.Timeout>()
  let closed = false
  const timer =
    (repeats: boolean) =>
    (work: unknown, milliseconds: unknown, ...given: unknown[]) => {
      if (typeof work !== 'function') throw new TypeError('a timer needs a function')
      const run = () => {
        if (!repeats) timers.delete(handle)
        if (!closed) faults.guard('a timer', () => Reflect.apply(work, undefined, given))
      }
      const wait = Number(milliseconds ?? 0)
      const handle = repeats ? setInterval(run, wait) : setTimeout(run, wait)
      timers.add(handle)
      return handle[Symbol.toPrimitive]()
    }
  const clear = (id: unknown) => {
    if (typeof id !== 'number') return
    clearTimeout(id)
    for (const handle of timers) if (handle[Symbol.toPrimitive]() === id) timers.delete(handle)
  }
  const say = (...words: unknown[]) => {
    const text = words.map((word) => (isRecord(word) && 'stack' in word ? word.stack : word))
    faults.add('console.error', text.map(String).join(' '))
  }
  const quiet = () => undefined
  const context = createContext(
    {
      console: { log: quiet, info: quiet, debug: quiet, warn: quiet, error: say, trace: quiet },
      setTimeout: timer(false),
      setInterval: timer(true),
      clearTimeout: clear,
      clearInterval: clear,
    },
    { codeGeneration: { strings: false, wasm: false } },
  )
  runInContext(removed.map((name) => `delete globalThis.${name}`).join(';'), context)
  runInContext(younger, context)
  // WeChat's `global` is a plain object without Array, Object and the rest (lodash stumbles on it).
  runInContext('globalThis.global = {}', context)
  const setClock: unknown = runInContext(ownClock, context)
  if (typeof setClock === 'function') Reflect.apply(setClock, undefined, [now])
  const parse: unknown = runInContext('JSON.parse', context)
  const bytesOf: unknown = runInContext('(list) => new Uint8Array(list).buffer', context)

  const promiseOf: unknown = runInContext('(work) => new Promise(work)', context)

  const modules = new Map<string, { exports: unknown }>()
  const register = ({
    app: App,
    page,
    component,
    behavior,
    getApp,
    getCurrentPages,
  }: Registrations) => [wx, App, page, component, behavior, getApp, getCurrentPages]

  const requireFile = (file: string, from: string): unknown => {
    const known = modules.get(file)
    if (known !== undefined) return known.exports
    const root = app.rootOf(file)
    if (root !== '' && root !== app.rootOf(from))
      throw new Error(`${from} requires ${file} of another package`)
    const source = readFileSync(path.join(app.directory, file), 'utf8')
    const module = { exports: {} }
    modules.set(file, module)
    const run: unknown = runInContext(`(function (${parameters}) {${source}\n})`, context, {
      filename: file,
    })
    if (typeof run !== 'function') throw new Error(`${file} is no script`)
    const require = (name: string) => {
      const target = path.posix.join(path.posix.dirname(file), name)
      return requireFile(target.endsWith('.js') ? target : `${target}.js`, file)
    }
    Reflect.apply(run, undefined, [require, module, module.exports, ...register(registrations)])
    return module.exports
  }

  return {
    load: (route) => {
      const file = `${route}.js`
      faults.guard(file, () => requireFile(file, file))
    },
    bring: (value) =>
      typeof parse === 'function' && value !== undefined
        ? Reflect.apply(parse, undefined, [JSON.stringify(value)])
        : undefined,
    bytes: (content) =>
      typeof bytesOf === 'function' ? Reflect.apply(bytesOf, undefined, [[...content]]) : undefined,
    promise: (work) =>
      typeof promiseOf === 'function' ? Reflect.apply(promiseOf, undefined, [work]) : undefined,
    later: (work, milliseconds = 1) => void timer(false)(work, milliseconds),
    close: () => {
      closed = true
      for (const handle of timers) clearTimeout(handle)
      timers.clear()
    },
  }
}
