import type { BookingView } from '#shared/bookings/bookings.contract.ts'
import { isRecord } from '../../platform/failure.ts'
import { readDraft, writeDraft } from '../../platform/storage.ts'

/** What one needs at the door when there is no network there. */
export interface Pass {
  readonly bookingId: string
  readonly number: string
  readonly serviceName: string
  readonly personName: string
  readonly startsAt: string
  readonly siteName: string
  readonly address: string
  readonly phone: string
  readonly checkInCode: string
}

const fields = [
  'bookingId',
  'number',
  'serviceName',
  'personName',
  'startsAt',
  'siteName',
  'address',
  'phone',
  'checkInCode',
] as const

// Among the drafts, so that the next person on this device does not find them.
const draft = 'passes'
const most = 20

const parsePass = (stored: unknown): Pass | null => {
  if (!isRecord(stored)) return null
  const read = (field: (typeof fields)[number]): string => {
    const value = stored[field]
    return typeof value === 'string' ? value : ''
  }
  const pass = {
    bookingId: read('bookingId'),
    number: read('number'),
    serviceName: read('serviceName'),
    personName: read('personName'),
    startsAt: read('startsAt'),
    siteName: read('siteName'),
    address: read('address'),
    phone: read('phone'),
    checkInCode: read('checkInCode'),
  }
  return pass.bookingId === '' || pass.checkInCode === '' ? null : pass
}

const parsePasses = (stored: unknown): readonly Pass[] =>
  Array.isArray(stored) ? stored.map(parsePass).filter((pass) => pass !== null) : []

/** Those kept on this device, soonest first. */
export const readPasses = async (): Promise<readonly Pass[]> =>
  (await readDraft(draft, parsePasses)) ?? []

const passOf = (view: BookingView): Pass | null => {
  const { bookingId, number, serviceName, personName, startsAt, site, checkInCode } = view
  if (checkInCode === null) return null
  const { name: siteName, address, phone } = site
  return {
    bookingId,
    number,
    serviceName,
    personName,
    startsAt,
    siteName,
    address,
    phone,
    checkInCode,
  }
}

/** Keeps the code of a booking that has one, and forgets that of one that has none any more. */
export const keepPass = async (view: BookingView): Promise<void> => {
  const before = await readPasses()
  const others = before.filter(({ bookingId }) => bookingId !== view.bookingId)
  const pass = passOf(view)
  if (pass === null && others.length === before.length) return
  const after = [...others, ...(pass === null ? [] : [pass])].sort((one, other) =>
    one.startsAt.localeCompare(other.startsAt),
  )
  // The ones that are longest over go first.
  await writeDraft(draft, after.slice(-most))
}
