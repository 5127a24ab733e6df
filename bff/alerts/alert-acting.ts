import type { Reader, Transaction } from '#db/database.ts'
import { careDeskRoles } from '#shared/accounts/roles.ts'
import type { AlertOutcome, AlertRuleCode } from '#shared/alerts/alert-rules.ts'
import { alertSentence } from '#shared/alerts/alert-sentences.words.ts'
import type { AlertMute, AlertView, QuietHours } from '#shared/alerts/alerts.contract.ts'
import { alertOutcomeWords } from '#shared/alerts/alerts.words.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId } from '#shared/ids.ts'
import { relationWords } from '#shared/relatives/relatives.words.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { AlertContext } from './alert-context.ts'
import type { ElderKey } from './alert-neighbours.ts'
import { findQuietHours, mutesOf, saveQuietHours, setMute } from './alert-settings.store.ts'
import type { AlertViews } from './alert-views.ts'
import type { Alert, AlertKey } from './alerts.store.ts'
import { changeAlert, lastingOf, lockAlert } from './alerts.store.ts'
import { refireAfter } from './escalation.policy.ts'
import type { Firing } from './firing.ts'
import type { Telling } from './telling.ts'

const minute = 60_000
/** A test that nobody ends is over after so many minutes. */
const testMinutes = 10

