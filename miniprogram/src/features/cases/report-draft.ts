import type { PhotoId } from '#shared/ids.ts'
import { photoId } from '#shared/ids.ts'
import type { ChosenPlace } from '../../parts/places/chosen-place.ts'
import { parseChosenPlace } from '../../parts/places/chosen-place.ts'
import { isRecord } from '../../platform/failure.ts'

/** A report that is being written; kept on the device until the server has it. */
export interface ReportDraft {
  /** Idempotency key: however often this draft is sent, one case comes of it. */
  readonly key: string
  readonly text: string
  readonly place: ChosenPlace | null
  /** As one would say it: 2号楼门口的花坛. */
  readonly spokenPlace: string
  /** A code, `unsure` when the person said so, null when he was not asked. */
  readonly type: string | null
  readonly photoIds: readonly PhotoId[]
  /** Photos chosen that the server does not have; leaving the page loses them. */
  readonly unsent: number
}

export const emptyDraft = (key: string): ReportDraft => {
  return { key, text: '', place: null, spokenPlace: '', type: null, photoIds: [], unsent: 0 }
}

/** Whether somebody has written or chosen something worth keeping. */
export const isWorthKeeping = ({ text, photoIds, spokenPlace, unsent }: ReportDraft): boolean =>
  text.trim() !== '' || spokenPlace.trim() !== '' || photoIds.length + unsent > 0

export const parseReportDraft = (stored: unknown): ReportDraft | null => {
  if (!isRecord(stored)) return null
  const { key, text, spokenPlace, type, photoIds, unsent } = stored
  if (typeof key !== 'string' || typeof text !== 'string' || !Array.isArray(photoIds)) return null
  return {
    key,
    text,
    place: parseChosenPlace(stored.place),
    spokenPlace: typeof spokenPlace === 'string' ? spokenPlace : '',
    type: typeof type === 'string' ? type : null,
    photoIds: photoIds.filter((id) => typeof id === 'string').map(photoId),
    unsent: typeof unsent === 'number' ? unsent : 0,
  }
}
