import type { Readable } from 'node:stream'
import type { Transaction } from '#db/database.ts'
import { maxPhotosPerStep } from '#shared/cases/cases.contract.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { CaseId, PersonId, PhotoId, SubdistrictId } from '#shared/ids.ts'
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
  findExpired,
  findPhoto,
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

/** What the cases feature answers: may this reader see the case, and its inside where needed? */
export interface PhotoGuard {
  readonly mayReadPhoto: (actor: Actor, place: PhotoPlace) => Promise<boolean>
}

export interface Attachment extends PhotoPlace {
  readonly photoIds: readonly PhotoId[]
  readonly personId: PersonId
  readonly stage: 'report' | 'before' | 'after'
  readonly at: Date
}

const sweepSeconds = 600
const sweptAtOnce = 100

const keyOf = (photo: PhotoId, size: PhotoSize): string => `photos/${photo}/${size}.jpg`

/** Photos are uploaded first and attached by id; unattached ones expire. */
export const createPhotos = ({ clock, database, files, ids, jobs }: Platform) => {
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
    await files.put(keyOf(photo, 'large'), full.bytes)
    await files.put(keyOf(photo, 'thumbnail'), thumbnail.bytes)
    return { photoId: photo, width: full.width, height: full.height, expiresAt }
  }

  /**
   * Hangs a person's own, unattached, unexpired photos at a case that exists in `tx`: all or none.
   * @throws Refusal too_many_photos | photo_unavailable
   */
  const attach = async (tx: Transaction, attachment: Attachment): Promise<void> => {
    const { photoIds, personId, subdistrictId, caseId, stage, internal, at } = attachment
    if (photoIds.length === 0) return
    if (photoIds.length > maxPhotosPerStep) throw new Refusal('too_many_photos')
    const kept = await keepPhotos(tx, photoIds, personId, at)
    if (kept !== photoIds.length) throw new Refusal('photo_unavailable')
    await insertCasePhotos(
      tx,
      photoIds.map((each) => ({ subdistrictId, caseId, photoId: each, stage, internal, at })),
    )
  }

  /**
   * The JPEG, for its uploader while it hangs nowhere, then for whoever may see the case.
   * @throws Refusal not_found, also when it exists and is not the reader's to see.
   */
  const read = async (
    actor: Actor,
    photo: PhotoId,
    size: PhotoSize,
    guard: PhotoGuard,
  ): Promise<Readable> => {
    const found = await database.inTransaction((tx) => findPhoto(tx, photo))
    if (!found) throw new Refusal('not_found')
    const { subdistrictId, caseId, internal } = found
    const allowed =
      subdistrictId === null || caseId === null || internal === null
        ? mayReadUnattached(found, actor.personId, clock.now())
        : await guard.mayReadPhoto(actor, { subdistrictId, caseId, internal })
    const content = allowed ? await files.get(keyOf(photo, size)) : undefined
    if (!content) throw new Refusal('not_found')
    return content
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

  return { upload, attach, read, sweep }
}

export type Photos = ReturnType<typeof createPhotos>
