import type { Reader, Transaction } from '#db/database.ts'
import type { LookKind, LookScope } from '#shared/care/care-rules.ts'
import type { PersonId, PostId, SubdistrictId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Platform } from '../platform/platform.ts'
import { eldersAmong, eldersIn, findElder } from './care.store.ts'
import type { CareNeeds } from './care-context.ts'
import { createCareContext } from './care-context.ts'
import type { Elder, ElderKey, FollowAsked } from './care-record.ts'
import { createCircle } from './circle.ts'
import { followedBy } from './consents.store.ts'
import { createEnrolment } from './enrolment.ts'
import { findUnproven } from './follow-proof.store.ts'
import { createFollowers } from './followers.ts'
import { createForgetting } from './forgetting.ts'
import { createGlass } from './glass.ts'
import { sittingSince } from './looks.policy.ts'
import { createLooks } from './looks.ts'
import { noteLooks } from './looks-many.store.ts'
import { pausesOf } from './pauses.store.ts'
import { createPauses } from './pauses.ts'
import { createRights } from './rights.ts'

/** What another feature does when somebody is no longer measured; in the same transaction. */
export type CareEnded = (tx: Transaction, elder: Elder) => Promise<void>

interface Needs extends CareNeeds {
  /** Deletes everything that was measured under a number. */
  readonly readings: { readonly forget: (elderNo: number) => Promise<void> }
}

/** Who is cared for, who may see and be told what of it, and who looked. */
export const createCare = (platform: Platform, { readings, ...needs }: Needs) => {
  const { clock } = platform
  const { relatives } = needs
  const rights = createRights(platform, needs)
  const context = createCareContext(platform, needs, rights)
  const looks = createLooks(context)
  const endings: CareEnded[] = []
  const enrolment = createEnrolment(context, async (tx, elder) => {
    for (const ending of endings) await ending(tx, elder)
  })

  return {
    context,
    looks,
    enrolment,
    circle: createCircle(context),
    pauses: createPauses(context),
    glass: createGlass(context),
    forgetting: createForgetting(context, enrolment, readings.forget),
    ...createFollowers(platform),

    /** Somebody under care now; undefined when he is not, or no longer. */
    elderOf: (tx: Reader, subdistrictId: SubdistrictId, personId: PersonId) =>
      findElder(tx, { subdistrictId, personId }),
    /** Everybody under care in a subdistrict now, by room. */
    eldersOf: (tx: Reader, subdistrictId: SubdistrictId) => eldersIn(tx, subdistrictId),
    /** Those of these people who are under care now, wherever. */
    eldersAmong,
    /** Whom somebody follows, for whatever, the longest first. */
    followedBy: async (tx: Reader, followerId: PersonId): Promise<PersonId[]> => [
      ...new Set((await followedBy(tx, followerId, clock.now())).map(({ elderId }) => elderId)),
    ],

    /** Whom to enrol: by his name together with his whole phone or the last of his ID number; audited. */
    find: relatives.counter.find,

    staffOf: rights.staffOf,
    /** The unit whose staff look after him; its desk topic hears of him. Null: nobody's. */
    deskOf: rights.deskOf,
    /** Pauses of these elders that run or will, the earliest first. */
    pausesOf: (tx: Reader, elders: readonly Pick<Elder, 'personId'>[], now: Date) =>
      pausesOf(
        tx,
        elders.map(({ personId }) => personId),
        now,
      ),

    mayView: rights.mayView,
    mayFollow: (actor: Actor, topic: string) =>
      rights.mayFollow(platform.database.reader, actor, topic),
    /** The rights of many pairs by one question; pairs without any right are missing. */
    rightsOf: rights.rightsOf,
    /** Which of these follows no yes in force proves, by their place in the list; see the store. */
    unproven: (tx: Reader, asked: readonly FollowAsked[]) => findUnproven(tx, asked, clock.now()),
    /** An elder with the actor's rights to him. @throws Refusal unknown_elder */
    known: rights.known,

    /** Notes for the elder to read who looked at what; his own looks are nobody's business. */
    noteLook: (
      tx: Transaction,
      {
        elder,
        ...look
      }: {
        readonly elder: ElderKey
        readonly viewerId: PersonId
        readonly scope: LookScope
        readonly as: LookKind
        readonly postId?: PostId | null
      },
    ): Promise<void> => looks.note(tx, { ...look, elders: [elder] }),

    /** As `noteLook`, for thousands of viewers at once. */
    noteLooks: async (
      tx: Transaction,
      looks: readonly {
        readonly elder: ElderKey
        readonly viewerId: PersonId
        readonly scope: LookScope
        readonly as: LookKind
      }[],
    ): Promise<void> => {
      const now = clock.now()
      const noted = looks.flatMap(({ elder, as, ...look }) =>
        as === 'self' ? [] : [{ ...look, as, elderId: elder.personId, postId: null }],
      )
      if (noted.length > 0) await noteLooks(tx, noted, sittingSince(now), now)
    },

    /** Lets a feature act in the same transaction when somebody is no longer measured. */
    onEnded: (ending: CareEnded): void => void endings.push(ending),
  }
}
export type Care = ReturnType<typeof createCare>
