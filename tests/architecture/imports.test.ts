import { expect, test } from 'vitest'
import { importsOf, resolveImport, sourceFiles } from './source-files.ts'

/** Which room may open which door. What is not listed is refused. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  shared: ['shared'],
  db: ['db', 'shared'],
  bff: ['bff', 'db', 'shared'],
  miniprogram: ['miniprogram', 'shared'],
  tests: ['tests', 'miniprogram', 'bff', 'db', 'shared'],
}

/** Packages of a room that has none of Node's or Taro's world. */
const purePackages = ['@sinclair/typebox', 'ical.js']

/** Rooms inside the mini-program's src. `app` is app.tsx and app.config.ts. */
const pageRooms: Readonly<Record<string, readonly string[]>> = {
  platform: ['platform'],
  components: ['components', 'platform', 'styles'],
  parts: ['parts', 'components', 'platform', 'styles'],
  pages: ['pages', 'parts', 'components', 'platform', 'styles'],
  features: ['features', 'parts', 'components', 'platform', 'styles'],
  styles: ['styles'],
  app: ['app', 'components', 'parts', 'platform', 'styles'],
}

/** Taro's view parts are what pages are made of; everything else of it is I/O, for platform/ only. */
const taroViews = ['@tarojs/components']

const files = sourceFiles()
const imports = files.flatMap((source) =>
  importsOf(source).map((name) => ({
    file: source.file,
    name,
    target: resolveImport(source.file, name),
  })),
)
const roomOf = (file: string): string => file.split('/')[0] ?? ''
const said = (rows: readonly { file: string; name: string }[]) =>
  rows.map(({ file, name }) => `${file} → ${name}`)

test('every room opens only the doors it is allowed', () => {
  const config = (file: string) => !file.includes('/')
  const wrong = imports.filter(
    ({ file, target }) =>
      target !== undefined &&
      !config(file) &&
      !(rooms[roomOf(file)] ?? []).includes(roomOf(target)),
  )
  expect(said(wrong)).toEqual([])
})

test('shared code knows neither Node nor Taro nor any package but pure ones', () => {
  const wrong = imports.filter(
    ({ file, name, target }) =>
      roomOf(file) === 'shared' &&
      target === undefined &&
      !purePackages.some((pure) => name === pure || name.startsWith(`${pure}/`)),
  )
  expect(said(wrong)).toEqual([])
})

test('shared code reads no clock and no chance', () => {
  const wrong = files
    .filter(({ file }) => roomOf(file) === 'shared')
    .filter(({ text }) => /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/.test(text))
  expect(wrong.map(({ file }) => file)).toEqual([])
})

const featureOf = (file: string): string => file.split('/')[1] ?? ''
const roleOf = (file: string): string => /\.(\w+)\.ts$/.exec(file)?.[1] ?? ''

test('only stores know the tables', () => {
  const wrong = imports.filter(
    ({ file, target }) =>
      roomOf(file) === 'bff' && target?.startsWith('db/schema') && roleOf(file) !== 'store',
  )
  expect(said(wrong)).toEqual([])
})

test('services, policies and stores never import fastify', () => {
  const wrong = imports.filter(
    ({ file, name }) =>
      ['service', 'policy', 'store'].includes(roleOf(file)) &&
      (name === 'fastify' || name.startsWith('@fastify/')),
  )
  expect(said(wrong)).toEqual([])
})

test('a feature calls another feature’s service, never its store or policy', () => {
  const wrong = imports.filter(
    ({ file, target }) =>
      roomOf(file) === 'bff' &&
      target?.startsWith('bff/') &&
      ['store', 'policy'].includes(roleOf(target)) &&
      featureOf(file) !== featureOf(target),
  )
  expect(said(wrong)).toEqual([])
})

test('routes hand over to services and touch no store', () => {
  const wrong = imports.filter(
    ({ file, target }) =>
      roleOf(file) === 'routes' && target !== undefined && roleOf(target) === 'store',
  )
  expect(said(wrong)).toEqual([])
})

const pageRoomOf = (file: string): string => {
  const [, , first = ''] = file.split('/')
  return first.includes('.') ? 'app' : first
}
const inSource = (file: string) => file.startsWith('miniprogram/src/')

test('mini-program: features → parts → components → platform, never back', () => {
  const wrong = imports.filter(
    ({ file, target }) =>
      inSource(file) &&
      target !== undefined &&
      inSource(target) &&
      !(pageRooms[pageRoomOf(file)] ?? []).includes(pageRoomOf(target)),
  )
  expect(said(wrong)).toEqual([])
})

test('mini-program: features never import features', () => {
  const subpackage = (file: string) => file.split('/')[3]
  const wrong = imports.filter(
    ({ file, target }) =>
      inSource(file) &&
      pageRoomOf(file) === 'features' &&
      target !== undefined &&
      inSource(target) &&
      pageRoomOf(target) === 'features' &&
      subpackage(file) !== subpackage(target),
  )
  expect(said(wrong)).toEqual([])
})

test('mini-program: only platform/ speaks to Taro', () => {
  const wrong = imports.filter(
    ({ file, name }) =>
      inSource(file) &&
      name.startsWith('@tarojs/') &&
      !taroViews.includes(name) &&
      pageRoomOf(file) !== 'platform',
  )
  expect(said(wrong)).toEqual([])
})

test('no module reaches itself by its own imports', () => {
  const edges = new Map<string, string[]>()
  for (const { file, target } of imports)
    if (target !== undefined) edges.set(file, [...(edges.get(file) ?? []), target])
  const done = new Set<string>()
  const cycles: string[] = []
  const walk = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) {
      cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
      return
    }
    if (done.has(file)) return
    for (const next of edges.get(file) ?? []) walk(next, [...trail, file])
    done.add(file)
  }
  for (const file of edges.keys()) walk(file, [])
  expect(cycles).toEqual([])
})
