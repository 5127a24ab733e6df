import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { builtWeapp } from './build.ts'
import type { Host } from './host/host.ts'
import { personWith } from './host/person.ts'
import { openMiniprogram, phoneOf } from './test-phone.ts'

let whole: string
let app: TestApp
let copy: string
let host: Host | undefined

beforeAll(async () => {
  whole = await builtWeapp()
  app = await startTestApp()
}, 240_000)
afterEach(() => {
  host?.stop()
  host = undefined
  rmSync(copy, { recursive: true, force: true })
})
afterAll(() => app?.stop())

const aCopy = (): void => {
  copy = mkdtempSync(path.join(tmpdir(), 'linli-weapp-'))
  cpSync(whole, copy, { recursive: true })
}
const change = (file: string, alter: (text: string) => string): void => {
  const name = path.join(copy, file)
  const before = readFileSync(name, 'utf8')
  const after = alter(before)
  expect(after, `the break in ${file} was planted`).not.toBe(before)
  writeFileSync(name, after)
}

/** The way every resident goes first: from the icon to the report form. */
const openReport = async (): Promise<void> => {
  host = openMiniprogram(copy, app, phoneOf(app, 'weapp-break'))
  const she = personWith(host, 1500)
  await she.press({ role: 'button', name: /^报告问题/ })
  await she.arrive('features/cases/pages/report/index')
  await she.type('哪里不对', '路灯不亮')
  she.check()
}

test('unbroken, the way to the report form is open', async () => {
  aCopy()
  await openReport()
})

test('a template whose events nobody handles stops the run', async () => {
  aCopy()
  change('base.wxml', (text) => text.replaceAll('="eh"', '="onTap"'))
  await expect(openReport()).rejects.toThrow('does not have a method "onTap"')
})

test('a template that hears no taps stops the run', async () => {
  aCopy()
  change('base.wxml', (text) => text.replaceAll('bindtap="eh"', ''))
  await expect(openReport()).rejects.toThrow('nobody hears a tap')
})

test('a page that needs a browser stops the run', async () => {
  aCopy()
  change('features/cases/pages/report/index.js', (text) => `window.scrollTo(0, 0);${text}`)
  await expect(openReport()).rejects.toThrow('window is not defined')
})

test('a page that makes code from text stops the run', async () => {
  aCopy()
  change('pages/home/index.js', (text) => `new Function('return 1')();${text}`)
  await expect(openReport()).rejects.toThrow('Code generation from strings')
})

test('a role that never reaches WeChat stops the run', async () => {
  aCopy()
  change('base.wxml', (text) => text.replaceAll(/ aria-role="[^"]*"/g, ''))
  await expect(openReport()).rejects.toThrow('is not on pages/home/index')
})

test('a missing template stops the run', async () => {
  aCopy()
  change('base.wxml', (text) => text.replaceAll('<template name="tmpl_0_', '<template name="gone_'))
  await expect(openReport()).rejects.toThrow(/template "tmpl_0_\d+" is not found/)
})

test('an interface this host does not know stops the run by its name', async () => {
  aCopy()
  change('pages/home/index.js', (text) => `wx.startBeaconDiscovery({});${text}`)
  await expect(openReport()).rejects.toThrow('wx.startBeaconDiscovery')
})

test('a page of one subpackage that needs another’s code stops the run', async () => {
  aCopy()
  const other = 'features/account/pages/my-data/index.js'
  expect(readdirSync(path.join(copy, path.dirname(other)))).toContain('index.js')
  change(
    'features/cases/pages/report/index.js',
    (text) => `require('../../../account/pages/my-data/index');${text}`,
  )
  await expect(openReport()).rejects.toThrow('of another package')
})
