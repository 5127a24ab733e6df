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

/** For the README, when PICTURES=1: what the page looks like now. */
export const picture = async (page: Page, name: string): Promise<void> => {
  if (process.env.PICTURES !== '1') return
  await settled(page)
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: `${pictures}/${name}.png`, animations: 'disabled' })
}
