import type { Transaction } from '#db/database.ts'
import type { AlertSeverity } from '#shared/alerts/alert-rules.ts'
import { alertSentence } from '#shared/alerts/alert-sentences.words.ts'
import type { EscalationStep } from '#shared/alerts/alerts.contract.ts'
import { alertRuleWords, escalationStepWords } from '#shared/alerts/alerts.words.ts'
import type { PersonId } from '#shared/ids.ts'
import type { Urgency } from '#shared/notices/ladder-rules.ts'
import type { CareNoticeKind } from '#shared/notices/notices.contract.ts'
import { noticeWords } from '#shared/notices/notices.words.ts'
import { relationWords } from '#shared/relatives/relatives.words.ts'
import type { AlertContext } from './alert-context.ts'
import type { Elder } from './alert-neighbours.ts'
import { listeningOf } from './alert-settings.store.ts'
import type { Alert, NewEvent } from './alerts.store.ts'
import { silentUntil, stepNo } from './escalation.policy.ts'

/** By IEC 60601-1-8: at once, promptly, for knowing. Devices never wake anybody. */
const urgencies: Readonly<Record<AlertSeverity, Urgency>> = {
  high: 'critical',
  medium: 'urgent',
  low: 'normal',
  technical: 'normal',
}

const instantOf = (value: string | number | null | undefined): Date | undefined =>
  typeof value === 'string' ? new Date(value) : undefined

/** Who was told now, whom it must be told later, and whether the step has anybody at all. */
export interface Told {
  readonly anybody: boolean
  readonly events: readonly NewEvent[]
  readonly retellAt: Date | null
}

/** Telling the people of a step; the same people of the same ring are told once, however often asked. */
export const createTelling = (context: AlertContext) => {
  const { accounts, care, notices } = context

  /** `沈阿婆，心率偏快：今天9:30起…`, with the room where staff have to find it. */
  const bodyOf = (alert: Alert, elder: Elder, forStaff: boolean): string => {
    const where = forStaff && elder.room !== '' ? `（${elder.room}）` : ''
    const sentence = alertSentence(alert.rule, alert.facts)
    return `${elder.name}${where}，${alertRuleWords[alert.rule]}：${sentence}。`
  }

  const send = (
    tx: Transaction,
    alert: Alert,
    elder: Elder,
    personIds: readonly PersonId[],
    kind: CareNoticeKind,
    said: { readonly once: string; readonly urgency?: Urgency; readonly body?: string },
  ): Promise<void> => {
    const measuredAt = instantOf(alert.facts.measuredAt)
    return notices.tell(tx, {
      personIds,
      kind,
      subdistrictId: alert.subdistrictId,
      matter: { alertId: alert.alertId },
      title: noticeWords[kind].title,
      body: said.body ?? bodyOf(alert, elder, kind !== 'care_alert'),
      urgency: said.urgency ?? urgencies[alert.severity],
      once: `${alert.alertId}:${said.once}`,
      // A message carries the reading's own time: it may arrive much later.
      happensAt: measuredAt ?? alert.raisedAt,
    })
  }

  const tellFamily = async (
    tx: Transaction,
    alert: Alert,
    elder: Elder,
    now: Date,
  ): Promise<Told> => {
    const followers = await context.followersFor(tx, elder, alert.rule, now)
    const people = followers.map(({ personId }) => personId)
    const listening = await listeningOf(tx, elder.personId, alert.rule, people)
    const quiet = followers.map((follower) => {
      const how = listening.get(follower.personId)
      return { follower, until: how && silentUntil(how, alert.severity, now) }
    })
    const name = ({ follower }: (typeof quiet)[number]) =>
      `${relationWords[follower.relation]} ${follower.name}`
    const told = quiet.filter(({ until }) => until === undefined)
    const held = quiet.filter(({ until }) => until !== undefined)
    await send(
      tx,
      alert,
      elder,
      told.map(({ follower }) => follower.personId),
      'care_alert',
      { once: `${alert.fired}:family` },
    )
    const to = escalationStepWords.family
    const latest = held.flatMap(({ until }) => (until ? [until.getTime()] : []))
    return {
      anybody: followers.length > 0,
      events: [
        ...(told.length > 0
          ? [{ kind: 'told', data: { to, names: told.map(name).join('、'), step: 'family' } }]
          : []),
        ...(held.length > 0 ? [{ kind: 'held', data: { names: held.map(name).join('、') } }] : []),
      ],
      retellAt: latest.length > 0 ? new Date(Math.min(...latest)) : null,
    }
  }

  const peopleOf = async (tx: Transaction, elder: Elder, step: EscalationStep) => {
    const { subdistrictId } = elder
    if (step === 'care_staff') return care.staffOf(tx, elder)
    if (step === 'officer') {
      const unitId = await context.officerUnitOf(tx, elder)
      const role = 'neighbourhood_officer'
      return unitId === null ? [] : accounts.postsHolding(tx, { subdistrictId, unitId, role })
    }
    return accounts.postsHolding(tx, { subdistrictId, role: 'duty_officer' })
  }

  const tellStaff = async (
    tx: Transaction,
    alert: Alert,
    elder: Elder,
    step: EscalationStep,
  ): Promise<Told> => {
    const people = await peopleOf(tx, elder, step)
    const kind =
      step === 'nobody'
        ? 'care_unanswered'
        : alert.severity === 'technical'
          ? 'care_device_fault'
          : 'care_alert_for_you'
    await send(
      tx,
      alert,
      elder,
      people.map(({ personId }) => personId),
      kind,
      { once: `${alert.fired}:${step}` },
    )
    const names = [...new Set(people.map(({ personName }) => personName))].join('、')
    const to = step === 'nobody' ? escalationStepWords.duty : escalationStepWords[step]
    return {
      anybody: people.length > 0,
      events: people.length > 0 ? [{ kind: 'told', data: { to, names, step } }] : [],
      retellAt: null,
    }
  }

  return {
    send,
    peopleOf,

    /** Tells everybody of a step who wants to hear of it now. */
    tellStep: (
      tx: Transaction,
      alert: Alert,
      elder: Elder,
      step: EscalationStep,
      now: Date,
    ): Promise<Told> =>
      step === 'family' ? tellFamily(tx, alert, elder, now) : tellStaff(tx, alert, elder, step),

    tellFamily,

    /** Whoever was told is told that it is over; what is still on its way to him is called back. */
    tellOver: async (tx: Transaction, alert: Alert, elder: Elder, now: Date): Promise<void> => {
      await notices.callBack(tx, alert.alertId)
      if (alert.isTest || alert.severity === 'technical' || alert.severity === 'low') return
      const body = `${elder.name}，${alertRuleWords[alert.rule]}：已经过去了。`
      const said = { once: 'over', urgency: 'normal' as const, body }
      const followers = await context.followersFor(tx, elder, alert.rule, now)
      const family = followers.map(({ personId }) => personId)
      await send(tx, alert, elder, family, 'care_alert_cleared', said)
      if (alert.step < stepNo('care_staff')) return
      const staff = await peopleOf(tx, elder, 'care_staff')
      const people = staff.map(({ personId }) => personId).filter((id) => !family.includes(id))
      await send(tx, alert, elder, people, 'care_alert_over', said)
    },
  }
}
export type Telling = ReturnType<typeof createTelling>
