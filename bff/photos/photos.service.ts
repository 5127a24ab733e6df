import { buffer } from 'node:stream/consumers'
import type { Transaction } from '#db/database.ts'
import { maxPhotosPerStep } from '#shared/cases/cases.contract.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { BookingId, CaseId, PersonId, PhotoId, SubdistrictId } from '#shared/ids.ts'
import { photoId } from '#shared/ids.ts'
import type { photoSizes } from '#shared/photos/photos.contract.ts'
import type { Actor } from '../accounts/actor.ts'
import type { Platform } from '../platform/platform.ts'
import { photoProcessor } from './photo-processing.ts'
import {
  deletableBefore,
  expiryOf,
  mayReadUnattached,
  photosPerDay,
  startOfDay,
} from './photos.policy.ts'
import {
  countSince,
  deleteExpired,
  expirePhotos,
  findExpired,
  findPhoto,
  insertBookingPhotos,
  insertCasePhotos,
  insertPhoto,
  keepPhotos,
  takeTurn,
} from './photos.store.ts'

export type PhotoSize = keyof typeof photoSizes

/** Where a photo hangs. Internal ones are for staff alone. */
export interface PhotoPlace {
  readonly subdistrictId: SubdistrictId
  readonly caseId: CaseId
  readonly internal: boolean
}
export interface BookingPhotoPlace {
  readonly subdistrictId: SubdistrictId
  readonly bookingId: BookingId
}

/** What the features answer: may this reader see the case (and its inside where needed), the booking? */
export interface PhotoGuards {
  readonly atCase: (actor: Actor, place: PhotoPlace) => Promise<boolean>
  readonly atBooking: (actor: Actor, place: BookingPhotoPlace) => Promise<boolean>
  /** Undefined: it hangs at no matter of the guide. */
  readonly atMatter: (actor: Actor, photo: PhotoId) => Promise<boolean | undefined>
}

interface Hanging {
  readonly photoIds: readonly PhotoId[]
  readonly personId: PersonId
  readonly at: Date
}
export interface Attachment extends PhotoPlace, Hanging {
  readonly stage: 'report' | 'before' | 'after'
}
export interface BookingAttachment extends BookingPhotoPlace, Hanging {}

type Found = NonNullable<Awaited<ReturnType<typeof findPhoto>>>

const sweepSeconds = 600
const sweptAtOnce = 100

const keyOf = (photo: PhotoId, size: PhotoSize): string => `photos/${photo}/${size}.jpg`

/**
 * Photos are uploaded first and attached by id; unattached ones expire. Their files are sealed: who
 * gets hold of the disk, or of a copy of it, sees nothing.
 */
