import type { PersonId } from '#shared/ids.ts'

/** Hours an uploaded photo waits to be attached; a report that is written takes minutes. */
export const hoursToAttach = 24
/** Photos one person may upload in a day: 9 a step, a dozen steps of a busy officer. */
export const photosPerDay = 100
/** Minutes a photo outlives its expiry, so that no node's slow clock attaches a deleted one. */
export const graceMinutes = 10

const hour = 3_600_000
/** Shanghai has kept UTC+8 without summer time since 1991. */
const shanghaiOffset = 8 * hour

export const expiryOf = (uploadedAt: Date): Date =>
  new Date(uploadedAt.getTime() + hoursToAttach * hour)

/** When the day of `now` began in Shanghai. */
export const startOfDay = (now: Date): Date => {
  const local = now.getTime() + shanghaiOffset
  return new Date(local - (local % (24 * hour)) - shanghaiOffset)
}

/** Photos that expired before this may be deleted at `now`. */
export const deletableBefore = (now: Date): Date => new Date(now.getTime() - graceMinutes * 60_000)

/** A photo that hangs nowhere yet is its uploader's alone, until it expires. */
export const mayReadUnattached = (
  photo: { readonly uploadedBy: PersonId; readonly expiresAt: Date | null },
  reader: PersonId,
  now: Date,
): boolean => photo.uploadedBy === reader && photo.expiresAt !== null && photo.expiresAt > now
