import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import type { Browser, Page } from 'playwright-core'
import { chromium } from 'playwright-core'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../..', import.meta.url))

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** A browser program and the libraries it may need beside it. */
type Candidate = { path: string; libraries?: string }

async function start({ path, libraries }: Candidate): Promise<Browser> {
  // As on everybody's machine: without a UTF-8 locale Chinese file names are lost.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  if (libraries !== undefined) {
    const paths = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
    Object.assign(env, { LD_LIBRARY_PATH: paths })
  }
  // Chromium's sandbox refuses root, and needs kernel rights that containers seldom give.
  return chromium.launch({ executablePath: path, args: ['--no-sandbox', ...FLAGS], env })
}

/**
 * Unpacks the Chromium that came with npm into the checkout, together with the nss libraries in
 * the same package, which a bare server lacks. Half-unpacked ones are never seen: it is renamed.
 */
async function unpackedFromNpm(): Promise<Candidate | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const packageMain = require.resolve('@sparticuz/chromium')
  const manifest = readFileSync(join(dirname(packageMain), '..', '..', 'package.json'), 'utf8')
  const version = /"version": "([^"]+)"/.exec(manifest)?.[1] ?? 'unknown'
  const place = join(root, '.cache', `chromium-${version}`)
  if (!existsSync(place)) {
    const fresh = `${place}.${process.pid}`
    rmSync(fresh, { recursive: true, force: true })
    mkdirSync(fresh, { recursive: true })
    const script = `const found = require(${JSON.stringify(packageMain)})
      ;(found.default ?? found).executablePath()`
    // It unpacks into TMPDIR, and the libraries only where it believes to be on AWS.
    const env = { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }
    try {
      await promisify(execFile)(process.execPath, ['-e', script], { cwd: root, env })
      // When another test file was faster this fails, and its copy is as good.
      if (!existsSync(place)) renameSync(fresh, place)
    } finally {
      rmSync(fresh, { recursive: true, force: true })
    }
  }
  return { path: join(place, 'chromium'), libraries: join(place, 'al2023', 'lib') }
}

function installFromDebian(refusals: string[]): Candidate | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  const why = refusals.join('\n')
  process.stdout.write(`No browser starts here; installing chromium with apt-get …\n${why}\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = ['install', '-y', '-q', '--no-install-recommends', 'chromium']
  execFileSync('apt-get', ['update', '-q'], { env, stdio: 'ignore' })
  execFileSync('apt-get', install, { env, stdio: 'ignore' })
  return { path: '/usr/bin/chromium' }
}

type Source = (refusals: string[]) => Candidate | undefined | Promise<Candidate | undefined>

/** Cheapest first; each is asked for only when those before it did not start. */
const sources: Source[] = [
  () => (process.env.CHROMIUM_PATH ? { path: process.env.CHROMIUM_PATH } : undefined),
  ...SYSTEM_BROWSERS.map((path) => () => (existsSync(path) ? { path } : undefined)),
  async () => {
    const unpacked = await unpackedFromNpm()
    return unpacked && { path: unpacked.path }
  },
  unpackedFromNpm,
  installFromDebian,
]

/**
 * Starts a real browser: one named by CHROMIUM_PATH, the system's, the one from npm, or as root
 * one from apt. Throws an Error saying what to install when none starts.
 */
export async function launchBrowser(): Promise<Browser> {
  const refusals: string[] = []
  for (const source of sources) {
    try {
      const candidate = await source(refusals)
      if (candidate !== undefined) return await start(candidate)
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      refusals.push(text.split('\n').slice(0, 4).join(' '))
    }
  }
  throw new Error(
    'The browser tests need Chrome or Chromium. Install one (Debian: apt-get install chromium; ' +
      'macOS: brew install --cask google-chrome) or set CHROMIUM_PATH to its program.\n' +
      refusals.join('\n'),
  )
}

/** On the page's own origin, so that a content policy of 'self' lets it in. */
const FONT_PATH = '/chinese-font-of-the-tests'
const fontPackage = dirname(require.resolve('@fontsource/noto-sans-sc/package.json'))

/** The package's own rules for both weights, its files addressed at our made-up path. */
function fontRules(): string {
  return ['400.css', '700.css']
    .map((name) => readFileSync(join(fontPackage, name), 'utf8'))
    .join('\n')
    .replace(/, url\([^)]+\) format\('woff'\)/g, '')
    .replaceAll('url(./files/', `url(${FONT_PATH}/`)
    .replaceAll('font-display: swap', 'font-display: block')
}

/**
 * Has the server give out Noto Sans SC from npm, whose hundred files a browser keeps as it keeps the
 * page's own: answered by Playwright instead, they came anew and nothing was kept. Before it listens.
 */
export function serveChineseFont(server: FastifyInstance): void {
  server.get<{ Params: { name: string } }>(
    `${FONT_PATH}/:name`,
    { config: { access: 'anyone' } },
    (request, reply) =>
      reply
        .type('font/woff2')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(readFileSync(join(fontPackage, 'files', basename(request.params.name)))),
  )
}

/**
 * Gives the page that font for every text, before anything is drawn: without it Chinese is boxes and
 * every measured width is wrong. Call it before `page.goto`.
 */
export async function wearChineseFont(page: Page): Promise<void> {
  const style = `${fontRules()}\n* { font-family: 'Noto Sans SC', sans-serif !important }`
  // A constructed sheet is not an inline style: the page's own content policy lets it in.
  const content = `const sheet = new CSSStyleSheet()
    sheet.replaceSync(${JSON.stringify(style)})
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]`
  await page.addInitScript({ content })
}

/** Waits until every glyph now on the page is there; only then are widths and pictures true. */
export async function fontsReady(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => undefined)')
}
