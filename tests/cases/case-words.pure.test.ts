import { describe, expect, it } from 'vitest'
import { caseTypes } from '#db/seed/case-types.ts'
import { HANDLING_UNITS } from '#db/seed/places/units.ts'
import { timelineKinds } from '#shared/cases/case-status.ts'
import { typeOn } from '#shared/cases/case-type.ts'
import type { Deadline } from '#shared/cases/cases.contract.ts'
import { deadlineInWords } from '#shared/cases/deadline.words.ts'
import { suggestType, sureType } from '#shared/cases/suggest-type.ts'
import { timelineSentence } from '#shared/cases/timeline.words.ts'

const deadline = (dueAt: string, differs: Partial<Deadline> = {}): Deadline => ({
  clock: 'resolve',
  dueAt: `${dueAt}+08:00`,
  metAt: null,
  missedAt: null,
  provisional: false,
  ...differs,
})
const now = new Date('2026-11-17T10:00:00+08:00')

describe('a deadline in words', () => {
  it.each([
    ['2026-11-17T12:10:00', '还剩 2 小时 10 分'],
    ['2026-11-17T09:25:00', '已超时 35 分'],
    ['2026-11-18T10:00:00', '明天 10:00 前'],
    ['2026-11-20T17:30:00', '周五 17:30 前'],
    ['2026-12-03T09:00:00', '12月3日 09:00 前'],
    ['2027-01-04T09:00:00', '2027年1月4日 09:00 前'],
    ['2026-11-14T10:00:00', '已超时 3 天'],
  ])('%s is said as %s', (due, words) => {
    expect(deadlineInWords(deadline(due), now)).toBe(words)
  })

  it('says that it may still change while next year’s holidays are not published', () => {
    const words = deadlineInWords(deadline('2027-01-04T09:00:00', { provisional: true }), now)
    expect(words).toContain('暂定')
  })

  it('says whether it was met in time', () => {
    const due = '2026-11-17T09:00:00'
    expect(deadlineInWords(deadline(due, { metAt: `${due}+08:00` }), now)).toBe('按时完成')
    const late = deadline(due, { metAt: '2026-11-17T09:40:00+08:00' })
    expect(deadlineInWords(late, now)).toBe('超时 40 分完成')
  })
})

describe('a step in words', () => {
  it.each(timelineKinds)('%s is a sentence for residents and for staff', (kind) => {
    for (const reader of ['resident', 'staff'] as const)
      expect(
        timelineSentence({ kind, data: { source: 'resident' }, actor: '李敏' }, reader),
      ).not.toBe('')
  })
})

describe('a suggested type', () => {
  it.each([
    ['楼下垃圾桶满了没人收，很臭', 'litter'],
    ['电梯又停了，老人下不来', 'lift'],
    ['有人把旧沙发扔在花坛边', 'bulky-waste'],
    ['路灯不亮，路面有个大坑', 'road'],
    ['半夜装修声太吵了', 'noise'],
    ['楼道里堆满杂物，消防通道走不过去', 'corridor-clutter'],
  ])('%s is %s', (text, code) => {
    expect(sureType(text)).toBe(code)
  })

  it('is nothing when the words say nothing, and not sure when they say two things', () => {
    expect(suggestType('你好')).toBeUndefined()
    expect(sureType('树枝断了，路灯也不亮')).toBeUndefined()
  })
})

describe('the table of types', () => {
  it('names units that there are, and says where its figures come from', () => {
    const codes: string[] = HANDLING_UNITS.map(({ slug }) => slug)
    expect(caseTypes).toHaveLength(12)
    for (const { ownerUnitCode, source } of caseTypes) {
      if (ownerUnitCode !== null) expect(codes).toContain(ownerUnitCode)
      expect(source.length).toBeGreaterThan(10)
    }
  })

  it('is dated: a case goes by the row in force on its day', () => {
    const [type] = caseTypes
    if (!type) throw new Error('no types')
    const later = { ...type, validFrom: '2026-12-01', name: '新名字' }
    expect(typeOn([type, later], type.code, '2026-11-30')?.name).toBe(type.name)
    expect(typeOn([type, later], type.code, '2026-12-01')?.name).toBe('新名字')
    expect(typeOn([{ ...type, validTo: '2026-01-01' }], type.code, '2026-11-30')).toBeUndefined()
  })
})
