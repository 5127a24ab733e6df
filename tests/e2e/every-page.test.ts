import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { intensity } from '../intensity.ts'
import { leastOf, measure } from './measure.ts'
import type { Stories, Visit } from './page-visits.ts'
import { tellStories, visitsOf } from './page-visits.ts'
import type { Site, Visitor } from './site.ts'
import { settled, startSite, visitorOf } from './site.ts'

interface AppConfig {
  readonly pages: readonly string[]
  readonly subPackages: readonly { readonly root: string; readonly pages: readonly string[] }[]
}

/** Every page the app has, from the file that gives it to Taro. */
const builtPages = async (): Promise<readonly string[]> => {
  Reflect.set(globalThis, 'defineAppConfig', (config: unknown) => config)
  const file = new URL('../../miniprogram/src/app.config.ts', import.meta.url).href
  const { default: config }: { default: AppConfig } = await import(file)
  const inPackages = config.subPackages.flatMap(({ root, pages }) =>
    pages.map((name) => `${root}/${name}`),
  )
  return [...config.pages, ...inPackages]
}

const pages = await builtPages()
const largestScale = 30 / 17
let site: Site
let stories: Stories

beforeAll(async () => {
  site = await startSite()
  stories = await tellStories(site.app)
}, 240_000)
afterAll(() => site?.stop())

/** One browser for each person: it keeps the files of the page, as his phone does. */
const visitors = new Map<string | undefined, Visitor>()
const visitorAs = async (as: string | undefined): Promise<Visitor> => {
  const known = visitors.get(as)
  const looks = { width: 375, ...(as === undefined ? {} : { as }) }
  const visitor = known ?? (await visitorOf(site, looks))
  visitors.set(as, visitor)
  return visitor
}

/** As platform/font-scale.ts answers in WeChat, where the reader's own setting is known. */
const scaleOf = (largeType: boolean, factor: number): number =>
  Math.min(largestScale, Math.max(largeType ? 1.25 : 1, factor))

const setScale = (page: Page, scale: number) =>
  page.evaluate(`document.querySelectorAll('[style*="--scale"]')
    .forEach((screen) => screen.style.setProperty('--scale', '${scale}'))`)

const refuseFailureState = async (page: Page, pagePath: string, what: string) => {
  const failed = page.getByText(
    /^(没有打开|现在没有网络|您现在没有办案岗位|这一页只给(?:管理员|打电话的同事|办预约的同事|照护老人的同事)看)$/,
  )
  if ((await failed.filter({ visible: true }).count()) > 0)
    throw new Error(
      `${pagePath} (${what}) shows that it could not be opened. ` +
        'Give this page its person and parameters in tests/e2e/page-visits.ts.',
    )
}

/** What is wrong with one visit, at each width and type size, one line for each fault. */
const faultsOf = async (
  pagePath: string,
  visit: Visit,
  largeTypes: readonly boolean[],
): Promise<string[]> => {
  const { what, as, params, first, widths = intensity.pageWidths } = visit
  const [narrow = 375] = widths
  const { page, troubles, startOver, open } = await visitorAs(as)
  const lines: string[] = []
  const look = async (largeType: boolean) => {
    startOver(largeType)
    await page.setViewportSize({ width: narrow, height: 812 })
    await open(`/${pagePath}`, params?.(stories))
    await refuseFailureState(page, pagePath, what)
    await first?.(page)
    await settled(page)
    for (const width of widths) {
      for (const factor of intensity.fontScales) {
        await page.setViewportSize({ width, height: 812 })
        await setScale(page, scaleOf(largeType, factor))
        const name = `${what}, ${width} px${largeType ? ', 长辈版' : ''}, × ${factor}`
        for (const { kind, element, measured } of await measure(page, leastOf(largeType)))
          lines.push(`${name}: ${kind} – ${element} (${measured})`)
      }
    }
  }
  for (const largeType of largeTypes) await look(largeType)
  return [...lines, ...troubles.splice(0).map((trouble) => `${what}: ${trouble}`)]
}

const faultsOfAll = async (pagePath: string, visits: readonly Visit[]): Promise<string> => {
  const lines: string[] = []
  for (const [index, visit] of visits.entries()) {
    const largeTypes = index === 0 ? [false, true] : intensity.largeTypesOfSheets
    lines.push(...(await faultsOf(pagePath, visit, largeTypes)))
  }
  return lines.join('\n')
}

describe('every page is legible, large enough to touch and open to keys and screen readers', () => {
  it.each(pages)(
    '%s',
    async (pagePath) => {
      expect(await faultsOfAll(pagePath, visitsOf(pagePath))).toBe('')
    },
    120_000,
  )

  it('also the desk on the wide screen of an office', async () => {
    const pagePath = 'features/desk/pages/queue/index'
    const wide = visitsOf(pagePath).map((visit) => ({ ...visit, widths: [1280] }))
    expect(await faultsOfAll(pagePath, wide)).toBe('')
  }, 120_000)
})
