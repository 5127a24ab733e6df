import type { Transaction } from '#db/database.ts'
import { maskPhone } from '#shared/accounts/phone.ts'
import type { answerInvite as answerContract, makeInvite } from '#shared/care/care.contract.ts'
import type { CarePurpose } from '#shared/care/care-rules.ts'
import {
  inviteDigits,
  inviteHours,
  inviteTriesMinutes,
  maxFollowers,
  maxInviteTries,
  maxOpenInvites,
} from '#shared/care/care-rules.ts'
import type { Circle, FollowerView, InviteView } from '#shared/care/care-shapes.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { InviteId, PersonId } from '#shared/ids.ts'
import { careConsentId, inviteId } from '#shared/ids.ts'
import type { MetricClass } from '#shared/readings/metrics.ts'
import type { Relation } from '#shared/relatives/relations.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { eldersAmong, lockElder } from './care.store.ts'
import type { CareContext } from './care-context.ts'
import type { ElderKey } from './care-record.ts'
import { approveWord, approveYes, endOfLastDay, readYes, yesText } from './circle.policy.ts'
import { consentsInForce, insertConsents, withdrawConsents } from './consents.store.ts'
import {
  answerInvite,
  countTry,
  insertInvite,
  openInvites,
  takeInvite,
  takeTryBack,
} from './invites.store.ts'
import { isGranted, maySpeakFor } from './rights.policy.ts'
import type { Known } from './rights.ts'

const minute = 60_000

