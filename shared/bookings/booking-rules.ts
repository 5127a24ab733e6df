/** Figures that a subdistrict may change from a day on; each set says where it comes from. */
export interface BookingRules {
  /** First day, yyyy-mm-dd, Asia/Shanghai. */
  readonly validFrom: string
  /** Minutes a place is kept for a payment by WeChat. */
  readonly payMinutes: number
  /** Hours of the day in which people may be disturbed: waiting places are offered in them. */
  readonly wakingHours: { readonly from: number; readonly to: number }
  /** Minutes of waking time that an offered waiting place is kept. */
  readonly waitOfferMinutes: number
  /** Hours a proposed time is kept for the answer. */
  readonly proposalHours: number
  /** Minute of the day before at which the first reminder goes out. */
  readonly dayBeforeAtMinute: number
  /** Minutes before the start of the second reminder. */
  readonly lastReminderMinutes: number
  /** Minutes after the start from which somebody missing may be marked as not come. */
  readonly noShowAfterMinutes: number
  /** Days after the service in which it is rated and complained about. */
  readonly ratingDays: number
  /** Hours of a day in which staff answers; a request's time to answer runs in them. */
  readonly deskHours: { readonly from: number; readonly to: number }
  readonly source: string
}

const history: readonly BookingRules[] = [
  {
    validFrom: '2000-01-01',
    payMinutes: 15,
    wakingHours: { from: 8 * 60, to: 20 * 60 },
    waitOfferMinutes: 120,
    proposalHours: 24,
    dayBeforeAtMinute: 18 * 60,
    lastReminderMinutes: 120,
    noShowAfterMinutes: 30,
    ratingDays: 30,
    deskHours: { from: 8 * 60 + 30, to: 17 * 60 },
    source:
      'issue 3: reminders the day before and 2 hours before, offers in waking hours; ' +
      '15 minutes to pay as WeChat merchants usually set; the rest our own default',
  },
]

/** The rules in force on a day, yyyy-mm-dd. */
export const bookingRulesOn = (day: string): BookingRules => {
  const inForce = [...history].reverse().find((rules) => rules.validFrom <= day)
  if (!inForce) throw new RangeError('no booking rules for that day')
  return inForce
}
