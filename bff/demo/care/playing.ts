import type { DeviceReading } from '#shared/devices/device-message.ts'
import type { RecordedMinute, Recorder } from './recording.ts'
import { momentOfMinute } from './recording.ts'

export interface Played {
  readonly minutes: number
  /** Readings that were sent, all of them acknowledged. */
  readonly sent: number
  /** Of these, said by a probe that is off. */
  readonly zeros: number
}

interface Options {
  readonly minutes: readonly RecordedMinute[]
  /** When the last minute was, in milliseconds since 1970. */
  readonly endsAt: number
  /** How many minutes are said in one breath; at most 14, for a message holds 100 readings. */
  readonly together: number
  /** Says it to the door. @returns when it is acknowledged */
  readonly say: (recorder: Recorder, readings: readonly DeviceReading[]) => Promise<unknown>
  /** Told when a minute comes that was at `at`; false ends it. */
  readonly before: (at: number, done: number) => Promise<boolean>
  /** Told when what was said is acknowledged. */
  readonly after?: (at: number) => Promise<void>
}

/** Says a recording minute by minute, each when the door has acknowledged the one before. */
export const playRecording = async (options: Options): Promise<Played> => {
  const { minutes, endsAt, together, say, before, after } = options
  let played = 0
  let sent = 0
  let zeros = 0
  for (let from = 0; from < minutes.length; from += together) {
    const some = minutes.slice(from, from + together)
    const last = some.at(-1)
    if (!last || !(await before(momentOfMinute(last, minutes, endsAt), from))) break
    for (const recorder of ['monitor', 'cuff'] as const) {
      const readings = some.flatMap((minute) => {
        const t = momentOfMinute(minute, minutes, endsAt)
        return minute.said[recorder].map((each) => ({ ...each, t }))
      })
      if (readings.length === 0) continue
      await say(recorder, readings)
      sent += readings.length
      zeros += readings.filter(({ v }) => v === 0).length
    }
    played += some.length
    await after?.(momentOfMinute(last, minutes, endsAt))
  }
  return { minutes: played, sent, zeros }
}
