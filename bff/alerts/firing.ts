import type { Transaction } from '#db/database.ts'
import type { AlertRuleCode, AlertSeverity } from '#shared/alerts/alert-rules.ts'
import type { EscalationStep } from '#shared/alerts/alerts.contract.ts'
import { escalationStepWords } from '#shared/alerts/alerts.words.ts'
import { alertId } from '#shared/ids.ts'
import type { AlertContext } from './alert-context.ts'
import type { Elder } from './alert-neighbours.ts'
import type { Alert, NewEvent } from './alerts.store.ts'
import { changeAlert, insertAlert } from './alerts.store.ts'
import { nextStepOf, rankOf, refireAfter, stepNo, stepOf } from './escalation.policy.ts'
import type { AlertFacts, ClearReason } from './judgement.policy.ts'
import type { Telling } from './telling.ts'

/** Minutes in which whoever was sent to a door must have been there. */
const caseMinutes = 60

/** Raising, ringing again, climbing and ending; every step stands in the database when it is taken. */
export const createFiring = (context: AlertContext, telling: Telling) => {
  const { cases, ids, places } = context

  const caseFor = async (tx: Transaction, elder: Elder) => {
    const { subdistrictId, unitId, homePlaceId } = elder
    const unit = unitId === null ? undefined : await places.unit(tx, subdistrictId, unitId)
    const home = await context.accounts.homeOf(tx, elder.personId)
    const atHome =
      homePlaceId !== null && home ? { placeId: homePlaceId, doorNo: home.doorNo } : undefined
    const doorNo = unit ? undefined : atHome?.doorNo
    const placeId = unit?.placeId ?? atHome?.placeId
    // Who it is and what was measured stay in the alert: a case is read by more people.
    return cases.raise(tx, {
      subdistrictId,
      source: 'care_alert',
      severity: 'red',
      title: '老人的紧急提醒没有人答复',
      text: `${unit ? `${unit.name}${elder.room}` : '这一户'}有一位老人的紧急提醒一直没有人答复，请马上电话联系，联系不上请上门看看。详情在照护提醒里。`,
      place: placeId ? { placeId, ...(doorNo ? { doorNo } : {}) } : {},
      resolveMinutes: caseMinutes,
    })
  }

  /** The end of the line: the gravest become a case, and the duty desk knows. */
  const giveToDuty = async (tx: Transaction, alert: Alert, elder: Elder): Promise<Alert> => {
    const now = context.clock.now()
    const told = await telling.tellStep(tx, alert, elder, 'nobody', now)
    if (alert.severity !== 'high' || alert.caseId !== null)
      return changeAlert(tx, alert, {}, [{ kind: 'nobody' }, ...told.events], now)
    const { caseId } = await caseFor(tx, elder)
    return changeAlert(tx, alert, { caseId }, [{ kind: 'case_opened' }, ...told.events], now)
  }

  /**
   * Tells the people of this step and, where it has none, at once those of the next, and sets when it
   * goes on. The family's own quiet is no empty step: the climb goes on in its time.
   */
  const climb = async (
    tx: Transaction,
    from: Alert,
    elder: Elder,
    first: EscalationStep,
    now: Date,
  ): Promise<Alert> => {
    const figures = context.figuresAt(now)
    let alert = from
    for (let step: EscalationStep | undefined = first; step !== undefined; ) {
      const next = nextStepOf(figures, alert.severity, step, alert.lastFiredAt)
      alert = await changeAlert(
        tx,
        alert,
        {
          step: stepNo(step),
          nextStepAt: next?.at ?? null,
          // At the end of the line it goes on ringing from the start.
          ...(next ? {} : { refireAt: refireAfter(figures, alert.severity, now) }),
        },
        [],
        now,
      )
      if (step === 'nobody') return giveToDuty(tx, alert, elder)
      const told = await telling.tellStep(tx, alert, elder, step, now)
      const events: NewEvent[] = told.anybody
        ? [...told.events]
        : [{ kind: 'passed_over', data: { to: escalationStepWords[step], step } }]
      const retell = step === 'family' ? { retellAt: told.retellAt } : {}
      alert = await changeAlert(tx, alert, retell, events, now)
      step = told.anybody ? undefined : next?.step
    }
    return alert
  }

  /** It rings from the start, for whoever is to hear of it. */
  const ring = async (
    tx: Transaction,
    alert: Alert,
    elder: Elder,
    change: { readonly facts?: AlertFacts; readonly severity?: AlertSeverity },
    event: NewEvent,
  ): Promise<Alert> => {
    const now = context.clock.now()
    const again = await changeAlert(
      tx,
      alert,
      {
        ...(change.facts ? { facts: change.facts } : {}),
        ...(change.severity ? { severity: change.severity } : {}),
        ...{ lastFiredAt: now, fired: alert.fired + 1, refireAt: null, retellAt: null },
        ...{ acknowledgedAt: null, acknowledgedBy: null, acknowledgedByPost: null },
        ...{ outcome: null, outcomeAt: null, outcomeBy: null, outcomeNote: '' },
      },
      [event],
      now,
    )
    const rung = await climb(tx, again, elder, 'family', now)
    await context.announce(tx, rung, elder)
    return rung
  }

  return {
    climb,

    /** Raises it, unless it lasts already on this or another node. */
    raise: async (
      tx: Transaction,
      elder: Elder,
      rule: AlertRuleCode,
      { facts, severity }: { readonly facts: AlertFacts; readonly severity?: AlertSeverity },
    ): Promise<Alert | undefined> => {
      const now = context.clock.now()
      const { subdistrictId, personId } = elder
      const added = await insertAlert(tx, {
        ...{ subdistrictId, personId, rule, facts: { ...facts } },
        alertId: alertId(ids.next()),
        severity: severity ?? context.figuresAt(now).rules[rule].severity,
        ...{ raisedAt: now, lastFiredAt: now, isTest: rule === 'test' },
      })
      if (!added) return undefined
      const raised = await changeAlert(tx, added, {}, [{ kind: 'raised' }], now)
      const rung = raised.isTest ? raised : await climb(tx, raised, elder, 'family', now)
      await context.announce(tx, rung, elder)
      return rung
    },

    /** It lasts and is so anew (the button was pressed again), or has become graver. */
    again: async (
      tx: Transaction,
      alert: Alert,
      elder: Elder,
      { facts, severity }: { readonly facts: AlertFacts; readonly severity?: AlertSeverity },
    ): Promise<void> => {
      const isGraver = severity !== undefined && rankOf(severity) > rankOf(alert.severity)
      const isNewPress = alert.rule === 'help_button' && alert.facts.measuredAt !== facts.measuredAt
      if (!isGraver && !isNewPress) return
      const change = isGraver ? { facts, severity } : { facts }
      const why = isGraver ? 'graver' : 'pressed'
      await ring(tx, alert, elder, change, { kind: 'fired_again', data: { why } })
    },

    /** By the timer: it still lasts. */
    refire: (tx: Transaction, alert: Alert, elder: Elder): Promise<Alert> =>
      ring(tx, alert, elder, {}, { kind: 'fired_again', data: { why: 'lasts' } }),

    /** Its time to climb has come. */
    goOn: async (tx: Transaction, alert: Alert, elder: Elder, now: Date): Promise<void> => {
      const next = nextStepOf(
        context.figuresAt(now),
        alert.severity,
        stepOf(alert.step),
        alert.lastFiredAt,
      )
      if (!next) return
      const climbed = await climb(tx, alert, elder, next.step, now)
      await context.announce(tx, climbed, elder)
    },

    clear: async (tx: Transaction, alert: Alert, elder: Elder, why: ClearReason): Promise<void> => {
      const now = context.clock.now()
      const ended = { clearedAt: now, nextStepAt: null, refireAt: null, retellAt: null }
      const cleared = await changeAlert(tx, alert, ended, [{ kind: 'cleared', data: { why } }], now)
      await telling.tellOver(tx, cleared, elder, now)
      await context.announce(tx, cleared, elder)
    },
  }
}
export type Firing = ReturnType<typeof createFiring>
