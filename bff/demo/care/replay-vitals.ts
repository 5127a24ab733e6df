import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Product } from './beside-product.ts'
import {
  inOneLine,
  Mistake,
  runBeside,
  servicesAt,
  untilStopped,
  withServices,
} from './beside-product.ts'
import type { DeviceClient } from './device-client.ts'
import { connectDevice } from './device-client.ts'
import { playRecording } from './playing.ts'
import { clockOf, counted, progressOf } from './progress.ts'
import type { RecordedMinute } from './recording.ts'
import { momentOfMinute, RecordingFault, readRecording } from './recording.ts'
import { daysBefore, readyForReplay, replayedElder, restAfterReplay } from './replayed-elder.ts'

const usage = `npm run replay:vitals -- <file.csv> [options]

  --speed <n>       how many times faster than it was recorded, from 1 on; default 600
  --ends-at <when>  when the last minute was measured, such as 2026-11-17T10:00:00+08:00;
                    default: the moment at which it is sent. The same time again adds nothing.

The file has a header: minute, and some of heart_rate_bpm, pulse_bpm, resp_rate_per_min,
spo2_percent, abp_sys_mmhg, abp_dia_mmhg, abp_mean_mmhg (a bedside monitor) and nibp_sys_mmhg,
nibp_dia_mmhg, nibp_mean_mmhg (a cuff). 0: the probe is off. Empty: not measured.

Recorded times are moved as a whole, so that the last minute is now when it is sent: at speed 1
each minute is measured as it is sent and may alarm; faster, the earlier ones lie in the past, fill
the charts, and what is past alarms nobody.
`

interface Wishes {
  readonly file: string
  readonly speed: number
  readonly endsAt: number | undefined
}

/** Undefined: only the usage was asked for. @throws Mistake */
const readWishes = (args: string[]): Wishes | undefined => {
  const options = {
    speed: { type: 'string', default: '600' },
    'ends-at': { type: 'string' },
    help: { type: 'boolean', default: false },
  } as const
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    if (values.help) return undefined
    const [file, another] = positionals
    if (file === undefined || another !== undefined)
      throw new Mistake('Name one file: npm run replay:vitals -- <file.csv> (--help says more)')
    const speed = Number(values.speed)
    if (!(speed >= 1 && speed <= 1_000_000))
      throw new Mistake(`--speed wants a number from 1 on, not ${values.speed}`)
    const endsAt = values['ends-at'] === undefined ? undefined : Date.parse(values['ends-at'])
    if (Number.isNaN(endsAt))
      throw new Mistake(
        `--ends-at wants a time such as 2026-11-17T10:00:00+08:00, not ${values['ends-at']}`,
      )
    return { file, speed, endsAt }
  } catch (error) {
    throw inOneLine(error)
  }
}

const readFileOrSay = async (file: string): Promise<RecordedMinute[]> => {
  try {
    return readRecording(await readFile(file, 'utf8'))
  } catch (error) {
    if (error instanceof RecordingFault) throw new Mistake(`${file}, ${error.message}`)
    throw error
  }
}

/** Minutes that are said in one breath, ten breaths a second; a message holds 14 of the monitor. */
const minutesTogether = (speed: number): number =>
  Math.min(14, Math.max(1, Math.round(speed / 600)))

const untilConnected = async (clients: readonly DeviceClient[]): Promise<void> => {
  const until = performance.now() + 15_000
  while (clients.some((client) => !client.isConnected())) {
    if (performance.now() > until) {
      const said = clients.map((client) => client.refusal()).find((words) => words !== undefined)
      throw new Mistake(`The door for devices does not let them in (${said ?? 'no answer'}).`)
    }
    await sleep(20)
  }
}