/** What people do with alerts: look after one, say how it ended, keep one quiet for themselves. */
export const createAlertActing = (
  context: AlertContext,
  views: AlertViews,
  { firing, telling }: { readonly firing: Firing; readonly telling: Telling },
) => {
  const { accounts, care, clock, database, notices } = context

  const show = async (tx: Reader, actor: Actor, key: AlertKey): Promise<{ alert: AlertView }> => ({
    alert: await views.viewOf(tx, actor, await context.visible(tx, actor, key)),
  })

  /** A locked alert that the actor may do something with. @throws Refusal not_found | not_allowed */
  const workable = async (tx: Transaction, actor: Actor, key: AlertKey) => {
    await lockAlert(tx, key)
    const seen = await context.visible(tx, actor, key)
    if (!seen.isStaff && !seen.isFollower) throw new Refusal('not_allowed')
    return { ...seen, label: await context.labelOf(tx, actor, seen) }
  }

  /** @throws Refusal unknown_elder | not_found for who is no follower of his */
  const following = async (tx: Reader, actor: Actor, key: ElderKey) => {
    const { elder, rights } = await care.known(tx, actor, key)
    if (rights.alertClasses.length === 0) throw new Refusal('not_found')
    return { elder, rights }
  }

  const mutes = async (tx: Reader, elderId: PersonId, followerId: PersonId) => {
    const found = await mutesOf(tx, elderId, followerId, clock.now())
    return {
      mutes: found.map(
        ({ rule, untilAt }): AlertMute => ({ rule, untilAt: untilAt.toISOString() }),
      ),
    }
  }

  return {
    /** @throws Refusal not_found | not_allowed | alert_acknowledged | alert_over */
    acknowledge: (actor: Actor, key: AlertKey): Promise<{ alert: AlertView }> =>
      database.inTransaction(async (tx) => {
        const { alert, elder, isStaff, label } = await workable(tx, actor, key)
        const now = clock.now()
        if (alert.clearedAt !== null) throw new Refusal('alert_over')
        if (alert.acknowledgedAt !== null) {
          if (alert.acknowledgedBy === actor.personId) return show(tx, actor, key)
          throw new Refusal('alert_acknowledged', { at: alert.acknowledgedAt.toISOString() })
        }
        const [post] = isStaff ? postsIn(actor, alert.subdistrictId, careDeskRoles) : []
        const ended = { clearedAt: now, nextStepAt: null }
        const changed = await changeAlert(
          tx,
          alert,
          {
            ...{ acknowledgedAt: now, acknowledgedBy: actor.personId },
            acknowledgedByPost: post?.postId ?? null,
            ...{ nextStepAt: null, retellAt: null },
            refireAt: refireAfter(context.figuresAt(now), alert.severity, now),
            ...(alert.isTest ? { ...ended, refireAt: null } : {}),
          },
          [{ kind: 'acknowledged', actorPersonId: actor.personId, actorLabel: label }],
          now,
        )
        await notices.callBack(tx, alert.alertId)
        await context.announce(tx, changed, elder)
        return show(tx, actor, key)
      }),

    /** @throws Refusal not_found | not_allowed */
    setOutcome: (
      actor: Actor,
      key: AlertKey,
      { outcome, note }: { readonly outcome: AlertOutcome; readonly note: string },
    ): Promise<{ alert: AlertView }> =>
      database.inTransaction(async (tx) => {
        const { alert, elder, label } = await workable(tx, actor, key)
        if (alert.isTest) throw new Refusal('not_allowed')
        const now = clock.now()
        const by = { actorPersonId: actor.personId, actorLabel: label }
        const isNew = alert.acknowledgedAt === null
        const changed = await changeAlert(
          tx,
          alert,
          {
            ...{ outcome, outcomeNote: note.trim(), outcomeBy: actor.personId, outcomeAt: now },
            // Whoever says how it ended has looked after it.
            ...(isNew ? { acknowledgedAt: now, acknowledgedBy: actor.personId } : {}),
            ...{ nextStepAt: null, refireAt: null, retellAt: null },
          },
          [
            ...(isNew ? [{ kind: 'acknowledged', ...by }] : []),
            { kind: 'outcome', ...by, data: { outcome: alertOutcomeWords[outcome] } },
          ],
          now,
        )
        await notices.callBack(tx, alert.alertId)
        // A press has no end of its own: it ends when somebody says how.
        if (changed.rule === 'help_button' && changed.clearedAt === null)
          await firing.clear(tx, changed, elder, 'settled')
        else await context.announce(tx, changed, elder)
        return show(tx, actor, key)
      }),

    /** The look is written down before anything leaves. @throws Refusal not_found | alert_over */
    revealContacts: (actor: Actor, key: AlertKey) =>
      database.inTransaction(async (tx) => {
        const { alert, elder, isStaff, label } = await workable(tx, actor, key)
        if (!isStaff || alert.isTest) throw new Refusal('not_found')
        if (alert.clearedAt !== null) throw new Refusal('alert_over')
        const now = clock.now()
        const followers = await context.followersFor(tx, elder, alert.rule, now)
        await appendAudit(tx, {
          at: now,
          subdistrictId: alert.subdistrictId,
          actorPersonId: actor.personId,
          action: 'alert.contacts_revealed',
          objectKind: 'alert',
          objectId: alert.alertId,
          detail: { personId: elder.personId, followers: followers.length },
        })
        const by = { actorPersonId: actor.personId, actorLabel: label }
        await changeAlert(tx, alert, {}, [{ kind: 'contacts_seen', ...by }], now)
        const people = [
          { personId: elder.personId, who: `本人 ${elder.name}` },
          ...followers.map(({ personId, relation, name }) => ({
            personId,
            who: `${relationWords[relation]} ${name}`,
          })),
        ]
        const phones = await accounts.phonesOf(
          tx,
          people.map(({ personId }) => personId),
        )
        const home = await accounts.homeOf(tx, elder.personId)
        return {
          phones: people.flatMap(({ personId, who }) => {
            const phone = phones.get(personId)
            return phone === undefined ? [] : [{ who, phone }]
          }),
          address: home && `${home.place.name}${home.doorNo ?? ''}`,
        }
      }),

    /** @throws Refusal unknown_elder | not_found */
    listMutes: async (actor: Actor, key: ElderKey) => {
      await following(database.reader, actor, key)
      return mutes(database.reader, key.personId, actor.personId)
    },

    /** @throws Refusal unknown_elder | not_found | mute_too_long */
    mute: (
      actor: Actor,
      key: ElderKey,
      { rule, minutes }: { readonly rule: AlertRuleCode; readonly minutes: number },
    ) =>
      database.inTransaction(async (tx) => {
        const { elder } = await following(tx, actor, key)
        const now = clock.now()
        const figures = context.figuresAt(now)
        const lasting = (await lastingOf(tx, elder.subdistrictId, [elder.personId])).find(
          (alert) => alert.rule === rule,
        )
        const severity = lasting?.severity ?? figures.rules[rule].severity
        if (minutes > figures.longestMute[severity]) throw new Refusal('mute_too_long')
        const untilAt = new Date(now.getTime() + minutes * minute)
        await setMute(tx, { elderId: elder.personId, followerId: actor.personId, rule, untilAt })
        if (lasting && !lasting.isTest) {
          const { alert, label } = await workable(tx, actor, lasting)
          // He is told when his quiet is over, by the timer, if it still lasts then.
          const retell: Date | null =
            minutes > 0 && (alert.retellAt === null || alert.retellAt > untilAt)
              ? untilAt
              : alert.retellAt
          await changeAlert(
            tx,
            alert,
            { retellAt: alert.acknowledgedAt === null ? retell : alert.retellAt },
            [
              {
                kind: 'muted',
                data: { minutes },
                actorPersonId: actor.personId,
                actorLabel: label,
              },
            ],
            now,
          )
        }
        return mutes(tx, elder.personId, actor.personId)
      }),

    quietHours: async (actor: Actor) => ({
      quiet: await findQuietHours(database.reader, actor.personId),
    }),

    setQuietHours: (actor: Actor, quiet: QuietHours | null) =>
      database.inTransaction(async (tx) => {
        await saveQuietHours(tx, actor.personId, quiet)
        return { quiet: await findQuietHours(tx, actor.personId) }
      }),

    /** Rings at whoever pressed it and nobody else. @throws Refusal unknown_elder | not_found | test_alarm_running */
    raiseTest: (actor: Actor, key: ElderKey): Promise<{ alert: AlertView }> =>
      database.inTransaction(async (tx) => {
        const { elder } = await following(tx, actor, key)
        const now = clock.now()
        const facts = { by: actor.personId, measuredAt: now.toISOString() }
        const raised: Alert | undefined = await firing.raise(tx, elder, 'test', { facts })
        if (!raised) throw new Refusal('test_alarm_running')
        const overAt = new Date(now.getTime() + testMinutes * minute)
        const alert = await changeAlert(tx, raised, { nextStepAt: overAt }, [], now)
        await telling.send(tx, alert, elder, [actor.personId], 'care_test', {
          ...{ once: 'test', urgency: 'critical' },
          body: `${alertSentence('test', {})}。`,
        })
        return show(tx, actor, alert)
      }),
  }
}
export type AlertActing = ReturnType<typeof createAlertActing>
