import { and, count, eq, gt, gte, inArray, lt, sql } from 'drizzle-orm'
import type { Transaction } from '#db/database.ts'
import { bookingPhotos } from '#db/schema/bookings.ts'
import { casePhotos, photos } from '#db/schema/cases.ts'
import type { PersonId, PhotoId } from '#shared/ids.ts'

export type PhotoRow = typeof photos.$inferInsert
export type CasePhotoRow = typeof casePhotos.$inferInsert
export type BookingPhotoRow = typeof bookingPhotos.$inferInsert

/** One person's uploads take turns until the transaction ends, so that a quota holds. */
export const takeTurn = async (tx: Transaction, personId: PersonId): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`photos ${personId}`}, 0))`)
}

export const countSince = async (
  tx: Transaction,
  personId: PersonId,
  since: Date,
): Promise<number> => {
  const [row] = await tx
    .select({ photos: count() })
    .from(photos)
    .where(and(eq(photos.uploadedBy, personId), gte(photos.uploadedAt, since)))
  return row?.photos ?? 0
}

export const insertPhoto = async (tx: Transaction, row: PhotoRow): Promise<void> => {
  await tx.insert(photos).values(row)
}

/** Takes the expiry off the photos that are this person's, hang nowhere and have not expired. */
export const keepPhotos = async (
  tx: Transaction,
  photoIds: readonly PhotoId[],
  personId: PersonId,
  now: Date,
): Promise<number> => {
  const kept = await tx
    .update(photos)
    .set({ expiresAt: null })
    .where(
      and(
        inArray(photos.photoId, [...photoIds]),
        eq(photos.uploadedBy, personId),
        gt(photos.expiresAt, now),
      ),
    )
    .returning({ photoId: photos.photoId })
  return kept.length
}

export const insertCasePhotos = async (tx: Transaction, rows: CasePhotoRow[]): Promise<void> => {
  await tx.insert(casePhotos).values(rows)
}

export const insertBookingPhotos = async (
  tx: Transaction,
  rows: BookingPhotoRow[],
): Promise<void> => {
  await tx.insert(bookingPhotos).values(rows)
}

/** Whose a photo is and where it hangs: at a case, at a booking, or nowhere yet (both null). */
export const findPhoto = async (tx: Transaction, photoId: PhotoId) => {
  const [found] = await tx
    .select({
      photoId: photos.photoId,
      uploadedBy: photos.uploadedBy,
      expiresAt: photos.expiresAt,
      subdistrictId: casePhotos.subdistrictId,
      caseId: casePhotos.caseId,
      internal: casePhotos.internal,
      bookingSubdistrictId: bookingPhotos.subdistrictId,
      bookingId: bookingPhotos.bookingId,
    })
    .from(photos)
    .leftJoin(casePhotos, eq(casePhotos.photoId, photos.photoId))
    .leftJoin(bookingPhotos, eq(bookingPhotos.photoId, photos.photoId))
    .where(eq(photos.photoId, photoId))
  return found
}

/** From now on they are nobody's, and expired. */
export const expirePhotos = async (
  tx: Transaction,
  photoIds: readonly PhotoId[],
  at: Date,
): Promise<void> => {
  await tx
    .update(photos)
    .set({ expiresAt: at })
    .where(inArray(photos.photoId, [...photoIds]))
}

export const findExpired = async (
  tx: Transaction,
  before: Date,
  limit: number,
): Promise<PhotoId[]> => {
  const rows = await tx
    .select({ photoId: photos.photoId })
    .from(photos)
    .where(lt(photos.expiresAt, before))
    .orderBy(photos.expiresAt)
    .limit(limit)
  return rows.map((row) => row.photoId)
}

export const deleteExpired = async (
  tx: Transaction,
  photoIds: readonly PhotoId[],
  before: Date,
): Promise<void> => {
  await tx
    .delete(photos)
    .where(and(inArray(photos.photoId, [...photoIds]), lt(photos.expiresAt, before)))
}
