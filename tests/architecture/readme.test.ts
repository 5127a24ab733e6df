import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { projectFiles, root } from './source-files.ts'

const readme = readFileSync(path.join(root, 'README.md'), 'utf8')
const json = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'))

test('every command that README names exists', () => {
  const named = [...readme.matchAll(/npm run ([a-z][a-z0-9:-]*)/g)].map((match) => match[1])
  const scripts = Object.keys(json('package.json').scripts)
  expect(named.filter((name) => !scripts.includes(name ?? ''))).toEqual([])
})

test('README names every command there is', () => {
  const scripts = Object.keys(json('package.json').scripts)
  const missing = scripts.filter((name) => !new RegExp(`npm (run )?${name}\\b`).test(readme))
  expect(missing).toEqual([])
})

test('every file that README shows or names is there', () => {
  const pictures = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map((match) => match[1] ?? '')
  const named = [...readme.matchAll(/`((?:shared|bff|db|miniprogram|tests)\/[\w./-]+\.\w+)`/g)].map(
    (match) => match[1] ?? '',
  )
  expect([...pictures, ...named].filter((file) => !existsSync(path.join(root, file)))).toEqual([])
})

test('README gives a reason for every package', () => {
  const packages = ['package.json', 'miniprogram/package.json'].flatMap((file) => {
    const { dependencies = {}, devDependencies = {} } = json(file)
    return [...Object.keys(dependencies), ...Object.keys(devDependencies)]
  })
  const families = ['@tarojs/', '@babel/']
  const missing = packages.filter(
    (name) => !families.some((family) => name.startsWith(family)) && !readme.includes(name),
  )
  expect(missing).toEqual([])
})

test('README explains every setting that the server reads, and no other', () => {
  const textOf = (name: string) => readFileSync(path.join(root, 'bff', name), 'utf8')
  const env = textOf('env.ts')
  // What belongs to one feature has a file of its own, in which every such word is a setting.
  const parts = readdirSync(path.join(root, 'bff')).filter((name) => name.endsWith('-settings.ts'))
  const read = new Set(
    [
      ...env.matchAll(/(?:env\.|required\(\s*'|keys\(\s*'|positive\(\s*')([A-Z][A-Z0-9_]+)/g),
      ...parts
        .map(textOf)
        .join('')
        .matchAll(/(?:env\.|')([A-Z][A-Z0-9]*_[A-Z0-9_]+)/g),
    ].map((match) => match[1] ?? ''),
  )
  read.delete('LINLI_DEMO_LOGIN')
  const table = readme.slice(readme.indexOf('| setting |'))
  const explained = new Set([...table.matchAll(/`([A-Z][A-Z0-9_]{3,})`/g)].map((match) => match[1]))
  explained.delete('FILES_DIRECTORY')
  read.delete('FILES_DIRECTORY')
  expect([...explained].sort()).toEqual([...read].sort())
})

test('README keeps to at most twelve decisions', () => {
  const section = readme.slice(
    readme.indexOf('## Decisions'),
    readme.indexOf('## What it is made of'),
  )
  const rows = section.split('\n').filter((line) => line.startsWith('| ')).length - 1
  expect(rows).toBeGreaterThan(0)
  expect(rows).toBeLessThanOrEqual(12)
})

test('the people of the tour are people of the demo', async () => {
  const { people } = await import('#db/seed/places/people.ts')
  const names = new Set(people.map(({ name }) => name))
  const told = [...readme.matchAll(/\d\. \*\*([\u4e00-\u9fff]{2,3})/g)].map(
    (match) => match[1] ?? '',
  )
  expect(told.length).toBeGreaterThan(3)
  expect(told.filter((name) => !names.has(name))).toEqual([])
})

test('nothing committed names a machine or weighs too much', () => {
  const heavy = projectFiles()
    .filter((file) => !file.endsWith('package-lock.json') && existsSync(path.join(root, file)))
    .filter((file) => readFileSync(path.join(root, file)).length > 300_000)
  expect(heavy).toEqual([])
})
