import { Refusal } from '#shared/http/errors.ts'
import type { BookingId, ProviderId, SiteId } from '#shared/ids.ts'
import { bookingId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import type { BookingSummary } from './booking-record.ts'

export interface DeskPosition {
  readonly at: Date
  readonly bookingId: BookingId
}

/** Where an actor works, as the offers feature answers it. */
export interface Workplaces {
  readonly everywhere: boolean
  readonly siteIds: readonly SiteId[]
  readonly providerIds: readonly ProviderId[]
}

export const worksWith = (
  { everywhere, siteIds, providerIds }: Workplaces,
  { siteId, providerId }: Pick<BookingSummary, 'siteId' | 'providerId'>,
): boolean => everywhere || siteIds.includes(siteId) || providerIds.includes(providerId)

const ordinaryRoles: readonly string[] = ['site_clerk', 'neighbourhood_officer', 'provider_staff']

/** The actor with only those posts from which he leads: heads, and the desk of the subdistrict. */
export const asLead = (actor: Actor): Actor => ({
  ...actor,
  posts: actor.posts.filter(({ isHead, role }) => isHead || !ordinaryRoles.includes(role)),
})

export const deskCursorOf = ({ at, bookingId: id }: DeskPosition): string => `${at.getTime()}_${id}`

/** @throws Refusal invalid_request for a cursor that is none of ours. */
export const deskPositionOf = (cursor: string): DeskPosition => {
  const match = /^(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor)
  if (!match?.[1] || !match[2])
    throw new Refusal('invalid_request', { where: 'query', field: 'cursor', rule: 'known' })
  return { at: new Date(Number(match[1])), bookingId: bookingId(match[2]) }
}

const minute = 60_000
/** Minutes by which a phone's clock may be ahead of ours. */
const clockSlack = 5
/** Hours after which something kept offline is too old to be written down by itself. */
const offlineHours = 24

/**
 * When it happened at the site, as far as that is believed: at most a day ago (it was sent after a
 * time offline) and never in the future.
 * @throws Refusal invalid_request
 */
export const happenedAt = (said: string | undefined, now: Date): Date => {
  if (said === undefined) return now
  const at = new Date(said)
  const ago = now.getTime() - at.getTime()
  if (!(ago >= -clockSlack * minute && ago <= offlineHours * 60 * minute))
    throw new Refusal('invalid_request', { where: 'body', field: 'at', rule: 'within a day' })
  return ago < 0 ? now : at
}
