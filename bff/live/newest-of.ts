import { careKinds, liveReadings, readLiveReadings } from '#shared/readings/live-readings.ts'
import type { Remembered } from './topic-memory.ts'

/** Whether an event holds readings, of which a newer one makes an older superfluous. */
const holdsReadings = ({ kind }: Remembered): boolean =>
  kind === careKinds.readings || kind === careKinds.newest

/**
 * Several events of readings as one, with the newest of each metric and the offset of the last; one
 * alone, and whatever else happened, stays as it is and keeps its place.
 */
export const newestOf = (events: readonly Remembered[]): readonly Remembered[] => {
  const readings = events.filter(holdsReadings)
  const last = readings.at(-1)
  if (!last || readings.length === 1) return events
  const newest = new Map(
    readings
      .flatMap(({ text }) => readLiveReadings(JSON.parse(text)))
      .sort((one, other) => one.measuredAt - other.measuredAt)
      .map((reading) => [reading.metric, reading]),
  )
  const text = JSON.stringify(liveReadings([...newest.values()]))
  const merged: Remembered = { offset: last.offset, kind: careKinds.newest, text }
  return [...events.filter((event) => !holdsReadings(event)), merged].sort(
    (one, other) => one.offset - other.offset,
  )
}
