import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readSettings } from '#bff/env.ts'
import type { Database } from '#db/database.ts'
import { connectDatabase } from '#db/database.ts'
import type { CrowdSocket } from '#tests/live/socket-crowd.ts'
import { openCrowdSocket, seatCrowd } from '#tests/live/socket-crowd.ts'
import { makeElders, makeFollowers } from './care-people.ts'

const followersOfFan = 5000
const followersOfPipeline = 2000
const seconds = Number(process.env.BENCH_SECONDS ?? '8')
const say = (line: string) => process.stdout.write(`${line}\n`)

interface Helper {
  readonly child: ChildProcess
  readonly ready: unknown
  readonly order: (order: object) => Promise<number>
}

/** One of the bench's own processes, told what to do over its channel. */
const startHelper = async (
  file: string,
  env: Readonly<Record<string, string>>,
): Promise<Helper> => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LINLI_MODE: 'demo', ...env },
  })
  const next = (name: string) =>
    new Promise<unknown>((resolve, reject) => {
      child.once('message', (message: object) => resolve(Reflect.get(message, name)))
      child.once('exit', () => reject(new Error(`${file} ended`)))
    })
  const ready = await next('ready')
  return {
    child,
    ready,
    order: async (order) => {
      const done = next('done')
      child.send(order)
      return Number(await done)
    },
  }
}

/** Processor seconds a process has used; the kernel counts in hundredths. */
const processorOf = (pid: number | undefined): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
const kilobytesOf = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)

const percentile = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** Counts frames and, from the moment they carry, how old each is when it arrives. */
const listening = () => {
  let frames = 0
  let ages: number[] = []
  const mark = Buffer.from('"heart_rate":[')
  return {
    onFrame: (payload: Buffer): void => {
      const at = payload.indexOf(mark)
      if (at === -1) return
      frames += 1
      if (frames % 4 !== 0) return
      const [, , measuredAt] = payload.toString('latin1', at + mark.length).split(/[,\]]/, 3)
      ages.push(Date.now() - Number(measuredAt))
    },
    take: () => {
      const sorted = Float64Array.from(ages).sort()
      const taken = { frames, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) }
      frames = 0
      ages = []
      return taken
    },
  }
}

const bareSockets = async (
  address: string,
  elderOf: (i: number) => number,
  count: number,
  onFrame: (payload: Buffer) => void,
): Promise<CrowdSocket[]> => {
  const sockets: CrowdSocket[] = []
  for (let from = 0; from < count; from += 500)
    await Promise.all(
      Array.from(
        { length: Math.min(500, count - from) },
        (_, i) =>
          new Promise<void>((resolve) => {
            sockets.push(
              openCrowdSocket(address, String(elderOf(from + i)), {
                onMessage: onFrame,
                onOpen: resolve,
              }),
            )
          }),
      ),
    )
  return sockets
}

interface Sides {
  readonly server: { readonly address: string; readonly child: ChildProcess }
  readonly source: Helper
  readonly bare: Helper
  readonly database: Database
}

const asHost = (database: Database, databaseUrl: string) => ({
  platform: { database, settings: readSettings({ LINLI_MODE: 'demo', DATABASE_URL: databaseUrl }) },
  clock: { now: () => new Date() },
})

