import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { leastOf, measure } from './measure.ts'

let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 375, height: 800 } })
})
afterAll(() => browser?.close())

const style = `
  * { box-sizing: border-box }
  body { margin: 0; font: 17px/1.5 sans-serif; color: #222; background: #fff }
  button, input { font: inherit; width: 200px; height: 60px; color: #222; background: #fff }
  button:focus, input:focus { outline: 3px solid #0b63ce }`

const show = (inside: string, { lang = 'zh-CN', heading = '<h1>家</h1>' } = {}) =>
  page.setContent(
    `<html lang="${lang}"><style>${style}</style><body><div role="main">${heading}
    ${inside}</div></body></html>`,
  )

const faultsOf = async (inside: string, parts: Parameters<typeof show>[1] = {}, large = false) => {
  await show(inside, parts)
  return [...new Set((await measure(page, leastOf(large))).map(({ kind }) => kind))]
}

const sound = `<p>路灯三天没亮了</p><button>提交</button>
  <label for="words">哪里不对</label><input id="words" placeholder="写一句">
  <img alt="路灯" width="40" height="40" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`

const planted: readonly (readonly [string, string])[] = [
  ['scrolls sideways', '<div style="width: 500px; height: 20px"></div>'],
  ['scrolls sideways', '<div style="overflow-x: auto"><p style="width: 600px">路</p></div>'],
  ['sticks out', '<p style="position: relative; left: -40px">看不全</p>'],
  ['text cut', '<p style="height: 20px; overflow: hidden">路灯<br>三天没亮了</p>'],
  ['text cut', '<p style="width: 20px; overflow: hidden; white-space: nowrap">路灯三天没亮</p>'],
  ['text cut', '<input aria-label="写" style="width: 90px" placeholder="写一句话，说说哪里不对">'],
  ['text too small', '<p style="font-size: 12px">小字</p>'],
  ['text too small', '<input aria-label="写" style="font-size: 12px" placeholder="小字">'],
  ['lines too close', '<p style="line-height: 1.1">挤在一起</p>'],
  ['contrast too low', '<p style="color: #999">看不清</p>'],
  ['contrast too low', '<p style="opacity: .4">看不清</p>'],
  ['contrast too low', '<p style="background: linear-gradient(#fff, #333)">一半看不清</p>'],
  ['contrast too low', '<div style="background: rgba(0, 0, 0, .6)"><p>压在暗处</p></div>'],
  ['target too small', '<button style="width: 40px; height: 40px">去</button>'],
  ['target too small', '<div role="button" tabindex="0" style="height: 30px">去</div>'],
  ['nothing to say', '<button><i aria-hidden="true">×</i></button>'],
  ['nothing to say', '<input placeholder="只有提示">'],
  ['no key reaches it', '<div role="button" style="height: 60px">去</div>'],
  [
    'no key reaches it',
    '<div role="radiogroup" aria-label="几号"><button role="radio" tabindex="-1">一</button></div>',
  ],
  [
    'image without words',
    '<img width="40" height="40" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
  ],
  ['not one main heading', '<h1>又一个</h1>'],
  ['heading level skipped', '<h3>跳过一级</h3>'],
  ['focus not seen', '<button style="outline: none">看不见焦点</button>'],
]

describe('the measure of a page', () => {
  it('finds nothing wrong with a sound page, in either type size', async () => {
    expect(await faultsOf(sound)).toEqual([])
    const large = `<style>body { font-size: 21px !important }</style>${sound}`
    expect(await faultsOf(large, {}, true)).toEqual([])
  })

  it.each(planted)('reports "%s" for %s', async (kind, fault) => {
    expect(await faultsOf(sound + fault)).toContain(kind)
  })

  it('reports small text, small body and small targets of 长辈版', async () => {
    const small = '<button style="height: 50px">去</button>'
    const kinds = await faultsOf(small, {}, true)
    expect(kinds).toEqual(
      expect.arrayContaining(['text too small', 'body too small', 'target too small']),
    )
  })

  it('reports a page without its language or its heading', async () => {
    expect(await faultsOf(sound, { lang: '' })).toEqual(['no language'])
    expect(await faultsOf(sound, { heading: '' })).toEqual(['not one main heading'])
    await page.setContent(`<html lang="zh"><style>${style}</style><h1>家</h1></html>`)
    const kinds = (await measure(page, leastOf(false))).map(({ kind }) => kind)
    expect(kinds).toContain('no main part')
  })

  it('leaves alone what is only for screen readers, and cuts that were declared', async () => {
    const unseen = 'position: absolute; width: 1px; height: 1px; overflow: hidden'
    const clamp =
      'display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 1; overflow: hidden'
    const inside = `<p style="${unseen}">来了一件新案件</p><p style="${clamp}">一<br>二<br>三</p>`
    expect(await faultsOf(sound + inside)).toEqual([])
  })
})
