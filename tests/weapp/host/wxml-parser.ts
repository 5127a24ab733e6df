import type { Data } from './faults.ts'
import type { Expression } from './wxml-expression.ts'
import { compileData, compileText } from './wxml-expression.ts'

export interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, Expression>
  /** As written; `wx:key`, `name` and bind attributes are names, not expressions. */
  readonly written: ReadonlyMap<string, string>
  readonly templateData: (scope: Data) => Data
  readonly children: Markup[]
}
export type Markup = Tag | Expression

const token =
  /<!--[\s\S]*?-->|<\/([\w-]+)\s*>|<([\w-]+)((?:[^"'>]|"[^"]*"|'[^']*')*?)(\/?)>|[^<]+|</g
const attribute = /([\w:.-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g
const isName = (name: string) => name === 'wx:key' || name === 'data' || name.startsWith('wx:for-')

const readTag = (name: string, source: string): Tag => {
  const written = new Map<string, string>()
  const attributes = new Map<string, Expression>()
  for (const [, key = '', double, single] of source.matchAll(attribute)) {
    const value = double ?? single ?? 'true'
    written.set(key, value)
    if (!isName(key)) attributes.set(key, compileText(value))
  }
  const data = name === 'template' ? written.get('data') : undefined
  return { name, attributes, written, templateData: compileData(data), children: [] }
}

/** Reads one WXML file. Throws when a tag is not closed, as WeChat's compiler does. */
export const parseWxml = (source: string, file: string): Markup[] => {
  const root: Tag = readTag('root', '')
  const open: Tag[] = [root]
  for (const [text, closing, opening, attributes = '', selfClosing] of source.matchAll(token)) {
    const parent = open.at(-1) ?? root
    if (text.startsWith('<!--')) continue
    if (closing !== undefined) {
      if (parent.name !== closing) throw new Error(`${file}: </${closing}> closes <${parent.name}>`)
      open.pop()
    } else if (opening !== undefined) {
      const tag = readTag(opening, attributes)
      parent.children.push(tag)
      if (selfClosing !== '/') open.push(tag)
    } else if (text.trim() !== '') {
      parent.children.push(compileText(text))
    }
  }
  if (open.length > 1) throw new Error(`${file}: <${open.at(-1)?.name}> is not closed`)
  return root.children
}