const fanOut = async ({ server, source, bare, database }: Sides, url: string): Promise<void> => {
  const [elder] = await makeElders(database, 1)
  if (!elder) throw new Error('nobody to follow')
  const members = await makeFollowers(asHost(database, url), [elder], followersOfFan)
  const heard = listening()
  const quiet = kilobytesOf(server.child.pid)
  const first = await seatCrowd(server.address, members, { onFrame: heard.onFrame })
  await sleep(3000)
  say(
    `memory per idle follower, ${followersOfFan} of them\n  ${((kilobytesOf(server.child.pid) - quiet) / followersOfFan).toFixed(1)} KB of the server's resident memory`,
  )
  for (const socket of first.sockets) socket.close()
  await sleep(1000)
  const before = processorOf(server.child.pid)
  const back = await seatCrowd(server.address, members, { onFrame: heard.onFrame })
  const after = [...back.after].sort((one, other) => one - other)
  say(
    `${followersOfFan} followers come back at once (ticket, socket, newest values)\n  half after ${Math.round(after[after.length / 2] ?? 0)} ms, all after ${Math.round(after.at(-1) ?? 0)} ms; ${(processorOf(server.child.pid) - before).toFixed(1)} s of the server's processor, ${back.tries} tries`,
  )
  const stay = await bareSockets(String(bare.ready), () => 0, followersOfFan, heard.onFrame)
  for (const perSecond of [10, 20]) {
    say(`fan-out of ${perSecond} events/s to ${followersOfFan} sockets, ${seconds} s`)
    for (const [name, child, order] of [
      ['bare', bare.child, () => bare.order({ do: 'announce', perSecond, seconds })],
      [
        'ours',
        server.child,
        () => source.order({ do: 'announce', personId: elder.personId, perSecond, seconds }),
      ],
    ] as const) {
      heard.take()
      const used = processorOf(child.pid)
      await order()
      await sleep(1500)
      const { frames, p50, p99 } = heard.take()
      const cost = ((processorOf(child.pid) - used) / Math.max(1, frames)) * 1e6
      say(
        `  ${name} ${Math.round(frames / seconds)} frames/s (age median ${p50} ms, p99 ${p99} ms, processor ${cost.toFixed(1)} µs a frame)`,
      )
    }
  }
  for (const socket of [...stay, ...back.sockets]) socket.close()
  await sleep(1000)
}

const pipeline = async ({ server, source, bare, database }: Sides, url: string): Promise<void> => {
  const elders = await makeElders(database, followersOfPipeline)
  const members = await makeFollowers(asHost(database, url), elders, followersOfPipeline)
  const heard = listening()
  const { sockets } = await seatCrowd(server.address, members, { onFrame: heard.onFrame })
  const stay = await bareSockets(String(bare.ready), (i) => i, followersOfPipeline, heard.onFrame)
  const devices = elders.map(({ deviceId }) => deviceId)
  for (const perSecond of [2000, 10_000]) {
    say(`device → phone, ${perSecond} readings/s, ${followersOfPipeline} followers, ${seconds} s`)
    const sides = [
      ['bare', () => bare.order({ do: 'ingest', elders: devices.length, perSecond, seconds })],
      ['ours', () => source.order({ do: 'ingest', devices, perSecond, seconds })],
    ] as const
    for (const [name, order] of sides) {
      heard.take()
      const stored = await order()
      await sleep(2000)
      const { frames, p50, p99 } = heard.take()
      say(
        `  ${name} ${Math.round(stored / seconds)} stored/s, ${Math.round(frames / seconds)} heard/s, age median ${p50} ms, p99 ${p99} ms`,
      )
    }
  }
  for (const socket of [...sockets, ...stay]) socket.close()
}

/** The live stream beside plain `ws` and `unnest`; `server` is ours, in a process of its own. */
export const measureCareLive = async (
  server: Sides['server'],
  databaseUrl: string,
  filesDirectory: string,
): Promise<void> => {
  const env = { DATABASE_URL: databaseUrl, FILES_DIRECTORY: filesDirectory, LOG_LEVEL: 'warn' }
  const source = await startHelper('./care-source.ts', env)
  const bare = await startHelper('./care-bare.ts', env)
  const database = connectDatabase({ url: databaseUrl })
  try {
    const sides: Sides = { server, source, bare, database }
    await fanOut(sides, databaseUrl)
    await pipeline(sides, databaseUrl)
  } finally {
    source.child.disconnect()
    bare.child.disconnect()
    await database.close()
  }
}
