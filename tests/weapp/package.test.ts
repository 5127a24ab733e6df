import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { builtWeapp } from './build.ts'
import type { AppPackage } from './host/package-files.ts'
import { readPackage } from './host/package-files.ts'

const kilobyte = 1024
const mostMain = 700 * kilobyte
const mostSubpackage = 300 * kilobyte
let app: AppPackage
let files: readonly string[]

beforeAll(async () => {
  app = readPackage(await builtWeapp())
  files = readdirSync(app.directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(app.directory, path.join(entry.parentPath, entry.name)))
}, 240_000)

const read = (file: string) => readFileSync(path.join(app.directory, file), 'utf8')
const bytesOf = (root: string) =>
  files
    .filter((file) => app.rootOf(file) === root)
    .reduce((sum, file) => sum + statSync(path.join(app.directory, file)).size, 0)
const ofKind = (ending: string) => files.filter((file) => file.endsWith(ending))

test('the main package and every subpackage stay small', () => {
  const sizes = ['', ...app.roots].map((root) => ({ root: root || 'main', bytes: bytesOf(root) }))
  const told = sizes.map(({ root, bytes }) => `${root} ${Math.round(bytes / kilobyte)} KB`)
  process.stdout.write(`weapp packages: ${told.join(', ')}\n`)
  for (const { root, bytes } of sizes) {
    expect(bytes, root).toBeGreaterThan(0)
    expect(bytes, root).toBeLessThan(root === 'main' ? mostMain : mostSubpackage)
  }
})

test('every page of app.json is there with its script, its settings and its template', () => {
  expect(app.pages.length).toBeGreaterThan(2)
  for (const page of app.pages)
    for (const ending of ['js', 'json', 'wxml'])
      expect(existsSync(path.join(app.directory, `${page}.${ending}`)), `${page}.${ending}`).toBe(
        true,
      )
})

test('tab pages are in the main package, and every custom component is there', () => {
  for (const page of app.tabPages) {
    expect(app.pages).toContain(page)
    expect(app.rootOf(page)).toBe('')
  }
  const owners = [...app.pages, ...(app.hasOwnTabBar ? ['custom-tab-bar/index'] : [])]
  for (const owner of owners)
    for (const route of app.usedBy(owner).values())
      expect(existsSync(path.join(app.directory, `${route}.js`)), route).toBe(true)
})

test('no script makes code from text, which WeChat forbids', () => {
  const makers = /\beval\s*\(|\bnew Function\b|\bFunction\s*\(\s*["'`]/
  expect(ofKind('.js').length).toBeGreaterThan(5)
  for (const file of ofKind('.js')) expect(makers.exec(read(file))?.[0], file).toBeUndefined()
})

test('no script calls what phones before 2022 lack; Taro adds no polyfill', () => {
  const young = /\.(at|findLast|findLastIndex|toSorted|toReversed|toSpliced)\(|Object\.hasOwn\(/
  for (const file of ofKind('.js')) {
    const found = young.exec(read(file))
    const where = found === null ? '' : read(file).slice(found.index - 40, found.index + 30)
    expect(where, file).toBe('')
  }
})

test('contracts travel without the schemas that only servers read', () => {
  for (const file of ofKind('.js'))
    expect(read(file).includes('additionalProperties'), file).toBe(false)
})

test('what a screen reader needs reaches WeChat', () => {
  const base = read('base.wxml')
  for (const name of [
    'role',
    'label',
    'hidden',
    'disabled',
    'live',
    'checked',
    'selected',
    'modal',
  ])
    expect(base, name).toContain(`aria-${name}="{{`)
})

test('nothing of the machine it was built on is inside', () => {
  const roots = [process.cwd(), process.env.HOME].filter((root) => root && root.length > 5)
  expect(ofKind('.map')).toEqual([])
  for (const file of files) {
    const text = read(file)
    expect(text.includes('sourceMappingURL'), file).toBe(false)
    for (const root of roots) expect(text.includes(String(root)), `${root} in ${file}`).toBe(false)
  }
})

test('private interfaces are declared exactly as the pages use them', () => {
  const declared = app.appJson.requiredPrivateInfos
  expect(app.appJson.__usePrivacyCheck__).toBe(true)
  expect(declared).toContain('getLocation')
  // WeChat refuses to compile these two kinds together.
  expect(declared).not.toContain('getFuzzyLocation')
  const scripts = ofKind('.js').filter((file) => !/taro\.js$/.test(file))
  const used = (name: string) => scripts.some((file) => read(file).includes(`.${name}(`))
  for (const name of Array.isArray(declared) ? declared : []) expect(used(name), name).toBe(true)
  expect(app.appJson.permission).toHaveProperty(['scope.userLocation', 'desc'])
})
