import { bookingStatuses } from '#shared/bookings/booking-status.ts'
import type { readDayList } from '#shared/bookings/desk.contract.ts'
import type { ResponseOf } from '#shared/http/endpoint.ts'
import type { BookingId } from '#shared/ids.ts'
import { bookingId } from '#shared/ids.ts'
import { offerKinds } from '#shared/offers/offer-kinds.ts'
import { isRecord } from '../../platform/failure.ts'

type FullRow = ResponseOf<typeof readDayList>['bookings'][number]

/** What the door needs of one booking, also without a network. */
export type DayRow = Pick<
  FullRow,
  | 'number'
  | 'status'
  | 'kind'
  | 'serviceName'
  | 'personName'
  | 'party'
  | 'startsAt'
  | 'queueNo'
  | 'placeLabel'
  | 'menuSet'
  | 'tails'
  | 'codeHash'
  | 'note'
> & { readonly bookingId: BookingId }

export interface DayList {
  readonly siteId: string
  readonly siteName: string
  readonly day: string
  /** When the server said so. */
  readonly readAt: string
  readonly rows: readonly DayRow[]
}

const textIn = (fields: Readonly<Record<string, unknown>>, name: string): string => {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Only what the door needs is kept on the device. */
export const dayRowOf = (row: FullRow): DayRow => {
  const { number, status, kind, serviceName, personName, party, startsAt, queueNo } = row
  const { placeLabel, menuSet, tails, codeHash, note } = row
  return {
    ...{ bookingId: row.bookingId, number, status, kind, serviceName, personName, party, startsAt },
    ...{ queueNo, placeLabel, menuSet, tails, codeHash, note },
  }
}

const parseRow = (stored: unknown): DayRow | null => {
  if (!isRecord(stored)) return null
  const status = bookingStatuses.find((one) => one === stored.status)
  const kind = offerKinds.find((one) => one === stored.kind)
  const id = textIn(stored, 'bookingId')
  if (status === undefined || kind === undefined || id === '') return null
  return {
    bookingId: bookingId(id),
    number: textIn(stored, 'number'),
    status,
    kind,
    serviceName: textIn(stored, 'serviceName'),
    personName: textIn(stored, 'personName'),
    party: typeof stored.party === 'number' ? stored.party : 1,
    startsAt: textIn(stored, 'startsAt'),
    queueNo: typeof stored.queueNo === 'number' ? stored.queueNo : null,
    placeLabel: textOrNull(stored.placeLabel),
    menuSet: textOrNull(stored.menuSet),
    tails: Array.isArray(stored.tails)
      ? stored.tails.filter((tail) => typeof tail === 'string')
      : [],
    codeHash: textIn(stored, 'codeHash'),
    note: textIn(stored, 'note'),
  }
}

/** One kept on this device; null for what is none. */
export const parseDayList = (stored: unknown): DayList | null => {
  if (!isRecord(stored) || !Array.isArray(stored.rows)) return null
  const rows = stored.rows.map(parseRow).filter((row) => row !== null)
  const [siteId, day] = [textIn(stored, 'siteId'), textIn(stored, 'day')]
  if (siteId === '' || day === '') return null
  const readAt = textIn(stored, 'readAt')
  return { siteId, day, readAt, siteName: textIn(stored, 'siteName'), rows }
}

/** How somebody says who he is. */
export type CheckInSaid =
  | { readonly by: 'qr'; readonly value: string }
  | { readonly by: 'number'; readonly value: string }
  | { readonly by: 'tail'; readonly value: string }

const codePrefix = 'linli:check-in:'
const fullWidth = /[０-９Ａ-Ｚａ-ｚ]/g
const halfWidth = (text: string): string =>
  text.replace(fullWidth, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))

/** What was typed or scanned; null while it is none of a code, a number and four last digits. */
export const readCheckIn = (typed: string): CheckInSaid | null => {
  const value = halfWidth(typed).trim()
  if (value.startsWith(codePrefix)) return { by: 'qr', value }
  const close = value.replace(/\s/g, '').toUpperCase()
  if (/^\d{3}[\dX]$/.test(close)) return { by: 'tail', value: close }
  return /^\d{8,15}$/.test(close) ? { by: 'number', value: close } : null
}

const expected = new Set(['confirmed', 'no_show'])

/**
 * Who of the list it is, without the network. Where several fit, those still to come are meant;
 * `hash`: SHA-256 as base64url.
 */
export const recognise = (
  rows: readonly DayRow[],
  { by, value }: CheckInSaid,
  hash: (text: string) => string,
): readonly DayRow[] => {
  const secret = by === 'qr' ? hash(value.slice(codePrefix.length)) : ''
  const fitting = rows.filter((row) => {
    if (by === 'qr') return row.codeHash === secret
    if (by === 'number') return row.number.replace(/\s/g, '') === value
    return row.tails.includes(value)
  })
  const coming = fitting.filter(({ status }) => expected.has(status))
  return coming.length > 0 ? coming : fitting
}
