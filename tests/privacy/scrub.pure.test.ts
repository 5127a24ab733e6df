import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SCRUB_WORDS, scrub } from '#shared/privacy/scrub.ts'
import { intensity, seed } from '#tests/intensity.ts'

const digits = (count: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count })
    .map((list) => list.join(''))
const mobile = fc
  .tuple(fc.integer({ min: 3, max: 9 }), digits(9))
  .map(([second, rest]) => `1${second}${rest}`)
const split = (number: string, at: number[], by: string) => {
  const parts: string[] = []
  let from = 0
  for (const length of at) {
    parts.push(number.slice(from, from + length))
    from += length
  }
  return parts.join(by)
}
const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
const spoken = (text: string) =>
  text.replace(/\d/g, (digit) => '零幺二三四五六七八九'[Number(digit)] ?? '')
const written = (text: string) =>
  text.replace(/\d/g, (digit) => '〇一二三四五六七八九'[Number(digit)] ?? '')

const writtenMobile = fc
  .tuple(
    mobile,
    fc.constantFrom<(number: string) => string>(
      (number) => number,
      (number) => split(number, [3, 4, 4], ' '),
      (number) => split(number, [3, 4, 4], '-'),
      (number) => split(number, [3, 8], ' '),
      (number) => split(number, [7, 4], '.'),
      (number) => split(number, [3, 4, 4], ' - '),
      (number) => `+86 ${number}`,
      (number) => `86${number}`,
      (number) => `+86-${split(number, [3, 4, 4], '-')}`,
      (number) => split(number, [3, 4, 4], '　'),
      (number) => [...number].join(' '),
      fullWidth,
      spoken,
      written,
      (number) => split(spoken(number), [3, 4, 4], ' '),
      (number) => number.slice(0, 3) + spoken(number.slice(3, 7)) + number.slice(7),
    ),
  )
  .map(([number, write]) => write(number))

const landline = fc
  .tuple(
    fc.constantFrom('010', '021', '027', '0512', '0755', '0573'),
    fc.integer({ min: 2, max: 9 }),
    digits(7),
    fc.constantFrom('-', ' ', '', '—', ') '),
  )
  .map(([area, first, rest, by]) => (by === ') ' ? '(' : '') + area + by + first + rest)

