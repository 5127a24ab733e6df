/**
 * How a service is offered.
 * time: one person's or room's time, one at a time · visit: the same at the person's home, with time
 * to travel · session: places in a group · meal: portions with a cut-off · queue: numbers at a stall ·
 * haulage: loads in a half-day's round.
 */
export const offerKinds = ['time', 'visit', 'session', 'meal', 'queue', 'haulage'] as const
export type OfferKind = (typeof offerKinds)[number]

/** Kinds that take a resource's time; the others take places of an occurrence. */
export const timeKinds = ['time', 'visit'] as const satisfies readonly OfferKind[]

export const takesTime = (kind: OfferKind): boolean => kind === 'time' || kind === 'visit'

/** What a person needs, in the order the service home shows it; never by department. */
export const needs = [
  'eating',
  'body',
  'home',
  'outing',
  'company',
  'rights',
  'fair',
  'waste',
] as const
export type Need = (typeof needs)[number]

/** Five service points, eighteen neighbourhood rooms and X special projects (B2), canteens, fairs. */
export const siteKinds = [
  'service_point',
  'neighbourhood_room',
  'special_project',
  'canteen',
  'fair_centre',
  'waste_spot',
] as const
export type SiteKind = (typeof siteKinds)[number]

export const accessibilities = [
  'step_free',
  'lift',
  'accessible_toilet',
  'wheelchair_on_loan',
  'hearing_loop',
] as const
export type Accessibility = (typeof accessibilities)[number]

export const languages = ['mandarin', 'shanghainese', 'sign', 'english'] as const
export type Language = (typeof languages)[number]

export const providerKinds = ['public', 'social_organisation', 'company'] as const
export type ProviderKind = (typeof providerKinds)[number]

/** What a date of a schedule does when it falls on a public holiday; staff choose it. */
export const holidayPolicies = ['skip', 'keep', 'next_working_day', 'next_week'] as const
export type HolidayPolicy = (typeof holidayPolicies)[number]

export const occurrenceStates = ['planned', 'cancelled'] as const
export type OccurrenceState = (typeof occurrenceStates)[number]
