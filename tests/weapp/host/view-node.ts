import type { Data } from './faults.ts'
import { textOf } from './faults.ts'

/** Who gets the events of a node: its page or custom component. */
export interface Owner {
  readonly name: string
  readonly instance: Data
}

/** One element as WeChat would show it. */
export interface ViewNode {
  readonly tag: string
  readonly attributes: Readonly<Data>
  /** Event name → the method bound to it, and whether it keeps the event from its parents. */
  readonly bindings: ReadonlyMap<string, { readonly method: string; readonly stops: boolean }>
  readonly owner: Owner
  readonly parent: ViewNode | undefined
  readonly children: (ViewNode | string)[]
}

export interface Wanted {
  /** aria-role. */
  readonly role?: string
  /** What a screen reader says: aria-label, otherwise the text. */
  readonly name?: string | RegExp
  /** The text inside. */
  readonly text?: string | RegExp
  readonly tag?: string
}

const isNode = (child: ViewNode | string): child is ViewNode => typeof child !== 'string'
const isHidden = (node: ViewNode) => textOf(node.attributes['aria-hidden']) === 'true'

export const visibleText = (node: ViewNode): string =>
  node.children.map((child) => (isNode(child) ? visibleText(child) : child)).join('')

/** What WeChat reads out: the label, or the text without what is hidden from it. */
export const spokenName = (node: ViewNode): string => {
  const label = textOf(node.attributes['aria-label'])
  if (label !== '') return label
  return node.children
    .map((child) => (isNode(child) ? (isHidden(child) ? '' : spokenName(child)) : child))
    .join('')
}

const fits = (given: string, wanted: string | RegExp | undefined): boolean =>
  wanted === undefined || (typeof wanted === 'string' ? given === wanted : wanted.test(given))

/** Every element under this one, itself included, in the order of reading. */
export const allNodes = (node: ViewNode): ViewNode[] => [
  node,
  ...node.children.filter(isNode).flatMap(allNodes),
]

const matches = (node: ViewNode, { role, name, text, tag }: Wanted): boolean =>
  (role === undefined || textOf(node.attributes['aria-role']) === role) &&
  (tag === undefined || node.tag === tag) &&
  (name === undefined || fits(spokenName(node), name)) &&
  (text === undefined || fits(visibleText(node), text))

/** The innermost elements that fit: a parent with the same text is left out. */
export const findNodes = (root: ViewNode, wanted: Wanted): ViewNode[] => {
  const found = allNodes(root).filter((node) => matches(node, wanted))
  return found.filter((node) => !found.some((other) => other !== node && other.parent === node))
}

/** The tree in words, for a failed test. */
export const outline = (node: ViewNode, depth = 0): string => {
  const role = textOf(node.attributes['aria-role'])
  const label = textOf(node.attributes['aria-label'])
  const own = node.children.filter((child) => !isNode(child)).join('')
  const busy = textOf(node.attributes['aria-busy']) === 'true' && 'busy'
  const said = [busy, role && `role=${role}`, label && `label=${label}`, own && `“${own}”`]
    .filter(Boolean)
    .join(' ')
  const below = node.children.filter(isNode).map((child) => outline(child, depth + 1))
  const line =
    said === '' && node.bindings.size === 0 ? [] : [`${'  '.repeat(depth)}${node.tag} ${said}`]
  return [...line, ...below.filter((text) => text !== '')].join('\n')
}
