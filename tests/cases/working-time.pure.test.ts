import { describe, expect, it } from 'vitest'
import { workCalendarAt } from '#bff/cases/work-calendar.ts'
import { addNaturalMinutes, addWorkingMinutes } from '#shared/cases/working-time.ts'

/** Shanghai time to an instant. */
const at = (local: string): Date => new Date(`${local}+08:00`)
const due = (start: string, minutes: number) =>
  addWorkingMinutes(at(start), minutes, workCalendarAt(at(start)))

describe('working time', () => {
  it('counts within one day', () => {
    expect(due('2026-11-19T10:00', 60).dueAt).toEqual(at('2026-11-19T11:00'))
  })

  it('takes the last minute of Friday and goes on next Monday', () => {
    expect(due('2026-11-20T17:29', 1).dueAt).toEqual(at('2026-11-20T17:30'))
    expect(due('2026-11-20T17:29', 2).dueAt).toEqual(at('2026-11-23T09:01'))
  })

  it('starts at the next opening when it is asked for at night or on a Sunday', () => {
    expect(due('2026-11-20T22:00', 30).dueAt).toEqual(at('2026-11-23T09:30'))
    expect(due('2026-11-22T12:00', 30).dueAt).toEqual(at('2026-11-23T09:30'))
    expect(due('2026-11-23T03:00', 30).dueAt).toEqual(at('2026-11-23T09:30'))
  })

  it('counts a Saturday that is a working day (调休)', () => {
    expect(due('2026-10-09T17:00', 60).dueAt).toEqual(at('2026-10-10T09:30'))
  })

  it('does not count the week of National Day', () => {
    expect(due('2026-09-30T17:00', 60).dueAt).toEqual(at('2026-10-08T09:30'))
  })

  it('says that a deadline is provisional when the calendar of its year is not published', () => {
    const inside = due('2026-12-30T17:00', 60)
    expect(inside).toEqual({ dueAt: at('2026-12-31T09:30'), provisional: false })
    expect(due('2026-12-31T17:00', 60).provisional).toBe(true)
    expect(due('2031-03-03T10:00', 60).provisional).toBe(true)
  })

  it('leaves out a lunch break where office hours have one', () => {
    const calendar = {
      ...workCalendarAt(at('2026-11-19T10:00')),
      officeHours: [
        { from: 540, to: 690 },
        { from: 810, to: 1050 },
      ],
    }
    expect(addWorkingMinutes(at('2026-11-19T11:20'), 20, calendar).dueAt).toEqual(
      at('2026-11-19T13:40'),
    )
  })

  it('is not used for emergencies: they count every minute', () => {
    expect(addNaturalMinutes(at('2026-11-20T23:50'), 15)).toEqual({
      dueAt: at('2026-11-21T00:05'),
      provisional: false,
    })
  })

  it('refuses a deadline that no calendar reaches', () => {
    const never = {
      dayKind: () => ({ works: false, assumed: false }),
      officeHours: [],
      offsetMinutes: 480,
    }
    expect(() => addWorkingMinutes(at('2026-11-20T10:00'), 1, never)).toThrow(RangeError)
  })
})
