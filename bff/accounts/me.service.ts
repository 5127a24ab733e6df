import type { Transaction } from '#db/database.ts'
import type { ConsentPurpose, Me } from '#shared/accounts/accounts.contract.ts'
import { isMobile, normalisePhone } from '#shared/accounts/phone.ts'
import { privacyGuideVersion } from '#shared/accounts/privacy-guide.ts'
import type { ErrorCode } from '#shared/http/errors.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { PersonId, PlaceId, SubdistrictId } from '#shared/ids.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import { deletedName, isStaffRole } from './accounts.policy.ts'
import type { Actor } from './actor.ts'
import { claimPerson, claimRefused } from './person-claim.ts'
import type { PersonView } from './person-view.ts'
import {
  consentsOf,
  findPerson,
  insertConsent,
  lockPerson,
  updatePerson,
  withdrawConsents,
} from './persons.store.ts'
import { endPostsOf, postsOfPeople } from './posts.store.ts'
import { accountOf, closeAccount, endSessionsOf, sessionsOf } from './sessions.store.ts'

/** A feature's part of the export: everything it holds about the person. */
export type ExportPart = (tx: Transaction, personId: PersonId) => Promise<unknown>
/** Why the person cannot go yet; undefined when nothing stands in the way. */
export type DeletionCheck = (tx: Transaction, personId: PersonId) => Promise<ErrorCode | undefined>
/** What a feature takes away when a person goes; in the same transaction. */
export type DeletionPart = (tx: Transaction, personId: PersonId) => Promise<void>

/** What moves along when a newcomer turns out to be a person on file; in the same transaction. */
export type ClaimPart = (tx: Transaction, from: PersonId, to: PersonId) => Promise<void>

