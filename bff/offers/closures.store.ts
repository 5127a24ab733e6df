import { and, eq, gte, isNull } from 'drizzle-orm'
import type { Reader, Transaction } from '#db/database.ts'
import { closures } from '#db/schema/offers.ts'
import type { ClosureId, OfferId, PersonId, SiteId, SubdistrictId } from '#shared/ids.ts'

/** A day on which a site, or one offer of it, is closed. */
export interface Closure {
  readonly closureId: ClosureId
  readonly siteId: SiteId
  /** Null: everything at the site. */
  readonly offerId: OfferId | null
  readonly day: string
  readonly reason: string
  /** Bookings that it cancelled. */
  readonly told: number
}

const fields = {
  closureId: closures.closureId,
  siteId: closures.siteId,
  offerId: closures.offerId,
  day: closures.day,
  reason: closures.reason,
  told: closures.told,
}

/** Closures in force from a day on, the earliest first. */
export const findClosures = (
  tx: Reader,
  subdistrictId: SubdistrictId,
  fromDay: string,
  siteId?: SiteId,
): Promise<Closure[]> =>
  tx
    .select(fields)
    .from(closures)
    .where(
      and(
        eq(closures.subdistrictId, subdistrictId),
        siteId && eq(closures.siteId, siteId),
        gte(closures.day, fromDay),
        isNull(closures.reopenedAt),
      ),
    )
    .orderBy(closures.day, closures.closedAt)

/** False when the same is closed on that day already. */
export const insertClosure = async (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  closure: Closure,
  closed: { readonly by: PersonId; readonly at: Date },
): Promise<boolean> => {
  const written = await tx
    .insert(closures)
    .values({ subdistrictId, ...closure, closedBy: closed.by, closedAt: closed.at })
    .onConflictDoNothing()
    .returning({ closureId: closures.closureId })
  return written.length === 1
}

/** Notes how many bookings a closure cancelled. */
export const setTold = async (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  closureId: ClosureId,
  told: number,
): Promise<void> => {
  await tx
    .update(closures)
    .set({ told })
    .where(and(eq(closures.subdistrictId, subdistrictId), eq(closures.closureId, closureId)))
}

/** A closure; with `inForce` only while the day is closed. */
export const findClosure = async (
  tx: Reader,
  subdistrictId: SubdistrictId,
  closureId: ClosureId,
  { inForce = true }: { readonly inForce?: boolean } = {},
): Promise<Closure | undefined> => {
  const [found] = await tx
    .select(fields)
    .from(closures)
    .where(
      and(
        eq(closures.subdistrictId, subdistrictId),
        eq(closures.closureId, closureId),
        inForce ? isNull(closures.reopenedAt) : undefined,
      ),
    )
  return found
}

/** False when it was open again already. */
export const markReopened = async (
  tx: Transaction,
  subdistrictId: SubdistrictId,
  closureId: ClosureId,
  now: Date,
): Promise<boolean> => {
  const written = await tx
    .update(closures)
    .set({ reopenedAt: now })
    .where(
      and(
        eq(closures.subdistrictId, subdistrictId),
        eq(closures.closureId, closureId),
        isNull(closures.reopenedAt),
      ),
    )
    .returning({ closureId: closures.closureId })
  return written.length === 1
}
