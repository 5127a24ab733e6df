import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { literals, object } from '#shared/http/fields.ts'
import {
  accessibilities,
  holidayPolicies,
  languages,
  needs,
  offerKinds,
  providerKinds,
  siteKinds,
} from '#shared/offers/offer-kinds.ts'
import { payWays, residences } from '#shared/offers/offer-terms.ts'
import { Day, Key, list, Name, Phone, Point, shaped, words } from './file-shapes.ts'

const between = (minimum: number, maximum: number) =>
  Type.Integer({ minimum, maximum, description: `a whole number from ${minimum} to ${maximum}` })
const Minutes = between(0, 43_200)
const Fen = Type.Integer({
  minimum: 0,
  maximum: 10_000_000,
  description: 'money in fen, such as 1500 for 15 yuan',
})
const Age = between(1, 120)
const Level = between(0, 6)
const Hour = shaped('^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$', 'an hour such as 09:30')

const FileTerms = object({
  key: Key,
  from: Day,
  source: words(200, 'where these figures come from'),
  who: Type.Optional(
    object({
      minAge: Type.Optional(Age),
      residence: Type.Optional(literals(residences)),
      minLevel: Type.Optional(Level),
    }),
  ),
  price: object({
    fullFen: Fen,
    seniorFromAge: Type.Optional(Age),
    seniorFen: Type.Optional(Fen),
    subsidies: Type.Optional(list(object({ minLevel: Level, payFen: Fen }))),
    depositFen: Type.Optional(Fen),
  }),
  payBy: list(literals(payWays), 1),
  cancel: object({
    fullRefundMinutes: Minutes,
    lateRefundPercent: between(0, 100),
    closesMinutes: Minutes,
  }),
  accept: object({ how: literals(['auto', 'staff']), withinMinutes: between(1, 10_080) }),
  book: object({
    daysAhead: between(0, 366),
    closesMinutes: Minutes,
    holdMinutes: between(1, 60),
    maxParty: between(1, 100),
    maxComing: between(1, 60),
  }),
  noShow: object({ limit: between(1, 50), days: between(1, 366) }),
  meal: Type.Optional(object({ delivers: Type.Boolean() })),
})
export type FileTerms = Static<typeof FileTerms>

/** What can be booked. Its rows name each other, and the file's units and places, by keys. */
export const FileCatalogue = object({
  sites: list(
    object({
      key: Key,
      kind: literals(siteKinds),
      name: Name,
      unitKey: Key,
      placeKey: Key,
      address: words(80, 'an address of at most 80 characters'),
      phone: Phone,
      openingWords: words(80, 'opening hours as people are told them'),
      accessibility: list(literals(accessibilities)),
      at: Point,
    }),
    1,
  ),
  providers: list(
    object({
      key: Key,
      unitKey: Key,
      kind: literals(providerKinds),
      name: Name,
      phone: Phone,
      licenceName: Name,
      licenceNo: words(40, 'the number of the licence'),
      licenceFrom: Day,
      licenceTo: Day,
    }),
    1,
  ),
  services: list(
    object({
      code: Key,
      name: Name,
      need: literals(needs),
      description: words(200, 'a sentence of at most 200 characters'),
      bring: Type.String({ maxLength: 200, description: 'what to bring, at most 200 characters' }),
      otherNames: list(Name),
    }),
    1,
  ),
  terms: list(FileTerms, 1),
  offers: list(
    object({
      key: Key,
      serviceCode: Key,
      siteKey: Key,
      providerKey: Key,
      termsKey: Key,
      kind: literals(offerKinds),
      minutes: between(1, 1440),
      stepMinutes: Type.Optional(between(1, 1440)),
      bufferMinutes: Type.Optional(between(0, 240)),
      languages: list(literals(languages)),
    }),
    1,
  ),
  resources: list(
    object({
      key: Key,
      siteKey: Key,
      kind: literals(['person', 'room', 'vehicle', 'stall']),
      name: Name,
    }),
  ),
  schedules: list(
    object({
      key: Key,
      offerKey: Key,
      resourceKey: Type.Optional(Key),
      rule: words(200, 'a rule such as FREQ=WEEKLY;BYDAY=MO,WE or FREQ=MONTHLY;BYDAY=1TH'),
      from: Hour,
      to: Hour,
      capacity: Type.Optional(between(1, 5000)),
      holidayPolicy: literals(holidayPolicies),
      startsOn: Day,
      endsOn: Type.Optional(Day),
    }),
  ),
})
export type FileCatalogue = Static<typeof FileCatalogue>
