import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AddressText } from '#shared/places/address-text.ts'
import { parseAddressText } from '#shared/places/address-text.ts'
import { readChineseNumber } from '#shared/places/chinese-number.ts'
import { intensity, seed } from '#tests/intensity.ts'

const lane: Partial<AddressText> = { roadName: '合兴路', lane: 128, doorNo: 5, room: '302' }
const door: Partial<AddressText> = { roadName: '合兴路', doorNo: 128 }
const estate: Partial<AddressText> = { doorNo: 5, room: '302', rest: '合兴一村' }

/** What people type, and what it means; fields not named must be empty. */
const typed: readonly (readonly [string, Partial<AddressText>])[] = [
  ['合兴路128弄5号302室', lane],
  ['合兴路 128 弄 5 号 302 室', lane],
  ['合兴1村5号302室', estate],
  ['合兴路１２８弄５号３０２室', lane],
  ['合兴路一百二十八弄五号三〇二室', lane],
  ['合兴路一二八弄五号三零二室', lane],
  ['合興路128弄5號302室', lane],
  ['合興路128衖5號302室', lane],
  ['合兴路128弄5号302', lane],
  ['合兴路128弄5-302', lane],
  ['合兴路128弄５－３０２室', lane],
  ['合兴路128弄5号楼302室', lane],
  ['合兴路128弄5幢302室', lane],
  ['合兴路128弄5栋302', lane],
  ['合兴路128弄5#302', lane],
  ['合兴路128弄5号1单元302室', lane],
  ['合兴路128弄，5号，302室', lane],
  ['合兴路128弄5/302', lane],
  ['上海市合兴街道合兴路128弄5号302室', lane],
  ['上海市某某区合兴街道合兴一居委合兴路128弄5号302室', lane],
  ['合兴街道合兴路128弄5号302室', lane],
  ['合兴路128弄(合兴一村)5号302室', { ...lane, rest: '合兴一村' }],
  ['合兴路128弄合兴一村5-302', { ...lane, rest: '合兴一村' }],
  ['合兴路128弄5支弄3号', { roadName: '合兴路', lane: 128, subLane: 5, doorNo: 3 }],
  ['合兴路128弄五支弄三号', { roadName: '合兴路', lane: 128, subLane: 5, doorNo: 3 }],
  ['上海市浦东新区合兴路128弄5号302室', lane],
  ['合兴路128弄5号302室（后门）', { ...lane, rest: '后门' }],
  ['合兴路128弄5号302A室', { ...lane, room: '302a' }],
  ['合兴路128弄5号302室 电话19900000001', { ...lane, rest: '电话' }],
  ['合兴路128号 021-55500001', door],
  ['桨声三区5号', { doorNo: 5, rest: '桨声三区' }],
  ['合兴路128弄', { roadName: '合兴路', lane: 128 }],
  ['合兴路128弄门口', { roadName: '合兴路', lane: 128, rest: '门口' }],
  ['合兴路128号', door],
  ['合兴路128', door],
  ['合兴路一百二十八号', door],
  ['合兴路一百廿八号', door],
  ['合興路一百二十八號', door],
  ['合兴路　１２８　号', door],
  ['合兴路128-2号', door],
  ['合兴路128号甲', door],
  ['合兴路128甲号', door],
  ['合兴路128号门口', { ...door, rest: '门口' }],
  ['合兴路128号对面的花坛', { ...door, rest: '对面的花坛' }],
  ['合兴路', { roadName: '合兴路' }],
  ['百桨路十二号', { roadName: '百桨路', doorNo: 12 }],
  ['南塘支路31弄2号', { roadName: '南塘支路', lane: 31, doorNo: 2 }],
  ['长渡路两百号', { roadName: '长渡路', doorNo: 200 }],
  ['合兴一村5号302室', estate],
  ['合兴一村五号三〇二', estate],
  ['合兴一村5-302', estate],
  ['合兴一村', { rest: '合兴一村' }],
  ['苇塘小区7号104室', { doorNo: 7, room: '104', rest: '苇塘小区' }],
  ['合兴一居委', { rest: '合兴一居委' }],
  ['', {}],
  ['???', { rest: '???' }],
]

describe('an address as people type it', () => {
  it.each(typed)('%s', (text, meaning) => {
    expect(parseAddressText(text)).toEqual({
      roadName: null,
      lane: null,
      subLane: null,
      doorNo: null,
      room: null,
      rest: '',
      ...meaning,
    })
  })
})

describe('an address made of anything at all', () => {
  const scraps = fc.constantFrom(
    ...'合兴路弄号室支一百零廿甲楼-#0129９ａ　，省市区街道居委会村'.split(''),
  )
  const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: scraps }))

  it('is taken apart without failing, into numbers no longer than a door has', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { lane, subLane, doorNo, room } = parseAddressText(text)
        for (const number of [lane, subLane, doorNo]) {
          expect(number === null || (number >= 0 && number < 100_000)).toBe(true)
        }
        expect(room ?? '').toMatch(/^(\d{1,5}[a-z]?)?$/)
      }),
      { numRuns: intensity.propertyRuns, seed },
    )
  })
})

describe('a number written in Chinese', () => {
  it.each([
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['廿三', 23],
    ['一百二十八', 128],
    ['一百零八', 108],
    ['一百二', 120],
    ['两百', 200],
    ['一千零一', 1001],
    ['一二八', 128],
    ['二〇三', 203],
    ['壹佰贰拾捌', 128],
  ])('%s is %d', (text, number) => {
    expect(readChineseNumber(text)).toBe(number)
  })

  it('is not seen where there is none', () => {
    expect(readChineseNumber('村')).toBeNull()
    expect(readChineseNumber('')).toBeNull()
  })
})
