import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Enrolment } from '#shared/care/care-shapes.ts'
import { alertId } from '#shared/ids.ts'
import { lineKeys, turnsOf } from '../../miniprogram/src/features/care-desk/display-turns.ts'
import {
  draftOf,
  emptyEnrolment,
  enrolmentBody,
} from '../../miniprogram/src/features/care-desk/enrolment-draft.ts'
import { newAlerts } from '../../miniprogram/src/features/care-desk/new-alerts.ts'

const alert = (
  id: string,
  fired = 1,
  more: { clearedAt?: string; acknowledgedAt?: string } = {},
) => ({
  alertId: alertId(id),
  fired,
  clearedAt: more.clearedAt ?? null,
  acknowledgedAt: more.acknowledgedAt ?? null,
})

describe('what rings at the desk', () => {
  it('is an alert that was not there, and one that fired again', () => {
    const before = [alert('a'), alert('b')]
    const after = [alert('a'), alert('b', 2), alert('c')]
    expect(newAlerts(before, after).map((one) => one.alertId)).toEqual(['b', 'c'])
  })

  it('is not what somebody has taken in hand, or what is over', () => {
    const taken = alert('a', 1, { acknowledgedAt: '2026-11-17T02:00:00Z' })
    const over = alert('b', 1, { clearedAt: '2026-11-17T02:00:00Z' })
    expect(newAlerts([], [taken, over])).toEqual([])
  })
})

describe('the big screen', () => {
  it('leaves nobody out and turns to no page that is nearly empty', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { maxLength: 300 }),
        fc.integer({ min: 1, max: 20 }),
        (all, size) => {
          const turns = turnsOf(all, size)
          expect(turns.flat()).toEqual(all)
          for (const turn of turns) expect(turn.length).toBeLessThanOrEqual(size)
          const [first = []] = turns
          const last = turns[turns.length - 1] ?? []
          if (turns.length > 1)
            expect(last.length).toBeGreaterThanOrEqual(first.length - turns.length)
        },
      ),
    )
  })

  it('tells two residents of one room apart whose masked names are the same', () => {
    const twice = { room: '201', maskedName: '方**' }
    expect(new Set(lineKeys([twice, twice, { room: '202', maskedName: '方**' }])).size).toBe(3)
  })
})

describe('an enrolment', () => {
  it('is nothing before a class is ticked and the paper is named', () => {
    expect(enrolmentBody(emptyEnrolment, null)).toBeNull()
    const ticked = { ...emptyEnrolment, measured: ['vitals'] as const, basis: 'on_paper' as const }
    expect(enrolmentBody(ticked, null)).toBeNull()
    expect(enrolmentBody({ ...ticked, proofNote: ' 存档案袋 ' }, null)?.proofNote).toBe('存档案袋')
  })

  it('that is changed needs a paper of its own', () => {
    const enrolment: Enrolment = {
      ...{ livesAlone: true, onOxygen: false, oxygenScale: 1 as const, basis: 'on_paper' as const },
      ...{ measured: ['vitals'], textVersion: '2026-12', proofNote: '旧的纸' },
      enrolledAt: '2026-11-01T02:00:00.000Z',
    }
    const draft = draftOf(enrolment, '201')
    expect(draft).toMatchObject({ livesAlone: true, room: '201', proofNote: '' })
    expect(enrolmentBody(draft, null)).toBeNull()
  })
})
