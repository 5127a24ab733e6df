import type { Transaction } from '#db/database.ts'
import type { changeElder as changeContract, enrolElder } from '#shared/care/care-desk.contract.ts'
import type { CareConsentBasis } from '#shared/care/care-rules.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, SubdistrictId, UnitId } from '#shared/ids.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import { changeElder, eldersAmong, endElder, insertElder } from './care.store.ts'
import type { CareContext } from './care-context.ts'
import type { Elder, ElderKey } from './care-record.ts'
import { withdrawConsents } from './consents.store.ts'
import { refuseAll } from './invites.store.ts'
import { isGranted } from './rights.policy.ts'

type Written = Omit<BodyOf<typeof changeContract>, never>

/** Units that are care homes; a unit of another kind has no residents. */
const careHome = 'care_home'

/** Taking somebody into care, changing what is measured, and the end of it. */
export const createEnrolment = (
  context: CareContext,
  ended: (tx: Transaction, elder: Elder) => Promise<void>,
) => {
  const { accounts, places, relatives, platform, rights, audit, announceConsent } = context
  const { clock, database } = platform

  /** @throws Refusal unit_unknown when there is no such care home here */
  const homeOf = async (tx: Transaction, subdistrictId: SubdistrictId, unitId: UnitId) => {
    const unit = await places.unit(tx, subdistrictId, unitId)
    if (unit?.kind !== careHome) throw new Refusal('unit_unknown')
    return unit
  }

  /**
   * The actor's post by which he may take this person in: at the home, or at the 居委 he lives in.
   * @throws Refusal unit_unknown | not_allowed
   */
  const postToEnrol = async (
    tx: Transaction,
    actor: Actor,
    { subdistrictId, personId }: ElderKey,
    unitId: UnitId | null,
  ) => {
    if (unitId !== null) await homeOf(tx, subdistrictId, unitId)
    const home = await accounts.homeOf(tx, personId)
    const placeId = home?.subdistrictId === subdistrictId ? home.place.placeId : null
    const desk = unitId ?? (await rights.committeeOf(tx, subdistrictId, placeId))
    const role = unitId === null ? 'neighbourhood_officer' : 'care_staff'
    const post = postsIn(actor, subdistrictId, [role]).find(
      (held) => held.unitId !== null && held.unitId === desk,
    )
    if (!post) throw new Refusal('not_allowed')
    return post
  }

  const consentOf = (written: Written) => ({
    unitId: written.unitId,
    room: written.room.trim(),
    livesAlone: written.livesAlone,
    oxygenScale: written.oxygenScale,
    onOxygen: written.onOxygen,
    measured: written.measured,
    consentVersion: written.textVersion,
    consentBasis: written.basis,
    consentByPerson: null,
    consentNote: written.proofNote.trim(),
  })

  /** Classes that are measured no longer are followed no longer: a new yes is asked for later. */
  const dropClasses = async (
    tx: Transaction,
    actor: Actor,
    elder: Elder,
    measured: readonly MetricClass[],
  ): Promise<PersonId[]> => {
    const followers: PersonId[] = []
    for (const metricClass of elder.measured.filter((one) => !measured.includes(one)))
      followers.push(
        ...(await withdrawConsents(
          tx,
          { elderId: elder.personId, metricClass },
          actor.personId,
          clock.now(),
        )),
      )
    return followers
  }

  const factsOf = (measured: readonly MetricClass[], basis: CareConsentBasis) => ({
    measured: measured.join(),
    basis,
  })

  /** Ends it with all that hung on it; nothing happens when it has ended before. */
  const end = async (
    tx: Transaction,
    actor: Pick<Actor, 'personId'> | null,
    elder: Elder,
    detail: Readonly<Record<string, string>> = {},
  ): Promise<boolean> => {
    const now = clock.now()
    const by = actor?.personId ?? null
    if (!(await endElder(tx, elder, by, now))) return false
    const followers = await withdrawConsents(tx, { elderId: elder.personId }, by, now)
    const waiting = await refuseAll(tx, elder.personId, by, now)
    await ended(tx, elder)
    await audit(tx, actor, elder, 'care.ended', detail)
    await announceConsent(tx, elder, [...followers, ...waiting])
    return true
  }

  return {
    end,

    /** @throws Refusal unknown_person | unit_unknown | not_allowed | already_in_care */
    enrol: (
      actor: Actor,
      subdistrictId: SubdistrictId,
      { personId, ...written }: BodyOf<typeof enrolElder>,
    ): Promise<ElderKey> =>
      database.inTransaction(async (tx) => {
        const key = { subdistrictId, personId }
        // A colleague must see the paper when it is about oneself.
        if (personId === actor.personId) throw new Refusal('not_allowed')
        if (!(await relatives.isServedIn(tx, subdistrictId, personId)))
          throw new Refusal('unknown_person')
        const post = await postToEnrol(tx, actor, key, written.unitId)
        const facts = { ...consentOf(written), consentByPost: post.postId }
        if ((await eldersAmong(tx, [personId])).length > 0) throw new Refusal('already_in_care')
        if (!(await insertElder(tx, key, facts, clock.now()))) throw new Refusal('already_in_care')
        await audit(tx, actor, key, 'care.enrolled', factsOf(written.measured, written.basis))
        const [elder] = await eldersAmong(tx, [personId])
        if (elder) await announceConsent(tx, elder, [])
        return key
      }),

    /** @throws Refusal unknown_elder | not_allowed (not his staff) | unit_unknown */
    change: (actor: Actor, key: ElderKey, written: Written): Promise<void> =>
      database.inTransaction(async (tx) => {
        const { elder, rights: held } = await rights.known(tx, actor, key)
        if (!isGranted(held, 'care_staff')) throw new Refusal('not_allowed')
        if (written.unitId !== null && written.unitId !== elder.unitId)
          await homeOf(tx, key.subdistrictId, written.unitId)
        const consentByPost = await context.postFor(tx, actor, elder)
        if (!(await changeElder(tx, key, { ...consentOf(written), consentByPost })))
          throw new Refusal('unknown_elder')
        const dropped = await dropClasses(tx, actor, elder, written.measured)
        await audit(tx, actor, key, 'care.changed', factsOf(written.measured, written.basis))
        // Both desks hear of it: the one he leaves and the one he comes to.
        await announceConsent(tx, elder, dropped)
        if (written.unitId !== elder.unitId)
          await announceConsent(tx, { ...elder, unitId: written.unitId }, [])
      }),

    /** @throws Refusal unknown_elder | not_allowed (not his staff) */
    endByStaff: (actor: Actor, key: ElderKey, proofNote: string): Promise<{ ended: boolean }> =>
      database.inTransaction(async (tx) => {
        const { elder, rights: held } = await rights.known(tx, actor, key)
        if (!isGranted(held, 'care_staff')) throw new Refusal('not_allowed')
        return { ended: await end(tx, actor, elder, { proofNote: proofNote.trim() }) }
      }),

    /** One tap of the elder himself; again changes nothing. */
    endMine: (actor: Actor): Promise<void> =>
      database.inTransaction(async (tx) => {
        for (const elder of await eldersAmong(tx, [actor.personId]))
          await end(tx, actor, elder, { by: 'self' })
      }),

    /** @throws Refusal not_measured when he is not under care */
    changeMine: (
      actor: Actor,
      measured: readonly MetricClass[],
      textVersion: string,
    ): Promise<void> =>
      database.inTransaction(async (tx) => {
        const [elder] = await eldersAmong(tx, [actor.personId])
        if (!elder) throw new Refusal('not_measured')
        await changeElder(tx, elder, {
          measured,
          consentVersion: textVersion,
          consentBasis: 'self',
          consentByPerson: actor.personId,
          consentByPost: null,
          consentNote: null,
        })
        const dropped = await dropClasses(tx, actor, elder, measured)
        await audit(tx, actor, elder, 'care.changed', factsOf(measured, 'self'))
        await announceConsent(tx, elder, dropped)
      }),
  }
}
export type Enrolment = ReturnType<typeof createEnrolment>
