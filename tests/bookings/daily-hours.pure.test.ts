import { expect, test } from 'vitest'
import { bookingRulesOn } from '#shared/bookings/booking-rules.ts'
import { addMinutesWithin, answerDue, nextWithin } from '#shared/bookings/daily-hours.ts'

const { wakingHours, waitOfferMinutes, deskHours } = bookingRulesOn('2026-11-17')
const at = (text: string) => new Date(`${text}:00+08:00`)

test('a place freed at 23:00 is kept until 10:00 and told at 8:00', () => {
  const freed = at('2026-11-17T23:00')
  expect(addMinutesWithin(wakingHours, freed, waitOfferMinutes)).toEqual(at('2026-11-18T10:00'))
  expect(nextWithin(wakingHours, freed)).toEqual(at('2026-11-18T08:00'))
})

test('a place freed at noon is told at once and kept for two hours', () => {
  const freed = at('2026-11-17T12:00')
  expect(nextWithin(wakingHours, freed)).toEqual(freed)
  expect(addMinutesWithin(wakingHours, freed, waitOfferMinutes)).toEqual(at('2026-11-17T14:00'))
})

test('an evening offer goes on in the morning, also over the end of a month', () => {
  expect(addMinutesWithin(wakingHours, at('2026-11-30T19:00'), 120)).toEqual(at('2026-12-01T09:00'))
  expect(nextWithin(wakingHours, at('2026-12-31T20:00'))).toEqual(at('2027-01-01T08:00'))
})

test('a request of a Saturday evening is due on Sunday: the desk works every day', () => {
  expect(addMinutesWithin(deskHours, at('2026-11-21T16:50'), 30)).toEqual(at('2026-11-22T08:50'))
})

test('minutes that end with the hours end on that day', () => {
  expect(addMinutesWithin(deskHours, at('2026-11-20T16:30'), 30)).toEqual(at('2026-11-20T17:00'))
})

test('days in between count whole', () => {
  expect(addMinutesWithin({ from: 600, to: 660 }, at('2026-11-20T10:30'), 150)).toEqual(
    at('2026-11-22T11:00'),
  )
})

test('what is asked in the evening for early tomorrow is to be answered before it begins', () => {
  const asked = at('2026-11-17T18:05')
  const due = (startsAt: string) => answerDue(deskHours, asked, 30, at(startsAt))
  expect(due('2026-11-18T08:00')).toEqual(at('2026-11-17T18:35'))
  expect(due('2026-11-18T10:00')).toEqual(at('2026-11-18T09:00'))
  expect(due('2026-11-17T18:20')).toEqual(at('2026-11-17T18:20'))
})
