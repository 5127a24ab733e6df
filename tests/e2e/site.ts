import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { signInAsDemoPerson } from '#shared/accounts/accounts.contract.ts'
import { fontsReady, launchBrowser, serveChineseFont, wearChineseFont } from '../support/browser.ts'
import type { TestApp } from '../support/test-app.ts'
import { startTestApp } from '../support/test-app.ts'

const built = fileURLToPath(new URL('../../miniprogram/dist/h5', import.meta.url))

type Build = (target: 'h5') => Promise<void>

// Plain JavaScript, since `npm start` runs it before anything is installed.
const buildModule = new URL('../../bff/start/build-miniprogram.mjs', import.meta.url).href

/** The folder of the built web page; H5_DIRECTORY names one that is built already. */
const builtPage = async (): Promise<string> => {
  const given = process.env.H5_DIRECTORY
  if (given) return path.resolve(given)
  const { buildMiniprogram }: { buildMiniprogram: Build } = await import(buildModule)
  await buildMiniprogram('h5')
  return built
}

export interface Site {
  readonly app: TestApp
  readonly browser: Browser
  readonly stop: () => Promise<void>
}

/** The whole product with its web page, and a browser to look at it. */
export const startSite = async (): Promise<Site> => {
  const app = await startTestApp({
    env: { H5_DIRECTORY: await builtPage() },
    wechatPay: 'public_key',
    alsoServes: serveChineseFont,
  })
  const browser = await launchBrowser()
  const stop = async () => {
    await browser.close()
    await app.stop()
  }
  return { app, browser, stop }
}

export interface Looks {
  /** Key of a demo person who is signed in already; nobody unless told. */
  readonly as?: string
  readonly width: number
  readonly height?: number
  readonly largeType?: boolean
}

export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  /** What a person would not see but a developer must: console errors, failed requests. */
  readonly troubles: string[]
  /** From the next `open` on he is as he was at first, but for 长辈版: what the page stored is gone. */
  readonly startOver: (largeType: boolean) => void
  /** Loads a page of the app afresh, e.g. `/pages/home/index`. */
  readonly open: (pagePath: string, params?: Readonly<Record<string, string>>) => Promise<void>
}

/** Someone with a browser of his own; the page's clock begins where the server's stands. */
export const visitorOf = async ({ app, browser }: Site, looks: Looks): Promise<Visitor> => {
  const { as, width, height = 812, largeType = false } = looks
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const stored: Record<string, unknown> = {}
  if (as !== undefined) {
    await app.as(as)
    const signedIn = await app.nobody.call(signInAsDemoPerson, { body: { key: as } })
    stored['linli/tokens'] = signedIn.tokens
  }
  await page.addInitScript(pageClock(app.clock.now().getTime()))
  await page.addInitScript(firstStored(stored))
  await wearChineseFont(page)
  const troubles = watchTroubles(page)
  watchRequests(page)
  let visit = 1
  let load = 0
  let isLarge = largeType
  const open: Visitor['open'] = async (pagePath, params = {}) => {
    const query = new URLSearchParams(params).toString()
    load++
    underWay.get(page)?.clear()
    // Another address each time loads the page afresh in the browser process that has its letters.
    const address = `${app.address}/?visit=${visit}&large=${isLarge}&load=${load}`
    await page.goto(`${address}#${pagePath}${query === '' ? '' : `?${query}`}`)
    await settled(page)
  }
  const startOver: Visitor['startOver'] = (on) => {
    visit++
    isLarge = on
  }
  return { context, page, troubles, startOver, open }
}

/** Timers stay real; only what the clock says begins at `start` (milliseconds since 1970). */
const pageClock = (start: number): string => `{
  const Real = Date
  const ahead = ${start} - Real.now()
  globalThis.Date = class Date extends Real {
    constructor(...given) { given.length > 0 ? super(...given) : super(Real.now() + ahead) }
    static now() { return Real.now() + ahead }
  }
}`

/** As Taro's web storage keeps it; once a visit, so that a reload finds what the page stored since. */
const firstStored = (values: Readonly<Record<string, unknown>>): string => `
  const asked = new URLSearchParams(location.search)
  const visit = asked.get('visit')
  if (location.protocol.startsWith('http') && localStorage.getItem('e2e') !== visit) {
    localStorage.clear()
    localStorage.setItem('e2e', visit)
    const values = { 'linli/large-type': asked.get('large') === 'true', ...${JSON.stringify(values)} }
    for (const [key, data] of Object.entries(values))
      localStorage.setItem(key, JSON.stringify({ data }))
  }`

const watchTroubles = (page: Page): string[] => {
  const troubles: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => troubles.push(`thrown: ${error.message}`))
  page.on('requestfailed', (request) => {
    // A page that is left lets go of what it still asked for.
    const why = request.failure()?.errorText ?? ''
    if (why !== 'net::ERR_ABORTED') troubles.push(`request: ${request.url()} ${why}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()} ${response.url()}`)
  })
  return troubles
}

const underWay = new WeakMap<Page, Set<Request>>()

const watchRequests = (page: Page): void => {
  const requests = new Set<Request>()
  underWay.set(page, requests)
  page.on('request', (request) => requests.add(request))
  page.on('requestfinished', (request) => requests.delete(request))
  page.on('requestfailed', (request) => requests.delete(request))
}

/** The page in front has its heading, asks for nothing any more, and its letters are drawn. */
export const settled = async (page: Page): Promise<void> => {
  await page.locator('h1:visible').first().waitFor()
  let quiet = 0
  while (quiet < 3) {
    await page.waitForTimeout(40)
    const busy = await page.locator('[aria-busy=true]:visible').count()
    quiet = busy === 0 && (underWay.get(page)?.size ?? 0) === 0 ? quiet + 1 : 0
  }
  await fontsReady(page)
}
