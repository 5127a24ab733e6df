import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createContext, runInContext } from 'node:vm'
import type { Data } from './faults.ts'
import { isRecord } from './faults.ts'
import type { Markup, Tag } from './wxml-parser.ts'
import { parseWxml } from './wxml-parser.ts'

export interface WxmlFile {
  readonly name: string
  readonly content: readonly Markup[]
  /** Its own and those of the files it imports; an import does not hand on its own imports. */
  readonly template: (name: string) => { readonly tag: Tag; readonly file: WxmlFile } | undefined
  readonly ownTemplates: ReadonlyMap<string, Tag>
  readonly include: (source: string) => WxmlFile
  readonly modules: Data
}

const isTag = (markup: Markup): markup is Tag => typeof markup !== 'function'

/** wxs is ES5 with a world of its own: no wx, no timers, no `let`, no arrows. */
const runWxs = (file: string): unknown => {
  const source = readFileSync(file, 'utf8')
  if (/\b(let|const|class|import|async)\b|=>/.test(source))
    throw new Error(`${path.basename(file)}: wxs understands ES5 only`)
  const context = createContext(
    { module: { exports: {} } },
    { codeGeneration: { strings: false, wasm: false } },
  )
  return runInContext(`${source}\n;module.exports`, context, { filename: file })
}

/** Reads the emitted WXML files, each once. Paths are relative to the package's root. */
export const openWxml = (directory: string): ((name: string) => WxmlFile) => {
  const files = new Map<string, WxmlFile>()
  const open = (name: string): WxmlFile => {
    const known = files.get(name)
    if (known !== undefined) return known
    const relative = (source: string) =>
      source.startsWith('/') ? source.slice(1) : path.posix.join(path.posix.dirname(name), source)
    const content = parseWxml(readFileSync(path.join(directory, name), 'utf8'), name)
    const tags = content.filter(isTag)
    const sourceOf = (tag: Tag) => relative(tag.written.get('src') ?? '')
    const ownTemplates = new Map(
      tags.flatMap((tag): [string, Tag][] => {
        const title = tag.name === 'template' ? tag.written.get('name') : undefined
        return title === undefined ? [] : [[title, tag]]
      }),
    )
    const imports = tags.filter(({ name: tag }) => tag === 'import').map(sourceOf)
    const modules = Object.fromEntries(
      tags
        .filter((tag) => tag.name === 'wxs')
        .map((tag) => [
          tag.written.get('module') ?? '',
          runWxs(path.join(directory, sourceOf(tag))),
        ]),
    )
    const file: WxmlFile = {
      name,
      content,
      ownTemplates,
      modules: isRecord(modules) ? modules : {},
      include: (source) => open(relative(source)),
      template: (title) => {
        for (const owner of [file, ...imports.map(open)]) {
          const tag = owner.ownTemplates.get(title)
          if (tag !== undefined) return { tag, file: owner }
        }
        return undefined
      },
    }
    files.set(name, file)
    return file
  }
  return open
}
