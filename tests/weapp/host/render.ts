import { builtInTags } from './built-in-tags.ts'
import type { Data } from './faults.ts'
import { isRecord, textOf } from './faults.ts'
import type { Owner, ViewNode } from './view-node.ts'
import type { WxmlFile } from './wxml-files.ts'
import type { Markup, Tag } from './wxml-parser.ts'

/** A custom component made for one place in the tree; `render` draws its own WXML. */
export interface PlacedComponent {
  readonly owner: Owner
  readonly file: WxmlFile
  readonly scope: Data
}

export interface Drawing {
  readonly owner: Owner
  /** The component a tag stands for in this owner; undefined for WeChat's own tags. */
  readonly place: (
    tag: string,
    at: string,
    properties: Data,
    of: Owner,
  ) => PlacedComponent | undefined
  readonly fault: (words: string) => void
}

interface Here {
  readonly file: WxmlFile
  readonly scope: Data
  readonly owner: Owner
  readonly parent: ViewNode
  /** Where in the tree, by keys, so that a component keeps its state when its list moves. */
  readonly at: string
}

const eventBinding = /^(bind|catch):?([a-z][\w-]*)$/i
const camel = (name: string) =>
  name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
const listOf = (value: unknown): [string, unknown][] => {
  if (Array.isArray(value)) return value.map((item, at) => [String(at), item])
  return isRecord(value) ? Object.entries(value) : []
}

/** Draws a page or component: its WXML with its data, as a tree of what WeChat would show. */
export const draw = (file: WxmlFile, data: Data, drawing: Drawing): ViewNode => {
  const node: ViewNode = {
    tag: 'page',
    attributes: {},
    bindings: new Map(),
    owner: drawing.owner,
    parent: undefined,
    children: [],
  }
  const { fault } = drawing

  const drawAll = (markups: readonly Markup[], here: Here): void => {
    let chosen = false
    for (const [index, markup] of markups.entries()) {
      const at = `${here.at}/${index}`
      if (typeof markup === 'function') {
        here.parent.children.push(textOf(markup({ ...here.file.modules, ...here.scope })))
        continue
      }
      const scope = { ...here.file.modules, ...here.scope }
      const [first, next, last] = ['wx:if', 'wx:elif', 'wx:else'].map((key) =>
        markup.attributes.get(key),
      )
      if (first !== undefined) chosen = Boolean(first(scope))
      else if (next !== undefined) {
        if (chosen || !next(scope)) continue
        chosen = true
      } else if (last !== undefined && chosen) continue
      if (first !== undefined && !chosen) continue
      drawEach(markup, { ...here, at })
    }
  }

  const drawEach = (tag: Tag, here: Here): void => {
    const loop = tag.attributes.get('wx:for')
    if (loop === undefined) {
      drawOne(tag, here)
      return
    }
    const item = tag.written.get('wx:for-item') ?? 'item'
    const index = tag.written.get('wx:for-index') ?? 'index'
    const key = tag.written.get('wx:key')
    const seen = new Set<string>()
    for (const [at, value] of listOf(loop({ ...here.file.modules, ...here.scope }))) {
      const own = key !== undefined && isRecord(value) ? textOf(value[key]) : at
      if (seen.has(own)) fault(`two items of one list have the wx:key "${own}"`)
      seen.add(own)
      const scope = { ...here.scope, [item]: value, [index]: Number(at) }
      drawOne(tag, { ...here, scope, at: `${here.at}:${own}` })
    }
  }

  const drawOne = (tag: Tag, here: Here): void => {
    const scope = { ...here.file.modules, ...here.scope }
    if (tag.name === 'import' || tag.name === 'wxs') return
    if (tag.name === 'block') {
      drawAll(tag.children, here)
    } else if (tag.name === 'include') {
      const file = here.file.include(tag.written.get('src') ?? '')
      drawAll(file.content, { ...here, file })
    } else if (tag.name === 'template') {
      drawTemplate(tag, here, scope)
    } else {
      drawElement(tag, here, scope)
    }
  }

  const drawTemplate = (tag: Tag, here: Here, scope: Data): void => {
    const wanted = tag.attributes.get('is')
    if (wanted === undefined) return
    const name = textOf(wanted(scope))
    const found = here.file.template(name)
    if (found === undefined) {
      fault(`template "${name}" is not found in ${here.file.name}`)
      return
    }
    const inner = { ...here, file: found.file, scope: tag.templateData(scope) }
    drawAll(found.tag.children, inner)
  }

  const drawElement = (tag: Tag, here: Here, scope: Data): void => {
    const attributes: Data = {}
    const bindings = new Map<string, { method: string; stops: boolean }>()
    for (const [name, value] of tag.attributes) {
      if (name.startsWith('wx:')) continue
      const binding = eventBinding.exec(name)
      const given = value(scope)
      if (binding === null) {
        if (given !== undefined) attributes[name] = given
      } else if (textOf(given) !== '') {
        const stops = binding[1]?.toLowerCase() === 'catch'
        bindings.set((binding[2] ?? '').toLowerCase(), { method: textOf(given), stops })
      }
    }
    const { owner, parent } = here
    const element: ViewNode = { tag: tag.name, attributes, bindings, owner, parent, children: [] }
    parent.children.push(element)
    const properties = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [camel(name), value]),
    )
    const placed = drawing.place(tag.name, here.at, properties, owner)
    if (placed !== undefined) {
      const inside = { file: placed.file, scope: placed.scope, owner: placed.owner }
      drawAll(placed.file.content, { ...inside, parent: element, at: here.at })
      return
    }
    if (!builtInTags.has(tag.name)) fault(`WeChat knows no <${tag.name}>`)
    drawAll(tag.children, { ...here, parent: element })
  }

  drawAll(file.content, {
    file,
    scope: data,
    owner: drawing.owner,
    parent: node,
    at: drawing.owner.name,
  })
  return node
}
