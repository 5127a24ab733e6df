import type { Reader } from '#db/database.ts'
import { inForceFor } from '#shared/alerts/alert-figures.ts'
import type { AlertRuleCode } from '#shared/alerts/alert-rules.ts'
import { alertRuleCodes } from '#shared/alerts/alert-rules.ts'
import type { Threshold } from '#shared/alerts/alerts.contract.ts'
import { thresholdWords } from '#shared/alerts/threshold.words.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { Actor } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { AlertContext } from './alert-context.ts'
import { covers } from './alert-context.ts'
import type { ElderKey, Rights } from './alert-neighbours.ts'
import { decisionsOf, insertDecision } from './alert-settings.store.ts'

interface Deciding {
  readonly limit: number | null
  readonly minutes: number | null
  readonly decidedBy: string
  readonly reason: string
}

/** What nobody may turn off for somebody else. */
const alwaysOn: readonly AlertRuleCode[] = ['help_button', 'test']

/** Whose figures count for one elder: the usual ones, or what somebody with a name decided. */
export const createThresholds = (context: AlertContext) => {
  const { care, clock, database } = context

  const isStaff = ({ grants }: Rights): boolean => grants.some(({ as }) => as === 'care_staff')

  const show = async (tx: Reader, { subdistrictId, personId }: ElderKey, rights: Rights) => {
    const now = clock.now()
    const { rules } = context.figuresAt(now)
    const decided = (await decisionsOf(tx, subdistrictId, [personId], now)).get(personId)
    const thresholds = alertRuleCodes
      .filter((rule) => !alwaysOn.includes(rule) && covers(rights, rules[rule]))
      .map((rule): Threshold => {
        const figures = rules[rule]
        const decision = decided?.get(rule)
        const counts = inForceFor(figures, decision)
        return {
          ...{ rule, severity: figures.severity, source: figures.source },
          ...thresholdWords[rule],
          limit: counts?.limit ?? null,
          minutes: counts?.minutes ?? null,
          usualLimit: figures.limit,
          usualMinutes: figures.minutes,
          lowest: figures.range?.lowest ?? null,
          highest: figures.range?.highest ?? null,
          decidedBy: decision?.decidedBy ?? null,
          reason: decision?.reason ?? null,
          since: decision?.validFrom.toISOString() ?? null,
        }
      })
    return { thresholds, maySet: isStaff(rights) }
  }

  return {
    /** @throws Refusal unknown_elder */
    read: async (actor: Actor, key: ElderKey) => {
      const { rights } = await care.known(database.reader, actor, key)
      return show(database.reader, key, rights)
    },

    /** @throws Refusal unknown_elder | not_allowed | threshold_unusual | threshold_fixed */
    set: (
      actor: Actor,
      { rule, ...key }: ElderKey & { readonly rule: AlertRuleCode },
      { limit, minutes, decidedBy, reason }: Deciding,
    ) =>
      database.inTransaction(async (tx) => {
        const { elder, rights } = await care.known(tx, actor, key)
        if (!isStaff(rights)) throw new Refusal('not_allowed')
        const now = clock.now()
        const figures = context.figuresAt(now).rules[rule]
        const { range } = figures
        if (!range || (minutes !== null && figures.minutes === null))
          throw new Refusal('threshold_fixed')
        const isOutside = limit !== null && (limit < range.lowest || limit > range.highest)
        // An hour beyond the usual is a decision; a moment would ring for every movement.
        const isTooShort = minutes !== null && minutes < 3
        if (isOutside || isTooShort)
          throw new Refusal('threshold_unusual', { lowest: range.lowest, highest: range.highest })
        const { subdistrictId, personId } = elder
        await insertDecision(tx, {
          ...{ subdistrictId, personId, rule, limit, minutes, validFrom: now },
          ...{ decidedBy: decidedBy.trim(), reason: reason.trim(), setBy: actor.personId },
        })
        await appendAudit(tx, {
          at: now,
          subdistrictId,
          actorPersonId: actor.personId,
          action: 'alert.threshold_set',
          objectKind: 'cared_person',
          objectId: personId,
          detail: { rule, limit, minutes },
        })
        return show(tx, elder, rights)
      }),
  }
}
export type Thresholds = ReturnType<typeof createThresholds>