const birthday = fc
  .tuple(
    fc.integer({ min: 1930, max: 2020 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(''))
const idNumber = fc
  .tuple(
    fc.constantFrom('310101', '110105', '320583', '650102', '440304'),
    birthday,
    digits(3),
    fc.constantFrom(...'0123456789Xx'),
    fc.constantFrom<(number: string) => string>(
      (number) => number,
      (number) => split(number, [6, 8, 4], ' '),
      (number) => split(number, [6, 4, 4, 4], '-'),
      fullWidth,
    ),
  )
  .map(([region, day, order, last, write]) => write(region + day + order + last))
const oldIdNumber = fc
  .tuple(fc.constantFrom('310101', '110105'), birthday, digits(3))
  .map(([region, day, order]) => region + day.slice(2) + order)

/** Things with digits that people write in a report and that must be left alone. */
const ordinary = fc.constantFrom(
  '2026-11-21',
  '20261121',
  '2026年11月21日 09:30',
  '1998.05.01',
  '1999-1001-234',
  '2009/6/8',
  '二〇二六年十一月二十一日',
  '一九九八年',
  '12号楼301室',
  '3弄15号2003',
  '人民路1388弄',
  '一三八弄二号',
  '138路公交车',
  '沪A12345',
  '110',
  '119',
  '12345',
  '12345热线',
  '962121',
  '400-812-3456',
  '95588',
  '1500-2000元',
  '3,500,000元',
  '13800000000元',
  '¥13812345678',
  '15000000000.50元',
  '总价12000000元',
  '建筑面积13800.5平米',
  'JD-261121-0042-7',
  '沪府规〔2026〕13号',
  '（2014）沪一中民终字第1234号',
  '9:00-17:30',
  '2019-2020 138',
  '31.2304,121.4737',
  '6222 0212 3456 7890 123',
  '50%',
  '三三两两',
  '一五一十',
  '微信群',
  '微信公众号shanghai-fabu',
  '微信 iPhone 版',
  '用微信支付',
)
const words = fc.constantFrom(
  '楼道灯坏了',
  '，请尽快处理。',
  '物业不管；',
  '我住',
  '\n',
  '联系我：',
  '（急）',
  '每天',
  '孩子上学',
  'ABC',
  '😀',
  '、',
)
const ordinaryText = fc
  .array(fc.tuple(words, ordinary), { maxLength: 12 })
  .map((parts) => parts.map(([word, thing]) => `${word}${thing}。`).join(''))

describe('in any ordinary text', () => {
  const around = <T>(personal: fc.Arbitrary<T>) =>
    fc.tuple(ordinaryText, fc.constantFrom('电话', '', '我的号码：', '('), personal, ordinaryText)
  const kinds = [
    ['a mobile number', 'phones', writtenMobile],
    ['a landline', 'phones', landline],
    ['an ID number', 'idNumbers', idNumber],
    ['an old ID number', 'idNumbers', oldIdNumber],
  ] as const

  for (const [name, kind, personal] of kinds) {
    test(`${name} is hidden and nothing else is touched`, () => {
      fc.assert(
        fc.property(around(personal), ([before, lead, number, after]) => {
          const result = scrub(`${before}${lead}${number}，${after}`)
          expect(result.text).toBe(`${before}${lead}${SCRUB_WORDS[kind]}，${after}`)
          expect(result.found).toEqual({ phones: 0, idNumbers: 0, wechatIds: 0, [kind]: 1 })
        }),
        { numRuns: intensity.propertyRuns, seed },
      )
    })
  }

  test('amounts, dates, doors, case numbers, bus lines and hotlines stay as they are', () => {
    fc.assert(
      fc.property(ordinaryText, (text) => {
        expect(scrub(text)).toEqual({ text, found: { phones: 0, idNumbers: 0, wechatIds: 0 } })
      }),
      { numRuns: intensity.propertyRuns, seed },
    )
  })

  test('a text scrubbed once is not changed by a second time', () => {
    fc.assert(
      fc.property(around(fc.oneof(writtenMobile, landline, idNumber)), (parts) => {
        const once = scrub(parts.join('')).text
        expect(scrub(once).text).toBe(once)
      }),
    )
  })
})

test('several numbers in one sentence are each hidden and counted', () => {
  const text = '找老王13812345678或老李（139 0013 9000），座机：62345678、62345679或者62345670'
  const result = scrub(text)
  expect(result.text).toBe(
    '找老王〔电话已隐去〕或老李（〔电话已隐去〕），座机：〔电话已隐去〕、〔电话已隐去〕或者〔电话已隐去〕',
  )
  expect(result.found.phones).toBe(5)
})

test('eight digits are a telephone only beside a word for it', () => {
  expect(scrub('电话：62345678').text).toBe('电话：〔电话已隐去〕')
  expect(scrub('订单62345678').text).toBe('订单62345678')
  expect(scrub('电话时间20261121').text).toBe('电话时间20261121')
  expect(scrub('电话卡6222 0212 3456 7890').text).toBe('电话卡6222 0212 3456 7890')
  expect(scrub('电话〔电话已隐去〕62345678').text).toBe('电话〔电话已隐去〕62345678')
})

test('a WeChat id is hidden, the word before it stays', () => {
  for (const [text, clean] of [
    ['微信号：lao_wang88', '微信号：〔微信号已隐去〕'],
    ['加我微信wxid_ab12cd', '加我微信〔微信号已隐去〕'],
    ['VX:zhangsan', 'VX:〔微信号已隐去〕'],
    ['微信 ｗａｎｇ１２３４', '微信 〔微信号已隐去〕'],
  ] as const) {
    expect(scrub(text).text).toBe(clean)
  }
  expect(scrub('微信号是 wang-1234').found.wechatIds).toBe(1)
})

test('a mobile number in an unusual split is hidden too', () => {
  for (const number of ['1381-2345-678', '138 123 45678', '1381 234 5678', '13812-345678']) {
    expect(scrub(number).text, number).toBe(SCRUB_WORDS.phones)
  }
})

test('a mistyped ID number is hidden too', () => {
  expect(scrub('身份证310101199001011234').text).toBe('身份证〔证件号已隐去〕')
})

test('a text built to be slow takes time in proportion to its length', () => {
  const worst = ['1', '1 ', '138-', '微信', '微信a', '一', '电话 1', '(021)', '021-', '0086 86 ']
  for (const piece of [...worst, 'vx:', '+86 1 ', '13812345678、', '3101 ', ' ', '-']) {
    const text = piece.repeat(200_000 / piece.length)
    const start = performance.now()
    scrub(text)
    // About 0.2 s; quadratic work would take minutes.
    expect(performance.now() - start, piece).toBeLessThan(3_000)
  }
}, 60_000)
