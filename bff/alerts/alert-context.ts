import type { Reader, Transaction } from '#db/database.ts'
import type { RuleFigures } from '#shared/alerts/alert-figures.ts'
import { alertFiguresOn } from '#shared/alerts/alert-figures.ts'
import type { AlertRuleCode } from '#shared/alerts/alert-rules.ts'
import type { AlertAction } from '#shared/alerts/alerts.contract.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, SubdistrictId, UnitId } from '#shared/ids.ts'
import { careDeskTopic, careStateTopic } from '#shared/readings/live-readings.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import { relationWords } from '#shared/relatives/relatives.words.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import type { Platform } from '../platform/platform.ts'
import type { AlertNeeds, Elder, Follower, Rights } from './alert-neighbours.ts'
import type { Alert, AlertKey } from './alerts.store.ts'
import { findAlert } from './alerts.store.ts'
import { stepNo } from './escalation.policy.ts'

/** What the actor is to an alert of this elder; undefined: it does not exist for him. */
export interface Sight {
  readonly elder: Elder
  readonly isStaff: boolean
  readonly isFollower: boolean
  /** The unit that looks after him. */
  readonly desk: UnitId | null
}

/** Whether somebody with these rights may know of alerts of a rule. */
export const covers = (
  { grants, alertClasses }: Pick<Rights, 'grants' | 'alertClasses'>,
  { class: of }: Pick<RuleFigures, 'class'>,
): boolean => {
  const classes = new Set<MetricClass>([...alertClasses, ...grants.flatMap((each) => each.classes)])
  return of === 'any' ? classes.size > 0 : classes.has(of)
}

type Reached = Pick<Alert, 'step' | 'caseId'>

/** How far it has climbed; one that became a case stays with those who got it when it rings anew. */
const farthestOf = ({ step, caseId }: Reached): number =>
  caseId === null ? step : stepNo('nobody')