export const createPhotos = ({ clock, database, files, ids, jobs, personalData }: Platform) => {
  const process = photoProcessor({ concurrency: 2, timeoutSeconds: 20 })

  const refuseBeyondQuota = async (tx: Transaction, person: PersonId, now: Date): Promise<void> => {
    if ((await countSince(tx, person, startOfDay(now))) >= photosPerDay)
      throw new Refusal('photo_quota')
  }

  /**
   * Takes one photo in and answers its id; it is there for good once attached within 24 hours.
   * @throws Refusal photo_format | photo_format_heic | photo_damaged | photo_too_large |
   * photo_too_many_pixels | photo_quota | overloaded
   */
  const upload = async (actor: Actor, file: Buffer) => {
    const { personId } = actor
    const now = clock.now()
    await database.inTransaction((tx) => refuseBeyondQuota(tx, personId, now))
    const made = await process(file)
    if (!made.ok) throw new Refusal(made.code === 'photo_busy' ? 'overloaded' : made.code)
    const { full, thumbnail } = made
    const photo = photoId(ids.next())
    const expiresAt = expiryOf(now)
    // The row comes first: a crash then leaves a row that expires, never a file nobody knows of.
    await database.inTransaction(async (tx) => {
      await takeTurn(tx, personId)
      await refuseBeyondQuota(tx, personId, now)
      await insertPhoto(tx, {
        photoId: photo,
        uploadedBy: personId,
        uploadedAt: now,
        expiresAt,
        width: full.width,
        height: full.height,
        bytes: full.bytes.length,
        sha256: full.sha256,
      })
    })
    await files.put(keyOf(photo, 'large'), personalData.sealBytes('photo', full.bytes))
    await files.put(keyOf(photo, 'thumbnail'), personalData.sealBytes('photo', thumbnail.bytes))
    return { photoId: photo, width: full.width, height: full.height, expiresAt }
  }

  /** Takes a person's own, unattached, unexpired photos: all or none. */
  const keep = async (tx: Transaction, { photoIds, personId, at }: Hanging): Promise<void> => {
    if (photoIds.length > maxPhotosPerStep) throw new Refusal('too_many_photos')
    const kept = await keepPhotos(tx, photoIds, personId, at)
    if (kept !== photoIds.length) throw new Refusal('photo_unavailable')
  }

  /**
   * Hangs photos at a case that exists in `tx`.
   * @throws Refusal too_many_photos | photo_unavailable
   */
  const attach = async (tx: Transaction, attachment: Attachment): Promise<void> => {
    const { photoIds, subdistrictId, caseId, stage, internal, at } = attachment
    if (photoIds.length === 0) return
    await keep(tx, attachment)
    await insertCasePhotos(
      tx,
      photoIds.map((each) => ({ subdistrictId, caseId, photoId: each, stage, internal, at })),
    )
  }

  /** Hangs photos at a booking that exists in `tx`. @throws Refusal too_many_photos | photo_unavailable */
  const attachToBooking = async (tx: Transaction, attachment: BookingAttachment): Promise<void> => {
    const { photoIds, subdistrictId, bookingId, at } = attachment
    if (photoIds.length === 0) return
    await keep(tx, attachment)
    await insertBookingPhotos(
      tx,
      photoIds.map((each) => ({ subdistrictId, bookingId, photoId: each, at })),
    )
  }

  /**
   * Keeps a photo for a matter of the guide, which remembers it itself.
   * @throws Refusal photo_unavailable
   */
  const attachToMatter = keep

  /** Photos nobody may see any more: the next sweep deletes their files, and only then the rows. */
  const release = async (tx: Transaction, photoIds: readonly PhotoId[]): Promise<void> => {
    if (photoIds.length > 0) await expirePhotos(tx, photoIds, clock.now())
  }

  /** Shows photos that hang at something else, in the same transaction, at a case that follows it. */
  const showAtCase = async (
    tx: Transaction,
    { photoIds, ...place }: Omit<Attachment, 'personId'>,
  ): Promise<void> => {
    if (photoIds.length === 0) return
    await insertCasePhotos(
      tx,
      photoIds.map((photo) => ({ ...place, photoId: photo })),
    )
  }

  const mayRead = async (actor: Actor, found: Found, guards: PhotoGuards): Promise<boolean> => {
    const { subdistrictId, caseId, internal, bookingSubdistrictId, bookingId } = found
    const atMatter = await guards.atMatter(actor, found.photoId)
    if (atMatter !== undefined) return atMatter
    const isAtCase = subdistrictId !== null && caseId !== null && internal !== null
    const isAtBooking = bookingSubdistrictId !== null && bookingId !== null
    if (isAtCase && (await guards.atCase(actor, { subdistrictId, caseId, internal }))) return true
    if (isAtBooking)
      return guards.atBooking(actor, { subdistrictId: bookingSubdistrictId, bookingId })
    return !isAtCase && mayReadUnattached(found, actor.personId, clock.now())
  }

  /**
   * The JPEG, for its uploader while it hangs nowhere, then for whoever may see the case or booking.
   * @throws Refusal not_found, also when it exists and is not the reader's to see.
   */
  const read = async (
    actor: Actor,
    photo: PhotoId,
    size: PhotoSize,
    guards: PhotoGuards,
  ): Promise<Buffer> => {
    const found = await database.inTransaction((tx) => findPhoto(tx, photo))
    if (!found) throw new Refusal('not_found')
    const allowed = await mayRead(actor, found, guards)
    const content = allowed ? await files.get(keyOf(photo, size)) : undefined
    if (!content) throw new Refusal('not_found')
    const bytes = await buffer(content)
    // Photos of before they were sealed lie there as they are.
    return personalData.openBytes('photo', bytes) ?? bytes
  }

  /** Deletes photos that nobody attached in time; answers how many. Any number of nodes may. */
  const sweep = async (): Promise<number> => {
    const before = deletableBefore(clock.now())
    for (let swept = 0; ; ) {
      const expired = await database.inTransaction((tx) => findExpired(tx, before, sweptAtOnce))
      // Files first: a crash in between leaves the row, and the next round comes back for it.
      for (const photo of expired) {
        await files.delete(keyOf(photo, 'large'))
        await files.delete(keyOf(photo, 'thumbnail'))
      }
      if (expired.length > 0)
        await database.inTransaction((tx) => deleteExpired(tx, expired, before))
      swept += expired.length
      if (expired.length < sweptAtOnce) return swept
    }
  }
  jobs.every(sweepSeconds, 'photos.sweep', async () => {
    await sweep()
  })

  return { upload, attach, attachToBooking, attachToMatter, release, showAtCase, read, sweep }
}

export type Photos = ReturnType<typeof createPhotos>
