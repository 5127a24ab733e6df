import type { Reader, Transaction } from '#db/database.ts'
import { bookingStaffRoles } from '#shared/accounts/roles.ts'
import { dateWords } from '#shared/bookings/when.words.ts'
import type { PersonId } from '#shared/ids.ts'
import type { Urgency } from '#shared/notices/ladder-rules.ts'
import type { BookingNoticeKind } from '#shared/notices/notices.contract.ts'
import { bookingNoticeBody, noticeWords } from '#shared/notices/notices.words.ts'
import { counterRoles } from '#shared/relatives/counter.contract.ts'
import type { Accounts } from '../accounts/accounts.service.ts'
import type { Actor } from '../accounts/actor.ts'
import { postsIn } from '../accounts/actor.ts'
import type { Cases } from '../cases/cases.service.ts'
import type { Notices } from '../notices/notices.service.ts'
import type { Offers } from '../offers/offers.service.ts'
import type { Payments } from '../payments/payments.service.ts'
import type { Photos } from '../photos/photos.service.ts'
import type { Places } from '../places/places.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { Relatives } from '../relatives/relatives.service.ts'
import type { BookingActor, BookingSummary } from './booking-record.ts'
import type { BookingViewer } from './bookings.policy.ts'

export interface Neighbours {
  readonly accounts: Accounts
  readonly cases: Cases
  readonly notices: Notices
  readonly offers: Offers
  readonly payments: Payments
  readonly photos: Photos
  readonly places: Places
  readonly relatives: Relatives
}

export const system: BookingActor = { personId: null, postId: null, label: '系统' }
export const asPerson = ({ personId, displayName }: Actor): BookingActor => ({
  personId,
  postId: null,
  label: displayName,
})

type Told = Pick<
  BookingSummary,
  | 'subdistrictId'
  | 'bookingId'
  | 'personId'
  | 'bookedBy'
  | 'bookedByPost'
  | 'kind'
  | 'serviceName'
  | 'siteName'
  | 'siteId'
  | 'siteUnitId'
  | 'providerUnitId'
  | 'startsAt'
>