/** What every part of alerts needs: who is who, who may do what, and how it is announced. */
export const createAlertContext = (platform: Platform, needs: AlertNeeds) => {
  const { accounts, care, places } = needs
  const { clock, database, liveBus } = platform

  const figuresAt = (now: Date) => alertFiguresOn(shanghaiDay(now))

  /** The officers’ unit of the place where his home stands; for an elder at home his desk is it already. */
  const officerUnitOf = async (tx: Reader, elder: Elder): Promise<UnitId | null> => {
    if (elder.unitId === null) return null
    const unit = await places.unit(tx, elder.subdistrictId, elder.unitId)
    const around = unit && (await places.neighbourhoodOf(tx, elder.subdistrictId, unit.placeId))
    if (!around) return null
    return (
      (await places.unitOfNeighbourhood(tx, elder.subdistrictId, around.placeId))?.unitId ?? null
    )
  }

  const followersFor = async (
    tx: Reader,
    elder: Elder,
    rule: AlertRuleCode,
    now: Date,
  ): Promise<readonly Follower[]> => {
    const { class: of } = figuresAt(now).rules[rule]
    const followers = await care.followersOf(tx, elder.personId, 'alerts')
    return of === 'any' ? followers : followers.filter(({ classes }) => classes.includes(of))
  }

  /** How the actor is called in the history: as staff by post, as a follower by relation. */
  const labelOf = async (tx: Transaction, actor: Actor, { elder, isStaff }: Sight) => {
    if (isStaff) return accounts.labelOf(tx, elder.subdistrictId, actor.personId)
    const followers = await care.followersOf(tx, elder.personId, 'alerts')
    const follower = followers.find(({ personId }) => personId === actor.personId)
    return follower ? `${relationWords[follower.relation]} ${follower.name}` : actor.displayName
  }

  /** Which alerts of an elder the actor may know of, and as what. */
  const sightOf = async (
    tx: Reader,
    actor: Actor,
    alert: Pick<Alert, 'subdistrictId' | 'personId' | 'rule' | 'isTest' | 'facts'> & Reached,
    elder: Elder,
  ): Promise<Sight | undefined> => {
    const { subdistrictId, rule } = alert
    const step = farthestOf(alert)
    // A test is its presser's own business.
    if (alert.isTest && alert.facts.by !== actor.personId) return undefined
    const figures = figuresAt(clock.now()).rules[rule]
    const { personId } = elder
    const [rights] = await care.rightsOf(tx, [
      { viewerId: actor.personId, subdistrictId, personId },
    ])
    const desk = await care.deskOf(tx, elder)
    const holds = (role: 'duty_officer' | 'neighbourhood_officer', unitId?: UnitId | null) =>
      postsIn(actor, subdistrictId, [role]).some(
        (post) => unitId === undefined || (unitId !== null && post.unitId === unitId),
      )
    const climbedToMe =
      (step >= stepNo('duty') && holds('duty_officer')) ||
      (step >= stepNo('officer') && holds('neighbourhood_officer', await officerUnitOf(tx, elder)))
    const isStaff = climbedToMe || (rights?.grants.some(({ as }) => as === 'care_staff') ?? false)
    const of = figures.class
    const isFollower =
      rights !== undefined &&
      (of === 'any' ? rights.alertClasses.length > 0 : rights.alertClasses.includes(of))
    if (!isStaff && !isFollower && !(rights && covers(rights, figures))) return undefined
    return { elder, isStaff, isFollower, desk }
  }

  /** @throws Refusal not_found when there is none, or none for him */
  const visible = async (tx: Reader, actor: Actor, key: AlertKey) => {
    const alert = await findAlert(tx, key)
    const elder = alert && (await care.elderOf(tx, key.subdistrictId, alert.personId))
    const sight = elder && (await sightOf(tx, actor, alert, elder))
    if (!alert || !sight) throw new Refusal('not_found')
    return { alert, ...sight }
  }

  const actionsOf = (alert: Alert, { isStaff, isFollower }: Sight): AlertAction[] => {
    const acts = isStaff || isFollower
    const lasts = alert.clearedAt === null
    return [
      ...(acts && lasts && alert.acknowledgedAt === null ? (['acknowledge'] as const) : []),
      ...(acts && !alert.isTest ? (['set_outcome'] as const) : []),
      ...(isFollower && !alert.isTest ? (['mute'] as const) : []),
      ...(isStaff && lasts && !alert.isTest ? (['see_contacts'] as const) : []),
    ]
  }

  /** Phones and desks read again; nothing of it is in the event. */
  const announce = async (tx: Transaction, alert: Alert, elder: Elder): Promise<void> => {
    const { subdistrictId, alertId, personId, isTest, facts } = alert
    const desk = await care.deskOf(tx, elder)
    const data = { alertId, personId }
    tx.afterCommit(() => {
      const say = (topic: string) => liveBus.publish({ topic, kind: 'alert', data })
      if (isTest) {
        say(`person/${facts.by}`)
        return
      }
      say(careStateTopic(subdistrictId, personId))
      if (desk !== null) say(careDeskTopic(subdistrictId, desk))
      if (farthestOf(alert) >= stepNo('duty')) say(`desk/${subdistrictId}`)
    })
  }

  /** The subdistricts of this product, for sweeps. */
  const subdistricts = async (): Promise<readonly SubdistrictId[]> =>
    (await places.list()).map(({ subdistrictId }) => subdistrictId)

  const eldersById = async (
    tx: Reader,
    people: readonly PersonId[],
  ): Promise<ReadonlyMap<PersonId, Elder>> =>
    new Map(
      (people.length === 0 ? [] : await care.eldersAmong(tx, [...new Set(people)])).map((elder) => [
        elder.personId,
        elder,
      ]),
    )

  return {
    ...platform,
    ...needs,
    database,
    figuresAt,
    officerUnitOf,
    followersFor,
    labelOf,
    sightOf,
    visible,
    actionsOf,
    announce,
    subdistricts,
    eldersById,
  }
}
export type AlertContext = ReturnType<typeof createAlertContext>
