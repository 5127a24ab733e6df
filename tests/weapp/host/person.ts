import type { Host } from './host.ts'
import type { ViewNode, Wanted } from './view-node.ts'
import { findNodes, outline } from './view-node.ts'

const said = (wanted: Wanted) =>
  Object.entries(wanted)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

/** Someone with the phone in his hand: finds by what is shown, presses and types. */
export interface Person {
  /** Waits until it is on the screen. Throws with the screen in words when it does not come. */
  readonly see: (wanted: Wanted) => Promise<ViewNode>
  readonly seeNone: (wanted: Wanted) => Promise<void>
  readonly press: (wanted: Wanted) => Promise<void>
  /** Types into the field that a screen reader calls so. */
  readonly type: (field: string | RegExp, text: string) => Promise<void>
  /** Looks on until the page has asked and drawn nothing new for a moment. */
  readonly rest: () => Promise<void>
  /** Waits until the page of this route is in front. */
  readonly arrive: (route: string) => Promise<void>
  /** Throws every fault of the run until now. */
  readonly check: () => void
}

// Nobody presses twice within a fifth of a second, and React needs a moment to take up a change.
const reaction = 200

const sleep = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

export const personWith = (host: Host, patience = 8_000): Person => {
  const check = () => {
    const faults = host.faults.list()
    if (faults.length > 0) throw new Error(`WeChat would have complained:\n${faults.join('\n')}`)
  }
  const progress = () => host.sentData().length + host.traffic().length
  const until = async <T>(
    look: () => T | undefined,
    missing: () => string,
    pause = 10,
  ): Promise<T> => {
    const end = Date.now() + patience
    for (;;) {
      check()
      const found = look()
      if (found !== undefined) return found
      if (Date.now() > end) throw new Error(missing())
      await sleep(pause)
    }
  }
  const notThere = (what: string) => () =>
    [
      `${what} is not on ${host.route()}:`,
      outline(host.screen()),
      ...host.traffic().slice(-5),
    ].join('\n')
  const see: Person['see'] = (wanted) =>
    until(() => findNodes(host.screen(), wanted)[0], notThere(said(wanted)))

  /** Where one can press now: an open dialog covers the rest of the screen. */
  const inReach = (): ViewNode => {
    const dialogs = findNodes(host.screen(), { role: 'dialog' })
    return dialogs.at(-1) ?? host.screen()
  }
  const press: Person['press'] = async (wanted) => {
    await sleep(reaction)
    const node = await until(() => findNodes(inReach(), wanted)[0], notThere(said(wanted)))
    if (String(node.attributes['aria-disabled']) === 'true' || node.attributes.disabled === true)
      throw new Error(`${said(wanted)} cannot be pressed now`)
    for (const type of ['touchstart', 'touchend']) host.send(node, type)
    const heard = host.send(node, 'tap')
    check()
    if (heard === 0) throw new Error(`nobody hears a tap on ${said(wanted)}`)
  }
  const type: Person['type'] = async (field, text) => {
    await sleep(reaction)
    const isField = (node: ViewNode) => node.tag === 'input' || node.tag === 'textarea'
    const node = await until(
      () => findNodes(inReach(), { name: field }).find(isField),
      notThere(`a field ${field}`),
    )
    if (node.attributes.disabled === true) throw new Error(`the field ${field} is disabled`)
    host.send(node, 'focus', { value: node.attributes.value ?? '', height: 0 })
    const most = Number(node.attributes.maxlength ?? 140)
    const value = most >= 0 ? text.slice(0, most) : text
    const heard = host.send(node, 'input', { value, cursor: value.length, keyCode: 0 })
    host.send(node, 'blur', { value, cursor: value.length })
    check()
    if (heard === 0) throw new Error(`nobody hears what is typed into ${field}`)
  }
  return {
    see,
    press,
    type,
    check,
    rest: async () => {
      let before = -1
      await until(
        () => {
          const now = progress()
          const quiet = now === before
          before = now
          return quiet ? true : undefined
        },
        () => `${host.route()} never comes to rest`,
        250,
      )
    },
    seeNone: async (wanted) => {
      await until(
        () => (findNodes(host.screen(), wanted).length === 0 ? true : undefined),
        () => `${said(wanted)} is still on ${host.route()}:\n${outline(host.screen())}`,
      )
    },
    arrive: async (route) => {
      await until(
        () => (host.route() === route ? true : undefined),
        () => `still on ${host.route()}, not ${route}:\n${outline(host.screen())}`,
      )
    },
  }
}
