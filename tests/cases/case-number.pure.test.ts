import { describe, expect, it } from 'vitest'
import { formatCaseNumber, parseCaseNumber } from '#shared/cases/case-number.ts'

const number = { code: 'HX', day: '261121', count: 1 }

describe('a case number', () => {
  it('reads as subdistrict, day, running number and a check digit', () => {
    expect(formatCaseNumber(number)).toMatch(/^HX-261121-0001-\d$/)
  })

  it('is understood in small letters, with blanks or without dashes', () => {
    const written = formatCaseNumber(number)
    for (const typed of [
      written.toLowerCase(),
      written.replaceAll('-', ' '),
      written.replaceAll('-', ''),
    ])
      expect(parseCaseNumber(typed)).toEqual(number)
  })

  it('grows to five figures on a day with more than 9,999 cases', () => {
    const many = { ...number, count: 12_345 }
    expect(parseCaseNumber(formatCaseNumber(many))).toEqual(many)
  })

  it('notices every single digit that was misheard', () => {
    for (let count = 1; count < 3000; count += 37) {
      const written = formatCaseNumber({ ...number, count })
      for (const [at, character] of [...written].entries()) {
        if (!/\d/.test(character)) continue
        for (let wrong = 0; wrong < 10; wrong++) {
          if (String(wrong) === character) continue
          const misheard = written.slice(0, at) + String(wrong) + written.slice(at + 1)
          expect(parseCaseNumber(misheard)).toBeUndefined()
        }
      }
    }
  })

  it('is not found in other words', () => {
    for (const other of ['', 'HX', '电梯', 'HX-261121-0001', '13800000000'])
      expect(parseCaseNumber(other)).toBeUndefined()
  })
})