/** What a person does with his own account. */
export const createMe = (platform: Platform, places: Places, view: PersonView) => {
  const { clock, database, ids, liveBus, personalData, wechat } = platform
  const exportParts = new Map<string, ExportPart>()
  const deletionChecks: DeletionCheck[] = []
  const deletionParts: DeletionPart[] = []
  const claimParts: ClaimPart[] = []

  const forget: DeletionPart = async (tx, personId) => {
    for (const part of deletionParts) await part(tx, personId)
  }
  const leave: ClaimPart = async (tx, from, to) => {
    for (const part of claimParts) await part(tx, from, to)
    await forget(tx, from)
  }

  /** Does the work, then shows the person to himself as he is now. */
  const thenMe = (actor: Actor, work: (tx: Transaction, now: Date) => Promise<void>): Promise<Me> =>
    database.inTransaction(async (tx) => {
      const now = clock.now()
      await work(tx, now)
      return view.meOf(tx, actor, now)
    })

  const phoneFromWechat = async (code: string): Promise<string> => {
    const answer = await wechat.phoneNumber(code)
    if (answer.ok) {
      const phone = answer.countryCode === '86' ? normalisePhone(answer.phone) : undefined
      if (!phone || !isMobile(phone)) throw new Refusal('phone_not_supported')
      return phone
    }
    if (answer.code === 'wechat_code_invalid') throw new Refusal('phone_code_invalid')
    const misconfigured = answer.code === 'wechat_misconfigured' || answer.code === 'wechat_blocked'
    throw new Refusal(misconfigured ? 'wechat_misconfigured' : 'wechat_busy')
  }

  return {
    read: (actor: Actor): Promise<Me> => thenMe(actor, async () => undefined),

    change: (actor: Actor, changes: { displayName?: string; largeType?: boolean }): Promise<Me> =>
      thenMe(actor, async (tx) => {
        const { displayName, largeType } = changes
        const said = {
          ...(displayName === undefined ? {} : { displayName: displayName.trim() }),
          ...(largeType === undefined ? {} : { largeType }),
        }
        if (Object.keys(said).length > 0) await updatePerson(tx, actor.personId, said)
      }),

    /** @throws Refusal place_unknown */
    setHome: (
      actor: Actor,
      home: { subdistrictId: SubdistrictId; placeId: PlaceId; doorNo?: string },
    ): Promise<Me> =>
      thenMe(actor, async (tx) => {
        const place = await places.findPlace(tx, home.subdistrictId, home.placeId)
        if (!place) throw new Refusal('place_unknown')
        await updatePerson(tx, actor.personId, {
          homeSubdistrictId: home.subdistrictId,
          homePlaceId: home.placeId,
          homeDoorNo: home.doorNo ?? null,
        })
      }),

    /**
     * Writes the number that WeChat has verified; one on file for somebody without an account makes
     * the account that person's.
     * @throws Refusal phone_code_invalid | phone_not_supported | phone_taken | wechat_busy |
     * wechat_misconfigured
     */
    bindPhone: async (actor: Actor, code: string): Promise<Me> => {
      const phone = await phoneFromWechat(code)
      const phoneIndex = personalData.blindIndex('phone', phone)
      try {
        return await database.inTransaction(async (tx) => {
          const now = clock.now()
          const claimed = await claimPerson(tx, actor, phoneIndex, leave, now)
          if (claimed === undefined)
            await updatePerson(tx, actor.personId, {
              phoneEncrypted: personalData.seal('phone', phone),
              phoneIndex,
            })
          else
            tx.afterCommit(() =>
              liveBus.publish({
                topic: `person/${actor.personId}`,
                kind: 'posts_changed',
                data: {},
              }),
            )
          return view.meOf(tx, { ...actor, personId: claimed ?? actor.personId }, now)
        })
      } catch (error) {
        throw claimRefused(error) ? new Refusal('phone_taken') : error
      }
    },

    /** One can only agree to the text that is in force. @throws Refusal invalid_request */
    giveConsent: (actor: Actor, purpose: ConsentPurpose, textVersion: string): Promise<Me> => {
      if (textVersion !== privacyGuideVersion)
        throw new Refusal('invalid_request', {
          where: 'body',
          field: 'textVersion',
          rule: 'current',
        })
      return thenMe(actor, (tx, now) =>
        insertConsent(tx, {
          consentId: ids.next(),
          personId: actor.personId,
          purpose,
          textVersion,
          channel: 'app',
          givenAt: now,
        }),
      )
    },

    withdrawConsent: (actor: Actor, purpose: ConsentPurpose): Promise<Me> =>
      thenMe(actor, (tx, now) => withdrawConsents(tx, actor.personId, now, purpose)),

    /** Lets a feature add its part to what a person may take with him. */
    contributeToExport: (name: string, part: ExportPart): void => {
      exportParts.set(name, part)
    },

    /** Everything held about the person (PIPL art. 45), other people's data left out. */
    export: (actor: Actor): Promise<Record<string, unknown>> =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const person = await findPerson(tx, actor.personId)
        if (!person) throw new Refusal('unknown_person')
        const account = await accountOf(tx, actor.personId)
        const parts: Record<string, unknown> = {}
        for (const [name, part] of exportParts) parts[name] = await part(tx, actor.personId)
        await appendAudit(tx, {
          at: now,
          subdistrictId: null,
          actorPersonId: actor.personId,
          action: 'person.exported',
          objectKind: 'person',
          objectId: actor.personId,
        })
        return {
          exportedAt: now.toISOString(),
          person: {
            personId: person.personId,
            displayName: person.displayName,
            phone: view.phoneOf(person),
            largeType: person.largeType,
            home: await view.homeOf(tx, person),
            createdAt: person.createdAt,
          },
          account: account && {
            accountId: account.accountId,
            wechatOpenId: account.wechatOpenId,
            createdAt: account.createdAt,
            sessions: await sessionsOf(tx, account.accountId),
          },
          posts: (await postsOfPeople(tx, [actor.personId])).map(
            ({ personName: _name, personId: _person, ...post }) => post,
          ),
          consents: await consentsOf(tx, actor.personId),
          ...parts,
        }
      }),

    /** Lets a feature say that a person cannot go yet (open cases). */
    refuseDeletionWhen: (check: DeletionCheck): void => {
      deletionChecks.push(check)
    },

    /** Lets a feature take away what it holds of a person who goes (what he was told). */
    onDeletion: (part: DeletionPart): void => {
      deletionParts.push(part)
    },

    /** Lets a feature bring along what a newcomer has said when he claims a person on file. */
    onClaim: (part: ClaimPart): void => {
      claimParts.push(part)
    },

    /**
     * Closes the account and takes name, phone, home and WeChat away (PIPL art. 47).
     * @throws Refusal holds_staff_post | has_open_cases, or what a feature's check says
     */
    delete: (actor: Actor): Promise<void> =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const { personId, accountId } = actor
        // Locked first: a post given or a case filed meanwhile waits, or is seen by the checks.
        await lockPerson(tx, personId)
        const held = await postsOfPeople(tx, [personId], now)
        if (held.some(({ role }) => isStaffRole(role))) throw new Refusal('holds_staff_post')
        for (const check of deletionChecks) {
          const code = await check(tx, personId)
          if (code) throw new Refusal(code)
        }
        await forget(tx, personId)
        await updatePerson(tx, personId, {
          displayName: deletedName,
          phoneEncrypted: null,
          phoneIndex: null,
          wecomUserId: null,
          homeSubdistrictId: null,
          homePlaceId: null,
          homeDoorNo: null,
          deletedAt: now,
        })
        await withdrawConsents(tx, personId, now)
        await endPostsOf(tx, personId, now)
        await endSessionsOf(tx, accountId, now, 'account_closed')
        await closeAccount(tx, accountId, now)
        await appendAudit(tx, {
          at: now,
          subdistrictId: null,
          actorPersonId: personId,
          action: 'person.deleted',
          objectKind: 'person',
          objectId: personId,
        })
        tx.afterCommit(() =>
          liveBus.publish({ topic: `person/${personId}`, kind: 'session_ended', data: {} }),
        )
      }),
  }
}
