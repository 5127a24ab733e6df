import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { settled } from './site.ts'

const pictures = fileURLToPath(new URL('./pictures', import.meta.url))

/** Taro keeps the pages before this one in the document; a person sees only the one in front. */
const shown = (locator: Locator): Locator => locator.filter({ visible: true }).first()

/** What a person does with a page, by what he reads on it; counts the presses. */
export const handsOf = (page: Page) => {
  let presses = 0
  const button = (name: string | RegExp): Locator =>
    shown(page.getByRole('button', { name, exact: typeof name === 'string' }))
  const press = async (name: string | RegExp): Promise<void> => {
    await button(name).click()
    presses += 1
  }
  return {
    button,
    press,
    presses: () => presses,
    choose: (name: string) => shown(page.getByRole('radio', { name })).click(),
    goTab: (name: string) => shown(page.getByRole('tab', { name })).click(),
    write: (label: string | RegExp, words: string) => shown(page.getByLabel(label)).fill(words),
    see: (text: string | RegExp) => shown(page.getByText(text)).waitFor(),
    /** Takes one photo with what the page offers for it, and waits until the server has it. */
    photograph: async (name: string | RegExp, picture: Buffer): Promise<void> => {
      const chooser = page.waitForEvent('filechooser')
      await button(name).click()
      const file = { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: picture }
      await (await chooser).setFiles(file)
      await shown(page.getByText('已传好')).waitFor()
    },
  }
}

/** For the README, when PICTURES=1: the page from its top, or from the part with that heading. */
export const picture = async (page: Page, name: string, from?: string): Promise<void> => {
  if (process.env.PICTURES !== '1') return
  await settled(page)
  const toast = shown(page.getByRole('button', { name: '关闭提示' }))
  if (await toast.isVisible()) await toast.click()
  const start = page.getByRole('heading', { name: from ?? /./ }).filter({ visible: true })
  await start.first().evaluate(scrollHere, from === undefined ? 400 : 24)
  await page.mouse.move(0, 0)
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: `${pictures}/${name}.png`, animations: 'disabled' })
}

interface Scrolling {
  readonly scrollIntoView: (options: { block: 'start' }) => void
  readonly style: { scrollMarginTop: string }
}

/** Runs in the page. */
const scrollHere = (element: unknown, margin: number): void => {
  const target = element as Scrolling
  target.style.scrollMarginTop = `${margin}px`
  target.scrollIntoView({ block: 'start' })
}
