import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Data } from './faults.ts'
import { isRecord } from './faults.ts'

export interface AppPackage {
  readonly directory: string
  readonly appJson: Data
  /** Every page, in the order of app.json, the subpackages' after the main ones. */
  readonly pages: readonly string[]
  readonly tabPages: readonly string[]
  readonly hasOwnTabBar: boolean
  /** Folders of the subpackages, each ending in a slash. */
  readonly roots: readonly string[]
  readonly rootOf: (file: string) => string
  readonly json: (route: string) => Data
  /** Custom tags of a page or component → route. */
  readonly usedBy: (route: string) => ReadonlyMap<string, string>
}

const words = (raw: unknown): string[] =>
  Array.isArray(raw) ? raw.filter((item) => typeof item === 'string') : []
const records = (raw: unknown): Data[] => (Array.isArray(raw) ? raw.filter(isRecord) : [])

/** Reads app.json and the pages' json of a compiled mini-program. */
export const readPackage = (directory: string): AppPackage => {
  const readJson = (name: string): Data => {
    const raw: unknown = JSON.parse(readFileSync(path.join(directory, name), 'utf8'))
    return isRecord(raw) ? raw : {}
  }
  const appJson = readJson('app.json')
  const subpackages = records(appJson.subPackages ?? appJson.subpackages).map((entry) => ({
    root: `${String(entry.root).replace(/\/$/, '')}/`,
    pages: words(entry.pages),
  }))
  const tabBar = isRecord(appJson.tabBar) ? appJson.tabBar : {}
  const roots = subpackages.map(({ root }) => root)
  const json = (route: string): Data =>
    existsSync(path.join(directory, `${route}.json`)) ? readJson(`${route}.json`) : {}
  return {
    directory,
    appJson,
    pages: [
      ...words(appJson.pages),
      ...subpackages.flatMap(({ root, pages }) => pages.map((page) => root + page)),
    ],
    tabPages: records(tabBar.list).map((tab) => String(tab.pagePath)),
    hasOwnTabBar: tabBar.custom === true,
    roots,
    rootOf: (file) => roots.find((root) => file.startsWith(root)) ?? '',
    json,
    usedBy: (route) => {
      const used = json(route).usingComponents
      const tags = isRecord(used) ? Object.entries(used) : []
      return new Map(
        tags.map(([tag, source]) => [
          tag,
          path.posix.join(path.posix.dirname(route), String(source)),
        ]),
      )
    },
  }
}
