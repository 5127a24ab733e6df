import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageOn, isRealDay } from '#shared/relatives/age.ts'
import { readIdNumber } from '#shared/relatives/id-number.ts'
import { idNumberOf } from './id-numbers.ts'

describe('an age', () => {
  it('is the full years on a day, one more from the birthday on', () => {
    expect(ageOn('1951-02-08', '2026-02-07')).toBe(74)
    expect(ageOn('1951-02-08', '2026-02-08')).toBe(75)
    expect(ageOn('1951-02-08', '2026-12-31')).toBe(75)
  })

  it('of somebody born on 29 February grows on 1 March of other years', () => {
    expect(ageOn('1940-02-29', '2026-02-28')).toBe(85)
    expect(ageOn('1940-02-29', '2026-03-01')).toBe(86)
    expect(ageOn('1940-02-29', '2028-02-29')).toBe(88)
  })

  it('is not touched by the summer time of 1986 to 1991', () => {
    expect(ageOn('1988-04-10', '2048-04-09')).toBe(59)
    expect(ageOn('1988-04-10', '2048-04-10')).toBe(60)
  })

  it('never falls from one day to the next', () => {
    const day = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2099-12-30'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, day, (bornOn, today) => {
        const tomorrow = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10)
        const grows = ageOn(bornOn, tomorrow) - ageOn(bornOn, today)
        expect([0, 1]).toContain(grows)
      }),
    )
  })
})

it('a day is real or it is none', () => {
  for (const day of ['2026-02-28', '2028-02-29', '1900-12-31', '1988-04-10'])
    expect(isRealDay(day), day).toBe(true)
  for (const day of [
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '26-01-01',
    '',
    '2026-1-1',
  ])
    expect(isRealDay(day), day).toBe(false)
})

describe('an ID number', () => {
  it('says when its owner was born, however it is typed', () => {
    const whole = idNumberOf('310101', '1933-04-12', 1)
    const spaced = `${whole.slice(0, 6)} ${whole.slice(6, 14)} ${whole.slice(14)}`.toLowerCase()
    expect(readIdNumber(spaced)).toEqual({
      whole,
      tail: whole.slice(-4),
      bornOn: '1933-04-12',
    })
  })

  it('with any one digit changed is none', () => {
    const whole = idNumberOf('310101', '1951-02-08', 27)
    for (let at = 0; at < 17; at += 1) {
      const changed = `${whole.slice(0, at)}${(Number(whole[at]) + 1) % 10}${whole.slice(at + 1)}`
      expect(readIdNumber(changed), changed).toBeUndefined()
    }
  })

  it('of a day that never was is none', () => {
    expect(readIdNumber(idNumberOf('310101', '1951-02-30', 1))).toBeUndefined()
  })
})
