import { addDays, shanghaiDay, shanghaiInstant, shanghaiMinute } from '../time/shanghai.ts'

/** Hours that are the same on every day of the week, in minutes after midnight in Shanghai. */
export interface DailyHours {
  readonly from: number
  readonly to: number
}

const minute = 60_000

/** The instant itself when it lies within the hours, else when they begin next. */
export const nextWithin = ({ from, to }: DailyHours, at: Date): Date => {
  const day = shanghaiDay(at)
  const now = shanghaiMinute(at)
  if (now < from) return shanghaiInstant(day, from)
  return now < to ? at : shanghaiInstant(addDays(day, 1), from)
}

/**
 * So many minutes later, counting only those within the hours. Every day counts, weekends and
 * holidays too: sites are open and people are awake on those.
 */
export const addMinutesWithin = (hours: DailyHours, at: Date, minutes: number): Date => {
  if (hours.to <= hours.from) throw new RangeError('hours without a minute in them')
  let begun = nextWithin(hours, at)
  let left = minutes * minute
  for (;;) {
    const closes = shanghaiInstant(shanghaiDay(begun), hours.to)
    const today = closes.getTime() - begun.getTime()
    if (left <= today) return new Date(begun.getTime() + left)
    left -= today
    begun = nextWithin(hours, closes)
  }
}

/**
 * Until when a request is to be answered: so many minutes of the desk's hours. Where these come too
 * late for what it asks for – tomorrow at eight, asked this evening – the minutes run at once, so that
 * whoever leads still hears of it before it begins.
 */
export const answerDue = (
  deskHours: DailyHours,
  askedAt: Date,
  withinMinutes: number,
  startsAt: Date,
): Date => {
  const inHours = addMinutesWithin(deskHours, askedAt, withinMinutes)
  if (inHours < startsAt) return inHours
  return new Date(Math.min(askedAt.getTime() + withinMinutes * minute, startsAt.getTime()))
}