/** @throws Mistake when part of it would be in the future, or too old for the door */
const whenItEnds = (minutes: readonly RecordedMinute[], { speed, endsAt }: Wishes): number => {
  const now = Date.now()
  const length = -momentOfMinute({ minute: minutes[0]?.minute ?? 0 }, minutes, 0)
  if (length > daysBefore * 24 * 3_600_000)
    throw new Mistake(`The recording is longer than ${daysBefore} days.`)
  const ends = endsAt ?? Math.floor(now + length / speed)
  if (endsAt !== undefined && endsAt > now) throw new Mistake('--ends-at is in the future.')
  if (ends - length < now - daysBefore * 24 * 3_600_000)
    throw new Mistake(`--ends-at: the first minute would lie more than ${daysBefore} days back.`)
  return ends
}

const replay = async (
  { doorUrl, databaseUrl, address }: Product,
  minutes: readonly RecordedMinute[],
  wishes: Wishes,
  say: (line: string) => void,
): Promise<void> => {
  const stop = untilStopped()
  const startedAt = new Date()
  const movedIn = new Date(startedAt.getTime() - daysBefore * 24 * 3_600_000 - 60_000)
  const badges = await withServices(databaseUrl, (services, platform) =>
    readyForReplay(servicesAt(platform, movedIn), services, platform, movedIn),
  )
  const clients = {
    monitor: connectDevice(doorUrl, badges.monitor),
    cuff: connectDevice(doorUrl, badges.cuff),
  }
  const both = [clients.monitor, clients.cuff]
  try {
    await untilConnected(both)
    say(`${replayedElder.name} hears it as 陈悦 does (关注的老人), or his nurse 邬淑琴: ${address}`)
    const endsAt = whenItEnds(minutes, wishes)
    const first = momentOfMinute({ minute: minutes[0]?.minute ?? 0 }, minutes, endsAt)
    const begun = performance.now()
    const progress = progressOf(process.stderr)
    let shownAt = begun
    const played = await playRecording({
      ...{ minutes, endsAt, together: minutesTogether(wishes.speed) },
      say: (recorder, readings) => clients[recorder].say(readings),
      before: async (at, done) => {
        const due = begun + (at - first) / wishes.speed
        while (performance.now() < due && !stop.isAsked())
          await sleep(Math.min(200, Math.max(1, due - performance.now())))
        if (performance.now() - shownAt > 2000) {
          shownAt = performance.now()
          progress.show(
            `minute ${counted(done)} of ${counted(minutes.length)}, at ${new Date(at).toISOString()}`,
          )
        }
        return !stop.isAsked()
      },
    })
    progress.end()
    const seconds = (performance.now() - begun) / 1000
    const counts = both.map((client) => client.counts())
    const sum = (of: 'acknowledged' | 'failed' | 'reconnects') =>
      counts.reduce((all, each) => all + each[of], 0)
    const aside = await withServices(databaseUrl, (services) =>
      restAfterReplay(services, [badges.monitor.username, badges.cuff.username], startedAt),
    )
    for (const { what, measuredAt } of aside) say(`put aside: ${what}, measured ${measuredAt}`)
    const recorded =
      (momentOfMinute({ minute: minutes[played.minutes - 1]?.minute ?? 0 }, minutes, endsAt) -
        first) /
      1000
    const whole = stop.isAsked()
      ? `stopped after ${counted(played.minutes)} minutes`
      : `${counted(played.minutes)} minutes`
    process.stdout.write(
      `✓ ${whole} in ${clockOf(seconds)} (${counted(recorded / seconds)} times as fast): sent ${counted(played.sent)} readings (${counted(played.zeros)} of probes that are off), acknowledged ${counted(sum('acknowledged'))}, given up ${counted(sum('failed'))}, put aside ${aside.length}, came back ${counted(sum('reconnects'))}\n`,
    )
    if (sum('failed') > 0)
      throw new Mistake('Not all of it was taken. Run it again with --ends-at.')
  } finally {
    await Promise.all(both.map((client) => client.end()))
  }
}

await runBeside(async (borrow, say) => {
  const wishes = readWishes(process.argv.slice(2))
  if (!wishes) return void process.stdout.write(usage)
  // A wrong file is said at once, before anything is started for it.
  const minutes = await readFileOrSay(wishes.file)
  whenItEnds(minutes, wishes)
  await borrow((product) => replay(product, minutes, wishes, say))
})
