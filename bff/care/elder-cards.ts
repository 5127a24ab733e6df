import type { Reader, Transaction } from '#db/database.ts'
import type { ElderCard, ElderView, MyElders } from '#shared/care/care-shapes.ts'
import { metrics } from '#shared/readings/metrics.ts'
import { ageOn } from '#shared/relatives/age.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { eldersAmong, findEnrolment } from './care.store.ts'
import type { CareContext } from './care-context.ts'
import type { Elder, ElderKey, Rights } from './care-record.ts'
import type { CareSources } from './care-sources.ts'
import { followedBy } from './consents.store.ts'
import type { StatusFacts } from './elder-status.policy.ts'
import { statusOf } from './elder-status.policy.ts'
import { waitingOf } from './invites.store.ts'
import type { Looks } from './looks.ts'
import type { Pause } from './pauses.store.ts'
import { pausesOf } from './pauses.store.ts'
import { pauseView } from './pauses.ts'
import { classesViewed, isGranted, maySpeakFor } from './rights.policy.ts'

/** An elder as one reader may see him, and all that is known of him by the other features. */
export interface Shown {
  readonly elder: Elder
  readonly card: ElderCard
  readonly facts: StatusFacts
  readonly pauses: readonly Pause[]
}

const groupBy = <K, V>(values: readonly V[], keyOf: (value: V) => K): ReadonlyMap<K, V[]> => {
  const groups = new Map<K, V[]>()
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value])
  return groups
}

const keyOf = ({ subdistrictId, personId }: ElderKey) => `${subdistrictId}/${personId}`

/** Elders as their readers may see them: nothing of a class without a yes leaves here. */
export const createElderCards = (context: CareContext, sources: CareSources, looks: Looks) => {
  const { places, platform, relatives, rights } = context
  const { clock, database } = platform

  const relationsOf = async (tx: Reader, viewer: Actor['personId'], now: Date) =>
    new Map((await followedBy(tx, viewer, now)).map((line) => [line.elderId, line.relation]))

  /** Those of these elders to whom the reader has a right, in the given order. */
  const show = async (
    tx: Reader,
    elders: readonly Elder[],
    held: readonly Rights[],
    viewer: Actor['personId'],
  ): Promise<Shown[]> => {
    const now = clock.now()
    const rightsTo = new Map(held.map((one) => [keyOf(one), one]))
    const known = elders.filter((elder) => rightsTo.has(keyOf(elder)))
    if (known.length === 0) return []
    const latest = groupBy(await sources.latestOf(tx, known), ({ elderNo }) => elderNo)
    const alerts = groupBy(await sources.openAlertsOf(tx, known), ({ personId }) => personId)
    const devices = groupBy(await sources.devicesOf(tx, known), ({ personId }) => personId)
    const ids = known.map(({ personId }) => personId)
    const pauses = groupBy(await pausesOf(tx, ids, now), ({ personId }) => personId)
    const relations = await relationsOf(tx, viewer, now)
    const shown: Shown[] = []
    for (const elder of known) {
      const { subdistrictId, personId, unitId, room, name } = elder
      const mine = rightsTo.get(keyOf(elder))
      const [first] = mine?.grants ?? []
      if (!mine || !first) continue
      const viewClasses = classesViewed(mine)
      const isNear = maySpeakFor(mine) || isGranted(mine, 'break_glass')
      const its = pauses.get(personId) ?? []
      const facts: StatusFacts = {
        viewClasses,
        alertClasses: isNear ? viewClasses : mine.alertClasses,
        alerts: alerts.get(personId) ?? [],
        latest: latest.get(elder.elderNo) ?? [],
        devices: devices.get(personId) ?? [],
        pause: its.find(({ fromAt }) => fromAt <= now),
        isPlatformAway: sources.isPlatformAway(subdistrictId),
        now,
      }
      const unit = unitId === null ? undefined : await places.unit(tx, subdistrictId, unitId)
      const card: ElderCard = {
        ...{ subdistrictId, personId, name, room },
        unitName: unit?.name ?? null,
        as: first.as,
        relation: relations.get(personId) ?? null,
        viewClasses,
        alertClasses: [...mine.alertClasses],
        status: statusOf(facts),
        latest: facts.latest
          .filter(({ metric }) => viewClasses.includes(metrics[metric].class))
          .map(({ metric, value, quality, measuredAt, receivedAt }) => ({
            ...{ metric, value, quality },
            measuredAt: measuredAt.toISOString(),
            receivedAt: receivedAt.toISOString(),
          })),
        pause: facts.pause ? pauseView(facts.pause) : null,
      }
      shown.push({ elder, card, facts, pauses: its })
    }
    return shown
  }

  const mine = async (tx: Reader, actor: Actor): Promise<MyElders> => {
    const now = clock.now()
    const followed = (await followedBy(tx, actor.personId, now)).map(({ elderId }) => elderId)
    const order = [...new Set([actor.personId, ...followed])]
    const elders = (await eldersAmong(tx, order)).sort(
      (one, other) => order.indexOf(one.personId) - order.indexOf(other.personId),
    )
    const asked = elders.map(({ subdistrictId, personId }) => ({
      ...{ subdistrictId, personId },
      viewerId: actor.personId,
    }))
    const shown = await show(tx, elders, await rights.rightsOf(tx, asked), actor.personId)
    return {
      elders: shown.map(({ card }) => card),
      waiting: (await waitingOf(tx, actor.personId)).flatMap(({ usedAt, ...waiting }) =>
        usedAt ? [{ ...waiting, usedAt: usedAt.toISOString() }] : [],
      ),
    }
  }

  const read = async (tx: Transaction, actor: Actor, key: ElderKey): Promise<ElderView> => {
    const { elder, rights: held } = await rights.known(tx, actor, key)
    const [shown] = await show(tx, [elder], [held], actor.personId)
    if (!shown) throw new Error('somebody known is shown')
    const { card, pauses } = shown
    const isClose = maySpeakFor(held)
    const enrolment = isClose ? await findEnrolment(tx, key) : undefined
    const { bornOn } = await relatives.profileOf(tx, elder.personId)
    if (card.viewClasses.length > 0)
      await looks.note(tx, {
        elders: [elder],
        viewerId: actor.personId,
        scope: 'live',
        as: card.as,
        postId: await context.postFor(tx, actor, elder),
      })
    return {
      ...card,
      age: bornOn === null ? null : ageOn(bornOn, shanghaiDay(clock.now())),
      pauses: pauses.map(pauseView),
      enrolment: enrolment
        ? {
            ...enrolment,
            oxygenScale: enrolment.oxygenScale === 2 ? 2 : 1,
            enrolledAt: enrolment.enrolledAt.toISOString(),
          }
        : null,
      glassUntil: card.as === 'break_glass' ? (held.glassUntil?.toISOString() ?? null) : null,
    }
  }

  return {
    show,
    listMine: (actor: Actor): Promise<MyElders> => mine(database.reader, actor),
    /** @throws Refusal unknown_elder */
    read: (actor: Actor, key: ElderKey): Promise<ElderView> =>
      database.inTransaction((tx) => read(tx, actor, key)),
  }
}
export type ElderCards = ReturnType<typeof createElderCards>
