import type { NoticeKind } from './notices.contract.ts'
import { isForResidents } from './notices.contract.ts'

/** The ways up from the notice in the app, lowest first. */
export const rungs = ['subscribe_message', 'wecom', 'sms', 'voice'] as const
export type Rung = (typeof rungs)[number]
export type Urgency = 'normal' | 'urgent' | 'critical'

/** Figures that may change from a day on; each set says where it comes from. */
export interface LadderRules {
  /** First day, yyyy-mm-dd, Asia/Shanghai. */
  readonly validFrom: string
  /** What may be used at all, in this order. */
  readonly rungs: Readonly<
    Record<'residents' | 'staff', Readonly<Record<Urgency, readonly Rung[]>>>
  >
  /** Minutes a notice stays unread after this rung before the next is tried. */
  readonly minutesUnread: Readonly<Record<Urgency, Readonly<Record<'in_app' | Rung, number>>>>
  /** Kinds that are worth a text message even when nothing is urgent. */
  readonly worthSms: readonly NoticeKind[]
  /** Kinds for which somebody whom no message reaches is called or visited. */
  readonly worthACall: readonly NoticeKind[]
  /** Hours in which these rungs wait, in minutes of the day, Asia/Shanghai; not when critical. */
  readonly quiet: { readonly from: number; readonly to: number; readonly rungs: readonly Rung[] }
  /** Minutes after which a notice is stale, when the teller names no time. */
  readonly staleAfter: number
  readonly source: string
}

const history: readonly LadderRules[] = [
  {
    validFrom: '2000-01-01',
    rungs: {
      // A machine calls residents only when it cannot wait.
      residents: {
        normal: ['subscribe_message'],
        urgent: ['subscribe_message', 'sms'],
        critical: ['subscribe_message', 'sms', 'voice'],
      },
      staff: {
        normal: ['subscribe_message'],
        urgent: ['subscribe_message', 'wecom', 'sms', 'voice'],
        critical: ['subscribe_message', 'wecom', 'sms', 'voice'],
      },
    },
    minutesUnread: {
      normal: { in_app: 1, subscribe_message: 30, wecom: 30, sms: 60, voice: 60 },
      urgent: { in_app: 0, subscribe_message: 5, wecom: 5, sms: 15, voice: 60 },
      critical: { in_app: 0, subscribe_message: 1, wecom: 1, sms: 3, voice: 60 },
    },
    worthSms: [
      'booking_proposed',
      'booking_reminder_day',
      'booking_reminder_hours',
      'booking_moved',
      'booking_cancelled_by_site',
      'booking_place_offered',
      'booking_refund_late',
    ],
    // Not the reminder of two hours before: nobody is called twice about one morning.
    worthACall: [
      'booking_accepted',
      'booking_declined',
      'booking_proposed',
      'booking_reminder_day',
      'booking_moved',
      'booking_cancelled_by_site',
      'booking_place_offered',
    ],
    quiet: { from: 21 * 60, to: 8 * 60, rungs: ['sms', 'voice'] },
    staleAfter: 24 * 60,
    source:
      'ARCHITECTURE “Telling people” gives the order and asks for “by urgency”; the minutes and the ' +
      'quiet hours 21:00–8:00 are our own default (a minute keeps people who look at the app from ' +
      'a second buzz)',
  },
]

/** The rules in force on a day, yyyy-mm-dd. */
export const ladderRulesOn = (day: string): LadderRules => {
  const inForce = [...history].reverse().find((rules) => rules.validFrom <= day)
  if (!inForce) throw new RangeError('no ladder rules for that day')
  return inForce
}

/** The rungs that a notice of this kind and urgency may climb, lowest first. */
export const ladderOf = (
  rules: LadderRules,
  kind: NoticeKind,
  urgency: Urgency,
): readonly Rung[] => {
  const allowed = rules.rungs[isForResidents(kind) ? 'residents' : 'staff'][urgency]
  return allowed.includes('sms') || !rules.worthSms.includes(kind) ? allowed : [...allowed, 'sms']
}

const minute = 60_000
/** Shanghai has kept UTC+8 without summer time since 1991. */
const shanghaiAhead = 8 * 60 * minute
const day = 24 * 60 * minute

/** The day of an instant in Shanghai, yyyy-mm-dd. */
export const shanghaiDay = (at: Date): string =>
  new Date(at.getTime() + shanghaiAhead).toISOString().slice(0, 10)

/** When this rung may be used again; undefined: now. */
export const quietUntil = (
  { quiet }: LadderRules,
  rung: Rung,
  urgency: Urgency,
  now: Date,
): Date | undefined => {
  if (urgency === 'critical' || !quiet.rungs.includes(rung)) return undefined
  const local = now.getTime() + shanghaiAhead
  const midnight = local - (local % day)
  const minutes = (local - midnight) / minute
  if (minutes >= quiet.to && minutes < quiet.from) return undefined
  const morning = midnight + quiet.to * minute + (minutes >= quiet.from ? day : 0)
  return new Date(morning - shanghaiAhead)
}
