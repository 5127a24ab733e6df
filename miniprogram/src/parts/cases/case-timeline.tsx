import type { TimelineEntry } from '#shared/cases/cases.contract.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import type { Reader } from '#shared/cases/timeline.words.ts'
import { timelineSentence } from '#shared/cases/timeline.words.ts'
import { Timeline, TimelineItem } from '../../components/timeline.tsx'
import { PhotoRow } from '../photos/photo-row.tsx'

interface CaseTimelineProps {
  readonly entries: readonly TimelineEntry[]
  readonly reader: Reader
  readonly now: Date
}

/** Every step, newest first; what only colleagues see is marked. */
export function CaseTimeline({ entries, reader, now }: CaseTimelineProps) {
  const newest = entries.reduce((last, { seq }) => Math.max(last, seq), 0)
  return (
    <Timeline>
      {[...entries]
        .sort((one, other) => other.seq - one.seq)
        .map((entry) => {
          const time = timeInWords(new Date(entry.at), now)
          const inner = entry.internal && reader === 'staff'
          const tone = inner ? 'inner' : entry.seq === newest ? 'now' : 'plain'
          return (
            <TimelineItem
              key={entry.seq}
              title={timelineSentence(entry, reader)}
              time={saidBy(entry, time, reader)}
              tone={tone}
            >
              {entry.photoIds.length === 0 ? undefined : (
                <PhotoRow photoIds={entry.photoIds} what="这一步的照片" />
              )}
            </TimelineItem>
          )
        })}
    </Timeline>
  )
}

const spokenFor = new Set(['progressed', 'closed', 'note_added', 'given_back', 'dispatched'])

// The sentence of these steps is what was said, so the time line says by whom.
const saidBy = ({ kind, actor, internal }: TimelineEntry, time: string, reader: Reader): string => {
  const parts = [time]
  if (spokenFor.has(kind) && (reader === 'staff' || kind !== 'dispatched')) parts.push(actor)
  // Her own rating is internal to others, but no secret to a resident.
  if (internal && reader === 'staff') parts.push('仅内部可见')
  return parts.join(' · ')
}
