import type { Transaction } from '#db/database.ts'
import { dateWords } from '#shared/bookings/when.words.ts'
import { Refusal } from '#shared/http/errors.ts'
import { photoId } from '#shared/ids.ts'
import { bookingNoticeBody, noticeWords } from '#shared/notices/notices.words.ts'
import { renovationWasteService } from '#shared/renovations/renovation-rules.ts'
import { haulCaseWords } from '#shared/renovations/renovations.words.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { BookingRecord } from '../bookings/booking-record.ts'
import type { RenovationNeeds } from './renovation-needs.ts'
import { isOver } from './renovations.policy.ts'
import { findRenovation } from './renovations.store.ts'

/** The type of case the table of types has for loads (36 hours, R10). */
const caseType = 'bulky-waste'

const followedBy = ({ subdistrictId, bookingId }: BookingRecord) =>
  ({ subdistrictId, source: 'booking', externalId: bookingId }) as const

/** What a booking of a load means beside its time: its registration and its case. */
export const listenToHauls = ({
  accounts,
  bookings,
  cases,
  notices,
  offers,
  places,
}: RenovationNeeds): void => {
  const offerOf = async (tx: Transaction, { subdistrictId, offerId }: BookingRecord) => {
    const offer = await offers.offerOf(tx, subdistrictId, offerId)
    if (!offer) throw new Error('a booking without its offer')
    return offer
  }

  /** @throws Refusal renovation_unknown | renovation_over */
  const registrationOf = async (
    tx: Transaction,
    { subdistrictId, personId, startsAt }: BookingRecord,
    wanted: NonNullable<Parameters<typeof findRenovation>[1]['renovationId']>,
  ) => {
    const found = await findRenovation(tx, { subdistrictId, renovationId: wanted })
    // Another's is as unknown as none: whether it exists is nobody's business.
    if (found?.personId !== personId) throw new Refusal('renovation_unknown')
    if (isOver(found, shanghaiDay(startsAt))) throw new Refusal('renovation_over')
    return found
  }

  const tellHaulier = async (tx: Transaction, record: BookingRecord): Promise<void> => {
    const { subdistrictId, bookingId, providerUnitId, startsAt } = record
    const where = { subdistrictId, unitId: providerUnitId, role: 'provider_staff' } as const
    const staff = await accounts.postsHolding(tx, where)
    await notices.tell(tx, {
      personIds: staff.map(({ personId }) => personId),
      kind: 'haulage_new',
      subdistrictId,
      matter: { bookingId },
      title: noticeWords.haulage_new.title,
      body: bookingNoticeBody('haulage_new', {
        what: record.serviceName,
        when: dateWords(startsAt),
        where: record.siteName,
      }),
      urgency: 'normal',
      once: `${bookingId}:haulage`,
      what: record.serviceName,
      happensAt: startsAt,
    })
  }

  bookings.listen('haulage', {
    confirming: async (tx, record, { renovationId: wanted }) => {
      if (wanted === undefined) {
        if (record.serviceCode === renovationWasteService) throw new Refusal('renovation_needed')
        return {}
      }
      const { placeId, doorNo, placeLabel } = await registrationOf(tx, record, wanted)
      return { renovationId: wanted, placeId, doorNo, placeLabel }
    },

    confirmed: async (tx, record) => {
      const { site } = await offerOf(tx, record)
      const { serviceName, siteName, startsAt, endsAt, personId } = record
      const caseId = await cases.following.open(tx, {
        ...followedBy(record),
        personId,
        typeCode: caseType,
        title: haulCaseWords.title(serviceName, siteName),
        text: haulCaseWords.text(serviceName, dateWords(startsAt), siteName),
        place: { placeId: site.placeId, longitude: site.longitude, latitude: site.latitude },
        agreedUntil: endsAt,
      })
      await tellHaulier(tx, record)
      return { caseId }
    },

    moved: async (tx, record, change) => {
      const { startsAt, endsAt } = { ...record, ...change }
      await cases.following.postpone(tx, followedBy(record), {
        agreedUntil: endsAt,
        reply: haulCaseWords.moved(dateWords(startsAt)),
      })
      return {}
    },

    served: async (tx, record, { photoIds }) => {
      if (photoIds.length === 0) throw new Refusal('photo_needed')
      // Paid first (缴费前置): nothing is hauled on a promise.
      if (record.paidFen < record.priceFen) throw new Refusal('haul_unpaid')
      const haulier = await places.unit(tx, record.subdistrictId, record.providerUnitId)
      const by = haulier?.name ?? record.siteName
      await cases.following.fulfil(tx, followedBy(record), {
        by,
        reply: haulCaseWords.reply(by),
        photoIds: photoIds.map(photoId),
      })
    },

    missed: (tx, record) => cases.following.drop(tx, followedBy(record), haulCaseWords.missed),
    ended: (tx, record) => cases.following.drop(tx, followedBy(record), haulCaseWords.ended),
  })
}
