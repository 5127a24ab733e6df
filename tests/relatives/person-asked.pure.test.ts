import { expect, it } from 'vitest'
import { dayFromDigits } from '#shared/relatives/age.ts'
import { readPersonAsked } from '#shared/relatives/person-asked.ts'

it('one line says a name, a number, or both', () => {
  expect(readPersonAsked(' 沈秀珍 ')).toEqual({ name: '沈秀珍' })
  expect(readPersonAsked('138-1234 5678')).toEqual({ phone: '13812345678' })
  expect(readPersonAsked('１３８１２３４５６７８')).toEqual({ phone: '13812345678' })
  expect(readPersonAsked('张慧 13812345678')).toEqual({ name: '张慧', phone: '13812345678' })
  expect(readPersonAsked('沈1234')).toEqual({ name: '沈', lastFour: '1234' })
  expect(readPersonAsked('沈 123x')).toEqual({ name: '沈', lastFour: '123x' })
  expect(readPersonAsked('Xu Xiaoli')).toEqual({ name: 'Xu Xiaoli' })
})

it('too little to look for is not asked', () => {
  for (const typed of ['', '沈', '1234', '13812', '沈 12', '沈 1381234'])
    expect(readPersonAsked(typed), typed).toBeUndefined()
})

it('a birthday is eight digits, however they are parted', () => {
  for (const typed of [
    '19510208',
    '1951-02-08',
    '1951.02.08',
    '１９５１０２０８',
    '1951年02月08日',
  ])
    expect(dayFromDigits(typed), typed).toBe('1951-02-08')
  for (const typed of ['1951', '510208', '19510230', '18991231', '1951028'])
    expect(dayFromDigits(typed), typed).toBeUndefined()
})
