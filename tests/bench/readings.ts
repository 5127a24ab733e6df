import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { topicOfDevice } from '#shared/devices/device-message.ts'
import type { LoadDevice } from '#tests/devices/mqtt-load.ts'
import { devicesForLoad } from '#tests/devices/mqtt-load.ts'
import type { Measured } from './load.ts'
import type { Flood, FloodResult } from './mqtt-flood.ts'
import { report } from './report.ts'

/** The door lets one device say fifty a second: so many that this is not what is measured. */
const deviceCount = 1000
const inFlight = 2
const goal = { floor: 0.7, aim: 0.9 }

const start = (file: string, env: Readonly<Record<string, string>>): ChildProcess =>
  fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LINLI_MODE: 'demo', ...env },
  })

const next = <T>(child: ChildProcess, name: string): Promise<T> =>
  new Promise((resolve, reject) => {
    child.once('message', (message: object) => resolve(Reflect.get(message, name)))
    child.once('exit', () => reject(new Error('a process of the bench ended')))
  })

/** Processor seconds a process has used; the kernel counts in hundredths. */
const processorOf = (pid: number | undefined): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '')
  const fields = stat.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

const asMeasured = (runs: readonly (FloodResult & { readonly processor: number })[]): Measured => {
  const sum = (of: (run: (typeof runs)[number]) => number) =>
    runs.reduce((total, run) => total + of(run), 0)
  const acked = sum((run) => run.acked)
  const perSecond = Math.round(acked / sum((run) => run.seconds))
  const mean = (of: (run: (typeof runs)[number]) => number) => Math.round(sum(of) / runs.length)
  return {
    ...{ perSecond, wonPerSecond: perSecond, failed: sum((run) => run.cutOff) },
    median: mean((run) => run.median),
    p99: mean((run) => run.p99),
    processor: (sum((run) => run.processor) / acked) * 1000,
  }
}

/** Readings that are stored and acknowledged: our door beside bare Aedes and `unnest`, in turn. */
export const measureReadings = async (
  databaseUrl: string,
  filesDirectory: string,
  { seconds, rounds }: { readonly seconds: number; readonly rounds: number },
): Promise<void> => {
  const devices = await devicesForLoad(databaseUrl, deviceCount)
  const env = { DATABASE_URL: databaseUrl, FILES_DIRECTORY: filesDirectory, LOG_LEVEL: 'error' }
  const children = {
    flood: start('./mqtt-flood.ts', {}),
    bare: start('./mqtt-bare.ts', env),
    ours: start('../../bff/devices/door/door.ts', { ...env, MQTT_PORT: '0' }),
  }
  const [, bare, ours] = await Promise.all([
    next(children.flood, 'ready'),
    next<number>(children.bare, 'port'),
    next<number>(children.ours, 'port'),
  ])
  const badge = ({ deviceId, password }: LoadDevice, topic: string) => ({
    ...{ username: deviceId, password, topic },
  })
  const sides = [
    {
      ...{
        child: children.bare,
        port: bare,
        runs: [] as Parameters<typeof asMeasured>[0][number][],
      },
      badges: devices.map((device, n) => badge(device, `bare/${n}`)),
    },
    {
      ...{
        child: children.ours,
        port: ours,
        runs: [] as Parameters<typeof asMeasured>[0][number][],
      },
      badges: devices.map((device) =>
        badge(device, topicOfDevice({ subdistrictId: 'hexing', deviceId: device.deviceId })),
      ),
    },
  ]
  try {
    for (let round = 0; round < rounds; round++)
      for (const { child, port, runs, badges } of sides) {
        const before = processorOf(child.pid)
        const flood: Flood = { port, seconds, inFlight, devices: badges }
        const done = next<FloodResult>(children.flood, 'result')
        children.flood.send(flood)
        const result = await done
        runs.push({ ...result, processor: processorOf(child.pid) - before })
      }
  } finally {
    for (const child of Object.values(children)) child.disconnect()
  }
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ stored: number }>(
    `select count(*)::int as stored from readings where elder_no = any($1::int[])`,
    [devices.map(({ elderNo }) => elderNo)],
  )
  await client.end()
  const acked = sides[1]?.runs.reduce((total, run) => total + run.acked, 0) ?? 0
  report(
    `readings stored and acknowledged, ${deviceCount} devices over MQTT with QoS 1`,
    sides.map(({ runs }) => asMeasured(runs)),
    goal,
  )
  process.stdout.write(`  ours acknowledged ${acked} and stored ${rows[0]?.stored ?? 0}\n`)
}
