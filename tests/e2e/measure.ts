import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const source = readFileSync(new URL('./measure.in-page.mjs', import.meta.url), 'utf8')

/** One thing a page does wrong: which rule, on which element, what was measured. */
export interface Fault {
  readonly kind: string
  readonly element: string
  readonly measured: string
}

/** The smallest allowed, in CSS pixels. */
export interface Least {
  readonly text: number
  readonly body: number
  readonly target: number
}

/** MIIT 适老化 1.1 and 2.1 for 长辈版; our own 15 px notes and 17 px text otherwise. */
export const leastOf = (largeType: boolean): Least =>
  largeType ? { text: 18, body: 18, target: 60 } : { text: 15, body: 17, target: 44 }

/** Every fault of what the page shows now, with its focus and its reading order. */
export const measure = async (page: Page, least: Least): Promise<readonly Fault[]> => {
  // From here on the browser draws the focus of elements that a script focuses.
  await page.keyboard.press('Tab')
  await page.evaluate(source)
  return page.evaluate(`measurePage(${JSON.stringify(least)})`)
}