/** Followers: invited by code, confirmed by the elder's side, ended from either. */
export const createCircle = (context: CareContext) => {
  const { accounts, platform, rights, audit, announceConsent, telling } = context
  const { clock, database, ids, personalData } = platform

  const inviteViews = async (tx: Transaction, elderId: PersonId): Promise<InviteView[]> => {
    const invites = await openInvites(tx, elderId, clock.now())
    const phones = await accounts.phonesOf(
      tx,
      invites.flatMap(({ usedBy }) => usedBy ?? []),
    )
    return invites.map(({ usedBy, usedAt, relation, userName, yes, ...invite }) => {
      const phone = usedBy ? phones.get(usedBy) : undefined
      return {
        inviteId: invite.inviteId,
        yes: readYes(yes),
        basis: invite.basis,
        madeAt: invite.madeAt.toISOString(),
        expiresAt: invite.expiresAt.toISOString(),
        followUntil: invite.followUntil?.toISOString() ?? null,
        usedBy:
          usedBy && usedAt && relation
            ? {
                name: userName ?? '',
                phoneMasked: phone === undefined ? null : maskPhone(phone),
                relation,
                usedAt: usedAt.toISOString(),
              }
            : null,
      }
    })
  }

  /** What the reader may see of it: a follower the names of the others, and his own lines. */
  const circleOf = async (
    tx: Transaction,
    actor: Actor,
    { elder, rights: held }: Known,
  ): Promise<Circle> => {
    const speaks = maySpeakFor(held)
    const followers = new Map<PersonId, FollowerView>()
    for (const line of await consentsInForce(tx, [elder.personId], clock.now())) {
      const { followerId, name, relation, metricClass, purpose, basis, textVersion } = line
      const isMe = followerId === actor.personId
      const shown = {
        ...{ metricClass, purpose, basis, textVersion },
        givenAt: line.givenAt.toISOString(),
        expiresAt: line.expiresAt?.toISOString() ?? null,
      }
      const before = followers.get(followerId)?.lines ?? []
      const lines = speaks || isMe ? [...before, shown] : []
      followers.set(followerId, { personId: followerId, name, relation, isMe, lines })
    }
    return {
      followers: [...followers.values()],
      invites: speaks ? await inviteViews(tx, elder.personId) : [],
    }
  }

  /** After somebody has left by his own hand there is nothing he may see. */
  const circleAfter = async (tx: Transaction, actor: Actor, key: ElderKey): Promise<Circle> => {
    const held = await rights.rightsTo(tx, actor.personId, key)
    return held
      ? circleOf(tx, actor, await rights.known(tx, actor, key))
      : { followers: [], invites: [] }
  }

  /** Digits out of 48 random bits: none is likelier than another by more than 10⁻⁶. */
  const newCode = (): string => {
    const random = Buffer.from(ids.secret(), 'base64url').readUIntBE(0, 6)
    return String(random % 10 ** inviteDigits).padStart(inviteDigits, '0')
  }
  const codeIndexOf = (code: string): string => personalData.blindIndex('care-invite', code)

  /** Nothing is given to a stranger to him, and nothing while his care ends. @throws unknown_elder */
  const knownAndLocked = async (tx: Transaction, actor: Actor, key: ElderKey): Promise<Known> => {
    if (!(await lockElder(tx, key))) throw new Refusal('unknown_elder')
    return rights.known(tx, actor, key)
  }

  return {
    /** @throws Refusal unknown_elder | not_allowed (through broken glass one sees readings only) */
    read: (actor: Actor, key: ElderKey): Promise<Circle> =>
      database.inTransaction(async (tx) => {
        const known = await rights.known(tx, actor, key)
        if (!maySpeakFor(known.rights) && !isGranted(known.rights, 'follower'))
          throw new Refusal('not_allowed')
        return circleOf(tx, actor, known)
      }),

    /**
     * @throws Refusal unknown_elder | not_allowed | proof_needed | class_not_measured | day_is_over |
     * too_many_invites
     */
    invite: (actor: Actor, key: ElderKey, said: BodyOf<typeof makeInvite>) =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const { elder, rights: held } = await knownAndLocked(tx, actor, key)
        const { proofNote } = approveWord(held, said.proofNote, said.basis)
        const yes = approveYes(said.yes, elder.measured)
        const followUntil = endOfLastDay(said.lastDay, shanghaiDay(now))
        if ((await openInvites(tx, elder.personId, now)).length >= maxOpenInvites)
          throw new Refusal('too_many_invites')
        const expiresAt = new Date(now.getTime() + inviteHours * 60 * minute)
        const id = inviteId(ids.next())
        const invite = {
          inviteId: id,
          elderId: elder.personId,
          yes: yes.map(yesText),
          followUntil,
          textVersion: said.textVersion,
          basis: said.basis,
          proofNote,
          madeByPerson: actor.personId,
          madeByPost: await context.postFor(tx, actor, elder),
          madeAt: now,
          expiresAt,
        }
        await audit(tx, actor, elder, 'care.invited', { inviteId: id, yes: invite.yes.join() })
        await announceConsent(tx, elder, [])
        for (;;) {
          const code = newCode()
          if (await insertInvite(tx, { ...invite, codeIndex: codeIndexOf(code) }))
            return { inviteId: id, code, expiresAt: expiresAt.toISOString() }
        }
      }),

    /**
     * The try is counted before the code is looked at and in a transaction of its own, so that no
     * refusal takes it back and a hundred at once do not slip by.
     * @throws Refusal too_many_tries | invite_invalid | relation_to_oneself
     */
    use: async (actor: Actor, code: string, relation: Relation): Promise<void> => {
      const now = clock.now()
      const windowStart = new Date(now.getTime() - inviteTriesMinutes * minute)
      const tries = await database.inTransaction((tx) =>
        countTry(tx, actor.personId, windowStart, now),
      )
      if (tries > maxInviteTries) throw new Refusal('too_many_tries')
      await database.inTransaction(async (tx) => {
        const by = { personId: actor.personId, relation }
        const taken = await takeInvite(tx, codeIndexOf(code), by, now)
        const [elder] = taken ? await eldersAmong(tx, [taken.elderId]) : []
        if (!taken || !elder) throw new Refusal('invite_invalid')
        if (elder.personId === actor.personId) throw new Refusal('relation_to_oneself')
        await takeTryBack(tx, actor.personId)
        await audit(tx, actor, elder, 'care.invite_used', { inviteId: taken.inviteId })
        await telling.asked(tx, elder)
        await announceConsent(tx, elder, [actor.personId])
      })
    },

    /**
     * @throws Refusal unknown_elder | not_allowed | proof_needed | invite_moved_on |
     * too_many_followers | class_not_measured
     */
    answer: (
      actor: Actor,
      key: ElderKey,
      id: InviteId,
      said: BodyOf<typeof answerContract>,
    ): Promise<Circle> =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const known = await knownAndLocked(tx, actor, key)
        const { elder } = known
        const isYes = said.answer === 'confirm' && said.yes.length > 0
        // To say no to somebody needs no paper.
        const { byStaff, proofNote } = approveWord(
          known.rights,
          isYes ? said.proofNote : { notNeeded: true },
        )
        const invite = await answerInvite(
          tx,
          { inviteId: id, elderId: elder.personId },
          isYes ? 'confirmed' : 'refused',
          actor.personId,
          now,
        )
        if (!invite) throw new Refusal('invite_moved_on')
        const { usedBy, relation } = invite
        // Nobody makes himself a follower by his own post.
        if (isYes && usedBy === actor.personId) throw new Refusal('not_allowed')
        const offered = readYes(invite.yes).map(yesText)
        const yes = isYes
          ? approveYes(said.yes, elder.measured).filter((one) => offered.includes(yesText(one)))
          : []
        if (usedBy && relation && yes.length > 0) {
          const followers = new Set(
            (await consentsInForce(tx, [elder.personId], now)).map((line) => line.followerId),
          )
          if (!followers.has(usedBy) && followers.size >= maxFollowers)
            throw new Refusal('too_many_followers')
          const post = byStaff ? await context.postFor(tx, actor, elder) : null
          await insertConsents(
            tx,
            yes.map((one) => ({
              ...one,
              consentId: careConsentId(ids.next()),
              elderId: elder.personId,
              followerId: usedBy,
              relation,
              textVersion: invite.textVersion,
              basis: byStaff && invite.basis === 'self' ? 'on_paper' : invite.basis,
              proofNote: proofNote ?? invite.proofNote,
              givenByPerson: actor.personId,
              givenByPost: post,
              givenAt: now,
              expiresAt: invite.followUntil,
            })),
          )
        }
        await audit(tx, actor, elder, isYes ? 'care.follower_confirmed' : 'care.invite_refused', {
          inviteId: id,
          followerId: usedBy,
          yes: yes.map(yesText).join(),
        })
        if (usedBy) await telling.answered(tx, elder, usedBy, yes.length > 0)
        await announceConsent(tx, elder, usedBy ? [usedBy] : [])
        return circleOf(tx, actor, known)
      }),

    /**
     * At once, from either side; staff only where the elder says so, which needs no paper: to stop is
     * never made hard. @throws Refusal unknown_elder | not_allowed
     */
    withdraw: (
      actor: Actor,
      key: ElderKey,
      followerId: PersonId,
      part: { readonly metricClass?: MetricClass; readonly purpose?: CarePurpose },
    ): Promise<Circle> =>
      database.inTransaction(async (tx) => {
        const { elder, rights: held } = await rights.known(tx, actor, key)
        if (!maySpeakFor(held) && followerId !== actor.personId) throw new Refusal('not_allowed')
        const what = { elderId: elder.personId, followerId, ...part }
        const ended = await withdrawConsents(tx, what, actor.personId, clock.now())
        if (ended.length > 0) {
          const { metricClass = 'all', purpose = 'all' } = part
          await audit(tx, actor, elder, 'care.follower_withdrawn', {
            ...{ followerId, metricClass, purpose },
          })
          await announceConsent(tx, elder, ended)
        }
        return circleAfter(tx, actor, key)
      }),
  }
}
export type CareCircle = ReturnType<typeof createCircle>
