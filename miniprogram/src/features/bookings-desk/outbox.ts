import type { BookingId, SiteId, SubdistrictId } from '#shared/ids.ts'
import { bookingId, siteId, subdistrictId } from '#shared/ids.ts'
import { isRecord } from '../../platform/failure.ts'
import type { DayRow } from './day-list.ts'

/**
 * A check-in that happened at the site and is to be told to the server: the same key however often it
 * is sent, so that it counts once.
 */
export interface CheckInToSend {
  readonly key: string
  /** When it happened, ISO. */
  readonly at: string
  readonly subdistrictId: SubdistrictId
  readonly siteId: SiteId
  readonly bookingId: BookingId
  readonly personName: string
  readonly serviceName: string
  /** What he showed; null: recognised by the staff. */
  readonly shown: { readonly by: 'qr' | 'number'; readonly value: string } | null
}

const names = ['key', 'at', 'subdistrictId', 'siteId', 'bookingId', 'personName', 'serviceName']

const parseOne = (stored: unknown): CheckInToSend | null => {
  if (!isRecord(stored)) return null
  const text = (name: string): string => {
    const value = stored[name]
    return typeof value === 'string' ? value : ''
  }
  if (names.some((name) => text(name) === '')) return null
  const { shown } = stored
  const said = isRecord(shown) && typeof shown.value === 'string' ? shown : null
  const by = said?.by === 'qr' || said?.by === 'number' ? said.by : null
  return {
    key: text('key'),
    at: text('at'),
    subdistrictId: subdistrictId(text('subdistrictId')),
    siteId: siteId(text('siteId')),
    bookingId: bookingId(text('bookingId')),
    personName: text('personName'),
    serviceName: text('serviceName'),
    shown: by !== null && typeof said?.value === 'string' ? { by, value: said.value } : null,
  }
}

export const parseOutbox = (stored: unknown): readonly CheckInToSend[] =>
  Array.isArray(stored) ? stored.map(parseOne).filter((one) => one !== null) : []

/** One more; a second press for the same booking changes nothing. */
export const withCheckIn = (
  entries: readonly CheckInToSend[],
  entry: CheckInToSend,
): readonly CheckInToSend[] =>
  entries.some((one) => one.bookingId === entry.bookingId) ? entries : [...entries, entry]

/** As it stands here: what is still to be sent counts as done. */
export const withOutbox = (
  rows: readonly DayRow[],
  entries: readonly CheckInToSend[],
): readonly (DayRow & { readonly isWaiting: boolean })[] => {
  const waiting = new Set<string>(entries.map((entry) => entry.bookingId))
  return rows.map((row) => {
    const isWaiting = waiting.has(row.bookingId)
    return isWaiting ? { ...row, status: 'checked_in' as const, isWaiting } : { ...row, isWaiting }
  })
}
