import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isMobile,
  maskIdNumber,
  maskPhone,
  normaliseIdNumber,
  normalisePhone,
} from '#shared/accounts/phone.ts'

test('a mobile number is understood however it is typed', () => {
  const ways = [
    '13812345678',
    ' 138 1234 5678 ',
    '138-1234-5678',
    '+86 138 1234 5678',
    '+8613812345678',
    '0086-13812345678',
    '8613812345678',
    '(+86)13812345678',
    '１３８１２３４５６７８',
    '＋８６　１３８－１２３４－５６７８',
  ]
  for (const typed of ways) expect(normalisePhone(typed), typed).toBe('13812345678')
  expect(isMobile('13812345678')).toBe(true)
})

test('a landline is understood with its area code', () => {
  for (const typed of ['021-61234567', '(021) 6123 4567', '（021）61234567', '+86 21 6123 4567']) {
    expect(normalisePhone(typed), typed).toBe('02161234567')
  }
  expect(normalisePhone('0512-6123456')).toBe('05126123456')
  expect(isMobile('02161234567')).toBe(false)
})

test('what is no phone number is not taken for one', () => {
  const others = ['', '12812345678', '1381234567', '138123456789', '61234567', '021-1234567']
  for (const typed of [...others, '12345', '400-812-3456', '一三八', '+1 212 555 0100', '110']) {
    expect(normalisePhone(typed), typed).toBeUndefined()
  }
})

test('a shown number hides its middle', () => {
  expect(maskPhone('13812345678')).toBe('138****5678')
  expect(maskPhone('+86 138 1234 5678')).toBe('138****5678')
  expect(maskPhone('02161234567')).toBe('021-****4567')
  expect(maskPhone('0512-6123456')).toBe('0512-****3456')
  expect(maskPhone('61234567')).toBe('****')
  expect(maskPhone('张三 13812345678')).toBe('****')
})

test('a valid ID number is known by its check character', () => {
  // GB 11643-1999 prints these two.
  expect(normaliseIdNumber('11010519491231002X')).toBe('11010519491231002X')
  expect(normaliseIdNumber('440524188001010014')).toBe('440524188001010014')
  expect(normaliseIdNumber(' 110105 19491231 002x ')).toBe('11010519491231002X')
  expect(normaliseIdNumber('１１０１０５１９４９１２３１００２Ｘ')).toBe('11010519491231002X')
})

test('any one wrong digit of an ID number is noticed', () => {
  const valid = '11010519491231002X'
  for (let at = 0; at < 18; at += 1) {
    for (const digit of '0123456789X') {
      if (digit === valid[at]) continue
      const typed = valid.slice(0, at) + digit + valid.slice(at + 1)
      expect(normaliseIdNumber(typed), typed).toBeUndefined()
    }
  }
})

test('an ID number has a province and a day that exists', () => {
  const withCheck = (body: string) =>
    [...'0123456789X'].map((last) => normaliseIdNumber(body + last)).filter(Boolean).length
  expect(withCheck('31010120000229123')).toBe(1)
  for (const body of ['31010119000229123', '31010120010229123', '31010120001301123']) {
    expect(withCheck(body), body).toBe(0)
  }
  expect(withCheck('31010120000431123')).toBe(0)
  expect(withCheck('99010120000101123')).toBe(0)
})

test('exactly one check character fits any body with a real date', () => {
  const birth = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01') })
  const body = fc.tuple(
    fc.constantFrom('310101', '110105', '820000', '650102'),
    birth.filter((date) => !Number.isNaN(date.getTime())),
    fc.integer({ min: 0, max: 999 }),
  )
  fc.assert(
    fc.property(body, ([region, date, order]) => {
      const day = date.toISOString().slice(0, 10).replaceAll('-', '')
      const start = region + day + String(order).padStart(3, '0')
      const fitting = [...'0123456789X'].filter((last) => normaliseIdNumber(start + last))
      expect(fitting).toHaveLength(1)
    }),
  )
})

test('a shown ID number hides the birthday', () => {
  expect(maskIdNumber('11010519491231002X')).toBe('110105********002X')
  expect(maskIdNumber('310101900101123')).toBe('310101*****1123')
  expect(maskIdNumber('12345')).toBe('****')
})
