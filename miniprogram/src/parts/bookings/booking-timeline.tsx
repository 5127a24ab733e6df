import { bookingEventSentence } from '#shared/bookings/booking-events.words.ts'
import type { BookingEvent } from '#shared/bookings/bookings.contract.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import { Timeline, TimelineItem } from '../../components/timeline.tsx'
import { PhotoRow } from '../photos/photo-row.tsx'

interface BookingTimelineProps {
  readonly events: readonly BookingEvent[]
  readonly now: Date
}

/** Every step of a booking, newest first, with who took it. */
export function BookingTimeline({ events, now }: BookingTimelineProps) {
  const newestFirst = [...events].sort((one, other) => other.seq - one.seq)
  return (
    <Timeline>
      {newestFirst.map((event, at) => (
        <TimelineItem
          key={event.seq}
          title={bookingEventSentence(event)}
          time={`${timeInWords(new Date(event.at), now)} · ${event.actor}`}
          tone={at === 0 ? 'now' : 'plain'}
        >
          {event.photoIds.length === 0 ? undefined : (
            <PhotoRow photoIds={event.photoIds} what="这一步的照片" />
          )}
        </TimelineItem>
      ))}
    </Timeline>
  )
}
