import { expect, test } from 'vitest'
import { ladderOf, ladderRulesOn, quietUntil, shanghaiDay } from '#shared/notices/ladder-rules.ts'
import { isForResidents, noticeKinds } from '#shared/notices/notices.contract.ts'
import { bookingNoticeBody, noticeWords } from '#shared/notices/notices.words.ts'

const rules = ladderRulesOn('2026-11-17')

test('residents climb from WeChat to a text message to a call, staff by way of 政务微信', () => {
  expect(ladderOf(rules, 'case_step', 'urgent')).toEqual(['subscribe_message', 'sms'])
  expect(ladderOf(rules, 'case_step', 'critical')).toEqual(['subscribe_message', 'sms', 'voice'])
  expect(ladderOf(rules, 'booking_unanswered', 'urgent')).toEqual([
    'subscribe_message',
    'wecom',
    'sms',
    'voice',
  ])
})

test('what is not urgent stays in WeChat, but for reminders, offers and the like', () => {
  expect(ladderOf(rules, 'case_step', 'normal')).toEqual(['subscribe_message'])
  expect(ladderOf(rules, 'booking_new_for_site', 'normal')).toEqual(['subscribe_message'])
  expect(ladderOf(rules, 'booking_reminder_day', 'normal')).toEqual(['subscribe_message', 'sms'])
  expect(ladderOf(rules, 'booking_place_offered', 'normal')).toEqual(['subscribe_message', 'sms'])
})

test('nobody gets a text message or a call between nine in the evening and eight', () => {
  const until = (time: string) => quietUntil(rules, 'sms', 'urgent', new Date(time))?.toISOString()
  expect(until('2026-11-17T20:59:59.999+08:00')).toBeUndefined()
  expect(until('2026-11-17T21:00:00.000+08:00')).toBe('2026-11-18T00:00:00.000Z')
  expect(until('2026-12-31T23:30:00.000+08:00')).toBe('2027-01-01T00:00:00.000Z')
  expect(until('2026-11-18T00:00:00.000+08:00')).toBe('2026-11-18T00:00:00.000Z')
  expect(until('2026-11-18T07:59:59.999+08:00')).toBe('2026-11-18T00:00:00.000Z')
  expect(until('2026-11-18T08:00:00.000+08:00')).toBeUndefined()
  const night = new Date('2026-11-17T23:00:00.000+08:00')
  expect(quietUntil(rules, 'voice', 'normal', night)).toBeDefined()
  expect(quietUntil(rules, 'voice', 'critical', night)).toBeUndefined()
  expect(quietUntil(rules, 'subscribe_message', 'normal', night)).toBeUndefined()
})

test('the rules go by the day in Shanghai', () => {
  expect(shanghaiDay(new Date('2026-11-17T16:00:00.000Z'))).toBe('2026-11-18')
  expect(() => ladderRulesOn('1999-12-31')).toThrow(RangeError)
})

test('the words of every kind fit what WeChat takes', () => {
  for (const kind of noticeKinds) {
    expect(noticeWords[kind].title.length, kind).toBeLessThanOrEqual(20)
    expect(noticeWords[kind].state, kind).toMatch(/^\p{Script=Han}{1,5}$/u)
  }
})

test('only residents are called, and only they get a text message for what is not urgent', () => {
  for (const kind of [...rules.worthACall, ...rules.worthSms])
    expect(isForResidents(kind), kind).toBe(true)
})

test('a notice about a booking says what, when and where, and leaves out what nobody knows', () => {
  const facts = { what: '理发', when: '11月22日（周日）9:30', where: '合兴邻里中心' }
  expect(bookingNoticeBody('booking_reminder_hours', facts)).toBe(
    '理发，11月22日（周日）9:30，合兴邻里中心。请准时到。',
  )
  expect(bookingNoticeBody('booking_new_for_site', { ...facts, where: '' })).toBe(
    '理发，11月22日（周日）9:30。请打开答复。',
  )
})
