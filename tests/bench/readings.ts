import pg from 'pg'
import { topicOfDevice } from '#shared/devices/device-message.ts'
import type { BenchElder } from './care-people.ts'
import type { Measured } from './load.ts'
import type { Flood, FloodResult } from './mqtt-flood.ts'
import type { Helper } from './processes.ts'
import { processorOf, processorOfTree } from './processes.ts'
import { report } from './report.ts'

const inFlight = 2
const goal = { floor: 0.7, aim: 0.9 }

/** A process that takes readings in over MQTT. */
export interface Intake {
  readonly helper: Helper
  readonly port: number
  readonly topicOf: (elder: BenchElder, n: number) => string
}

export const badgesOf = (elders: readonly BenchElder[], { topicOf }: Pick<Intake, 'topicOf'>) =>
  elders.map((elder, n) => ({
    ...{ username: elder.deviceId, password: elder.password, topic: topicOf(elder, n) },
  }))

export const topicOfBench = ({ deviceId }: BenchElder): string =>
  topicOfDevice({ subdistrictId: 'hexing', deviceId })

interface Run extends FloodResult {
  /** Seconds of processor time: of the process that takes them in, and of PostgreSQL. */
  readonly processor: number
  readonly database: number
}

const asMeasured = (runs: readonly Run[]): Measured => {
  const sum = (of: (run: Run) => number) => runs.reduce((total, run) => total + of(run), 0)
  const acked = sum((run) => run.acked)
  const perSecond = Math.round(acked / sum((run) => run.seconds))
  const mean = (of: (run: Run) => number) => Math.round(sum(of) / runs.length)
  return {
    ...{ perSecond, wonPerSecond: perSecond, failed: sum((run) => run.cutOff) },
    median: mean((run) => run.median),
    p99: mean((run) => run.p99),
    processor: (sum((run) => run.processor) / acked) * 1000,
  }
}

/** Readings that are stored and acknowledged: our door beside bare Aedes and `unnest`, in turn. */
export const measureReadings = async (
  { bare, ours }: { readonly bare: Intake; readonly ours: Intake },
  { flood, elders }: { readonly flood: Helper; readonly elders: readonly BenchElder[] },
  { url, pid }: { readonly url: string; readonly pid: number },
  { seconds, rounds }: { readonly seconds: number; readonly rounds: number },
): Promise<void> => {
  const sides = [bare, ours].map((intake) => ({
    ...{ intake, badges: badgesOf(elders, intake), runs: [] as Run[] },
  }))
  for (let round = 0; round < rounds; round++)
    for (const { intake, badges, runs } of sides) {
      const { child } = intake.helper
      const [before, databaseBefore] = [processorOf(child.pid), processorOfTree(pid)]
      const order: Flood = { port: intake.port, seconds, inFlight, devices: badges }
      const result = await flood.order<FloodResult>(order)
      const processor = processorOf(child.pid) - before
      runs.push({ ...result, processor, database: processorOfTree(pid) - databaseBefore })
    }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ stored: number }>(
    `select count(*)::int as stored from readings where elder_no = any($1::int[])`,
    [elders.map(({ elderNo }) => elderNo)],
  )
  await client.end()
  const acked = sides[1]?.runs.reduce((total, run) => total + run.acked, 0) ?? 0
  const stored = rows[0]?.stored ?? 0
  report(
    `readings stored and acknowledged, ${elders.length} devices over MQTT with QoS 1`,
    sides.map(({ runs }) => asMeasured(runs)),
    goal,
  )
  const ofDatabase = sides.map(({ runs }) => {
    const [used, all] = runs.reduce(([a, b], run) => [a + run.database, b + run.acked], [0, 0])
    return ((used / all) * 1000).toFixed(3)
  })
  process.stdout.write(
    `  PostgreSQL's processor time for each: bare ${ofDatabase[0]} ms, ours ${ofDatabase[1]} ms\n` +
      `  ours acknowledged ${acked} and stored ${stored}${stored < acked ? ' – LOST SOME' : ''}\n`,
  )
}
