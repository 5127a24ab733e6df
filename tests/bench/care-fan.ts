import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '#db/database.ts'
import { seatCrowd } from '#tests/live/socket-crowd.ts'
import { hostOf, makeElders, makeFollowers } from './care-people.ts'
import { bareSockets, listening } from './hearing.ts'
import type { Helper } from './processes.ts'
import { kilobytesOf, processorOf } from './processes.ts'
import { ratioLine } from './report.ts'

const followers = 5000
/** Events under way: the next is announced when everybody has heard the one so many before it. */
const underWay = 3
const calmPerSecond = 5
const goal = { floor: 0.7, aim: 0.9 }
const say = (line: string) => process.stdout.write(`${line}\n`)

export interface LiveSides {
  readonly server: { readonly address: string; readonly child: ChildProcess }
  readonly source: Helper
  readonly bare: Helper
  readonly bareAddress: string
  readonly database: Database
}

/** Of 5,000 followers: what each costs idle, how fast they come back, and how fast they are told. */
export const measureFan = async (
  { server, source, bare, bareAddress, database }: LiveSides,
  { seconds, rounds }: { readonly seconds: number; readonly rounds: number },
): Promise<void> => {
  const [elder] = await makeElders(database, 1)
  if (!elder) throw new Error('nobody to follow')
  const members = await makeFollowers(hostOf(database), [elder], followers)
  const heard = listening()
  const quiet = kilobytesOf(server.child.pid)
  const first = await seatCrowd(server.address, members, { onFrame: heard.onFrame })
  await sleep(3000)
  say(
    `memory per idle follower, ${followers} of them\n  ${((kilobytesOf(server.child.pid) - quiet) / followers).toFixed(1)} KB of the server's resident memory`,
  )
  for (const socket of first.sockets) socket.close()
  await sleep(1000)
  const before = processorOf(server.child.pid)
  const back = await seatCrowd(server.address, members, { onFrame: heard.onFrame })
  const after = [...back.after].sort((one, other) => one - other)
  const last = after.at(-1) ?? Number.NaN
  say(
    `${followers} followers come back at once (ticket, socket, newest values)\n  half after ${Math.round(after[after.length / 2] ?? 0)} ms, all after ${Math.round(last)} ms – goal below 10 s – ${last < 10_000 ? 'reached' : 'MISSED'}; ${(processorOf(server.child.pid) - before).toFixed(1)} s of the server's processor, ${back.tries} tries`,
  )
  const stay = await bareSockets(bareAddress, () => 0, followers, heard.onFrame)
  const sides = [
    ['bare', bare.child, (count: number) => bare.order({ do: 'announce', count })],
    [
      'ours',
      server.child,
      (count: number) => source.order({ do: 'announce', personId: elder.personId, count }),
    ],
  ] as const

  /** @returns frames a second, and microseconds of the server's processor for each */
  const flatOut = async ([, child, announce]: (typeof sides)[number]) => {
    heard.take()
    const used = processorOf(child.pid)
    const began = performance.now()
    const isOver = () => performance.now() - began > seconds * 1000
    let announced = 0
    /** Frames that will not come: events of which somebody slow got only the newest. */
    let leftOut = 0
    const more = (): void => {
      announced += 1
      void announce(1)
    }
    const waitingFor = () => announced * followers - leftOut
    await new Promise<void>((resolve) => {
      let count = 0
      let before = 0
      const look = (): void => {
        if (count >= waitingFor() && isOver()) resolve()
        else if (!isOver() && count >= waitingFor() - (underWay - 1) * followers) more()
      }
      heard.tell((frames) => {
        count = frames
        look()
      })
      const patience = setInterval(() => {
        if (count === before) leftOut = announced * followers - count
        before = count
        look()
        if (isOver() && count >= waitingFor()) clearInterval(patience)
      }, 400)
      for (let n = 0; n < underWay; n++) more()
    })
    heard.tell(undefined)
    const took = (performance.now() - began) / 1000
    const { frames } = heard.take()
    const cost = ((processorOf(child.pid) - used) / frames) * 1e6
    return { perSecond: Math.round(frames / took), cost, leftOut: leftOut / followers / announced }
  }
  const best = new Map<string, Awaited<ReturnType<typeof flatOut>>>()
  for (let round = 0; round < rounds; round++)
    for (const side of sides) {
      const found = await flatOut(side)
      if (found.perSecond > (best.get(side[0])?.perSecond ?? 0)) best.set(side[0], found)
    }
  say(
    `fan-out to ${followers} sockets, the next event when all have heard the one ${underWay} before, the better of ${rounds} × ${seconds} s`,
  )
  for (const [name, { perSecond, cost, leftOut }] of best)
    say(
      `  ${name} ${perSecond} frames/s (processor ${cost.toFixed(1)} µs a frame, left out ${(100 * leftOut).toFixed(1)}%)`,
    )
  say(ratioLine(best.get('bare')?.perSecond ?? 0, best.get('ours')?.perSecond ?? 0, goal))

  say(`fan-out of ${calmPerSecond} events/s to ${followers} sockets, ${seconds} s`)
  for (const [name, , announce] of sides) {
    heard.take()
    for (let n = 0; n < calmPerSecond * seconds; n++) {
      await announce(1)
      await sleep(1000 / calmPerSecond)
    }
    await sleep(500)
    const { frames, p50, p99 } = heard.take()
    say(
      `  ${name} age median ${p50} ms, p99 ${p99} ms; heard ${((100 * frames) / (calmPerSecond * seconds * followers)).toFixed(1)}%`,
    )
  }
  for (const socket of [...stay, ...back.sockets]) socket.close()
  await sleep(1000)
}