/** What every part of the bookings feature needs: who looks, who is told, who hears of it live. */
export const createBookingContext = (platform: Platform, neighbours: Neighbours) => {
  const { liveBus } = platform
  const { accounts, notices, offers, relatives } = neighbours

  /** Who the actor is to one booking: its person, somebody he lets book for him, its staff. */
  const viewerOf = async (
    tx: Reader,
    actor: Actor,
    record: BookingSummary | undefined,
  ): Promise<BookingViewer | undefined> => {
    if (!record) return undefined
    const { personId } = actor
    const isForHim =
      personId === record.personId ||
      (await relatives.mayBookFor(tx, personId, record.personId)) !== undefined
    const isStaff = offers.mayWorkAt(actor, record)
    const heads = postsIn(actor, record.subdistrictId, bookingStaffRoles).filter(
      ({ isHead, role }) => isHead || role === 'duty_officer',
    )
    const hasBooked =
      personId === record.bookedBy &&
      actor.posts.some(({ postId }) => postId === record.bookedByPost)
    return {
      ...{ personId, isForHim, isStaff, hasBooked },
      isHead: isStaff && heads.length > 0,
      takesMoney: postsIn(actor, record.subdistrictId, counterRoles).length > 0,
    }
  }

  const staffActor = async (
    tx: Transaction,
    actor: Actor,
    record: Pick<BookingSummary, 'subdistrictId' | 'siteUnitId' | 'providerUnitId'>,
  ): Promise<BookingActor> => {
    const { subdistrictId } = record
    const posts = postsIn(actor, subdistrictId, bookingStaffRoles)
    const post =
      posts.find(
        ({ unitId }) => unitId === record.siteUnitId || unitId === record.providerUnitId,
      ) ?? posts[0]
    return {
      personId: actor.personId,
      postId: post?.postId ?? null,
      label: await accounts.labelOf(tx, subdistrictId, actor.personId),
    }
  }

  /** The person served and everybody he lets book for him now; a consent taken back ends that too. */
  const peopleOf = async (
    tx: Transaction,
    { personId }: Pick<Told, 'personId'>,
  ): Promise<PersonId[]> => [personId, ...(await relatives.bookersOf(tx, personId))]

  /** Whoever is on post at the site or in the provider. */
  const staffOf = async (
    tx: Transaction,
    { subdistrictId, siteUnitId, providerUnitId }: Told,
  ): Promise<PersonId[]> => {
    const units = [...new Set([siteUnitId, providerUnitId])]
    const holders = await Promise.all(
      units.map((unitId) => accounts.postsHolding(tx, { subdistrictId, unitId })),
    )
    return holders
      .flat()
      .filter(({ role }) => bookingStaffRoles.some((known) => known === role))
      .map(({ personId }) => personId)
  }

  /** Leads of the site and the provider, else the duty officers of the subdistrict. */
  const headsOf = async (tx: Transaction, told: Told): Promise<PersonId[]> => {
    const { subdistrictId } = told
    const units = [...new Set([told.siteUnitId, told.providerUnitId])]
    const heads = await Promise.all(
      units.map((unitId) => accounts.postsHolding(tx, { subdistrictId, unitId, isHead: true })),
    )
    const duty = await accounts.postsHolding(tx, { subdistrictId, role: 'duty_officer' })
    return [...heads.flat(), ...duty].map(({ personId }) => personId)
  }

  /**
   * `once` keeps one thing from being said twice; `when` replaces the time of the booking, `more` is
   * said after it, and nothing is sent any more after `staleAt`.
   */
  const tell = async (
    tx: Transaction,
    personIds: readonly PersonId[],
    kind: BookingNoticeKind,
    told: Told,
    how: {
      readonly urgency?: Urgency
      readonly once?: string
      readonly when?: string
      readonly more?: string
      readonly staleAt?: Date
    } = {},
  ): Promise<void> => {
    const { urgency = 'normal', once, when = dateWords(told.startsAt), more = '', staleAt } = how
    // Whom one phones in place of an elder without a phone.
    const relative =
      told.bookedByPost === null ? told.bookedBy : (await relatives.bookersOf(tx, told.personId))[0]
    const body = bookingNoticeBody(kind, {
      what: told.serviceName,
      when,
      where: told.siteName,
      offerKind: told.kind,
    })
    await notices.tell(tx, {
      personIds,
      kind,
      subdistrictId: told.subdistrictId,
      matter: { bookingId: told.bookingId },
      title: noticeWords[kind].title,
      body: body + more,
      urgency,
      what: told.serviceName,
      happensAt: told.startsAt,
      ...(relative === undefined ? {} : { relativeId: relative }),
      ...(once === undefined ? {} : { once }),
      ...(staleAt === undefined ? {} : { staleAt }),
    })
  }

  /** Desks of the subdistrict and the people concerned hear that it changed; they read it again. */
  const announce = (
    tx: Transaction,
    {
      subdistrictId,
      bookingId,
      siteId,
      personId,
      bookedBy,
    }: Pick<Told, 'subdistrictId' | 'bookingId' | 'siteId' | 'personId' | 'bookedBy'>,
    version: number,
  ): void =>
    tx.afterCommit(() => {
      const topics = [
        `booking-desk/${subdistrictId}`,
        ...new Set([`person/${personId}`, `person/${bookedBy}`]),
      ]
      for (const topic of topics)
        liveBus.publish({ topic, kind: 'booking', data: { bookingId, siteId, version } })
    })

  /** `booking-desk/<subdistrict>`: for whoever works with bookings there. */
  const mayFollow = (actor: Actor, topic: string): boolean => {
    const [kind, tenant = '', ...rest] = topic.split('/')
    return (
      kind === 'booking-desk' &&
      rest.length === 0 &&
      postsIn(actor, tenant, bookingStaffRoles).length > 0
    )
  }

  return {
    ...platform,
    ...neighbours,
    viewerOf,
    staffActor,
    peopleOf,
    staffOf,
    headsOf,
    tell,
    announce,
    mayFollow,
  }
}
export type BookingContext = ReturnType<typeof createBookingContext>
