import type { Reader } from '#db/database.ts'
import { alertEventWords, alertSentence } from '#shared/alerts/alert-sentences.words.ts'
import type { AlertRow, AlertView } from '#shared/alerts/alerts.contract.ts'
import { alertRuleWords } from '#shared/alerts/alerts.words.ts'
import { whenWords } from '#shared/bookings/when.words.ts'
import type { Actor } from '../accounts/actor.ts'
import type { AlertContext, Sight } from './alert-context.ts'
import { allMutesOf } from './alert-settings.store.ts'
import type { Alert } from './alerts.store.ts'
import { acknowledgersOf, eventsOfAlert } from './alerts.store.ts'
import { nextStepOf, stepOf } from './escalation.policy.ts'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null
const numberOf = (value: string | number | null | undefined): number | null =>
  typeof value === 'number' ? value : null

export type Seen = Sight & { readonly alert: Alert }

/** Alerts as one viewer reads them. */
export const createAlertViews = (context: AlertContext) => {
  const { clock, places } = context

  const rowsOf = async (tx: Reader, actor: Actor, seen: readonly Seen[]): Promise<AlertRow[]> => {
    const now = clock.now()
    const elders = [...new Set(seen.map(({ elder }) => elder.personId))]
    const mutes = await allMutesOf(tx, elders, actor.personId, now)
    const names = new Map<string, string>()
    for (const { alert } of seen) {
      const ids = seen
        .filter((each) => each.alert.subdistrictId === alert.subdistrictId)
        .map((each) => each.alert.alertId)
      if (!names.has(alert.alertId))
        for (const [id, label] of await acknowledgersOf(tx, alert.subdistrictId, ids))
          names.set(id, label)
    }
    const rows: AlertRow[] = []
    for (const { alert, elder, desk, isStaff, isFollower } of seen) {
      const { subdistrictId, alertId, personId, rule, severity, isTest, facts } = alert
      const unit = desk === null ? undefined : await places.unit(tx, subdistrictId, desk)
      const measuredAt = facts.measuredAt
      const muted = mutes.find((mute) => mute.elderId === personId && mute.rule === rule)
      rows.push({
        ...{ subdistrictId, alertId, personId, rule, severity, isTest },
        elderName: elder.name,
        unitId: desk,
        unitName: unit?.name ?? null,
        room: elder.room,
        title: alertRuleWords[rule],
        words: alertSentence(rule, facts, (at) => whenWords(at, now)),
        value: numberOf(facts.value),
        limit: numberOf(facts.limit),
        measuredAt: typeof measuredAt === 'string' ? measuredAt : null,
        raisedAt: alert.raisedAt.toISOString(),
        lastFiredAt: alert.lastFiredAt.toISOString(),
        fired: alert.fired,
        clearedAt: iso(alert.clearedAt),
        acknowledgedAt: iso(alert.acknowledgedAt),
        acknowledgedBy: alert.acknowledgedAt === null ? null : (names.get(alertId) ?? ''),
        outcome: alert.outcome,
        mutedUntil: iso(muted?.untilAt ?? null),
        actions: context.actionsOf(alert, { elder, desk, isStaff, isFollower }),
      })
    }
    return rows
  }

  return {
    rowsOf,

    viewOf: async (tx: Reader, actor: Actor, seen: Seen): Promise<AlertView> => {
      const { alert, isStaff } = seen
      const [row] = await rowsOf(tx, actor, [seen])
      if (!row) throw new Error('a seen alert has a row')
      const events = await eventsOfAlert(tx, alert)
      const outcome = events.findLast(({ kind }) => kind === 'outcome')
      const step = stepOf(alert.step)
      const next =
        alert.nextStepAt === null || alert.isTest
          ? undefined
          : nextStepOf(context.figuresAt(clock.now()), alert.severity, step, alert.lastFiredAt)
      return {
        ...row,
        outcomeNote: alert.outcomeNote,
        outcomeBy: outcome?.actorLabel ?? null,
        outcomeAt: iso(alert.outcomeAt),
        step,
        nextStep: next?.step ?? null,
        nextStepAt: next ? iso(alert.nextStepAt) : null,
        refireAt: iso(alert.refireAt),
        caseId: isStaff ? alert.caseId : null,
        timeline: events
          // What others keep quiet for themselves is their own business.
          .filter(({ kind, actorPersonId }) => kind !== 'muted' || actorPersonId === actor.personId)
          .map(({ seq, at, actorLabel, kind, data }) => ({
            seq,
            at: at.toISOString(),
            who: actorLabel,
            words: alertEventWords(kind, data),
          })),
      }
    },
  }
}
export type AlertViews = ReturnType<typeof createAlertViews>
