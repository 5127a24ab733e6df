/** `assumed` days lie in a year whose calendar is not published: a guess from the weekday. */
export interface DayKind {
  readonly works: boolean
  readonly assumed: boolean
}

/** Minutes after local midnight, from before to. */
export interface OfficeHours {
  readonly from: number
  readonly to: number
}

export interface WorkCalendar {
  /** What the day `yyyy-mm-dd` is. */
  readonly dayKind: (day: string) => DayKind
  /** Parts of a working day, in order; a lunch break is a gap between two. */
  readonly officeHours: readonly OfficeHours[]
  /** Minutes that local time is ahead of UTC; the zone has no summer time. */
  readonly offsetMinutes: number
}

export interface DueAt {
  readonly dueAt: Date
  /** A day of a year without a published calendar was counted. */
  readonly provisional: boolean
}

const minute = 60_000
const day = 24 * 60 * minute
/** A deadline further away than this is a mistake in the table of types. */
const maxDays = 2000

const dateOf = (localDay: number): string => new Date(localDay * day).toISOString().slice(0, 10)

/** Minutes on the clock, for emergencies. */
export const addNaturalMinutes = (start: Date, minutes: number): DueAt => ({
  dueAt: new Date(start.getTime() + minutes * minute),
  provisional: false,
})

/**
 * The instant at which `minutes` of working time after `start` are used up. A start outside office
 * hours counts from the next opening.
 * @throws RangeError when that is more than 2,000 days away.
 */
export const addWorkingMinutes = (start: Date, minutes: number, calendar: WorkCalendar): DueAt => {
  const localStart = start.getTime() + calendar.offsetMinutes * minute
  const firstDay = Math.floor(localStart / day)
  let left = minutes * minute
  let provisional = false
  for (let localDay = firstDay; localDay < firstDay + maxDays; localDay++) {
    const { works, assumed } = calendar.dayKind(dateOf(localDay))
    provisional ||= assumed
    if (!works) continue
    for (const { from, to } of calendar.officeHours) {
      const opens = Math.max(localDay * day + from * minute, localStart)
      const closes = localDay * day + to * minute
      if (closes <= opens) continue
      if (left <= closes - opens)
        return { dueAt: new Date(opens + left - calendar.offsetMinutes * minute), provisional }
      left -= closes - opens
    }
  }
  throw new RangeError('a deadline more than 2,000 days away')
}
