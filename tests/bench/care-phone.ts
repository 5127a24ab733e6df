import { setTimeout as sleep } from 'node:timers/promises'
import { seatCrowd } from '#tests/live/socket-crowd.ts'
import type { LiveSides } from './care-fan.ts'
import { hostOf, makeElders, makeFollowers } from './care-people.ts'
import { bareSockets, listening } from './hearing.ts'
import type { FloodResult } from './mqtt-flood.ts'
import type { Helper } from './processes.ts'
import type { Intake } from './readings.ts'
import { badgesOf } from './readings.ts'
import { latencyLine } from './report.ts'

const followers = 2000
const goal = { floor: 1.5, aim: 1.1 }
const say = (line: string) => process.stdout.write(`${line}\n`)

/** From a device to a phone: how old a reading is when it is heard, beside the bare pipeline. */
export const measureToPhone = async (
  sides: LiveSides,
  intakes: { readonly bare: Intake; readonly ours: Intake },
  flood: Helper,
  { seconds }: { readonly seconds: number },
): Promise<void> => {
  const { server, source, bare, bareAddress, database } = sides
  const elders = await makeElders(database, followers)
  const members = await makeFollowers(hostOf(database), elders, followers)
  const heard = listening()
  const { sockets } = await seatCrowd(server.address, members, { onFrame: heard.onFrame })
  const stay = await bareSockets(bareAddress, (i) => i, followers, heard.onFrame)
  const devices = elders.map(({ deviceId }) => deviceId)
  const overMqtt = (intake: Intake, perSecond: number) => async (): Promise<number> => {
    const devices = badgesOf(elders, intake)
    const order = { port: intake.port, seconds, inFlight: 50, perSecond, devices }
    return (await flood.order<FloodResult>(order)).acked
  }
  const fromTheDoor = (perSecond: number) =>
    [
      ['bare', () => bare.order({ do: 'ingest', elders: devices.length, perSecond, seconds })],
      ['ours', () => source.order({ do: 'ingest', devices, perSecond, seconds })],
    ] as const
  const loads = [
    {
      what: 'device → phone over MQTT, 2000 readings/s',
      runs: [
        ['bare', overMqtt(intakes.bare, 2000)],
        ['ours', overMqtt(intakes.ours, 2000)],
      ] as const,
    },
    { what: 'door → phone, 2000 readings/s', runs: fromTheDoor(2000) },
    { what: 'door → phone, 10000 readings/s', runs: fromTheDoor(10_000) },
  ]
  for (const { what, runs } of loads) {
    say(`${what}, ${followers} followers, ${seconds} s`)
    const p99s: number[] = []
    for (const [name, order] of runs) {
      heard.take()
      const stored = await order()
      await sleep(1500)
      const { frames, readings, p50, p99 } = heard.take()
      p99s.push(p99)
      say(
        `  ${name} ${Math.round(stored / seconds)} stored/s, ${Math.round(readings / seconds)} heard/s in ${Math.round(frames / seconds)} frames/s, age median ${p50} ms, p99 ${p99} ms`,
      )
    }
    say(latencyLine(p99s[0] ?? 0, p99s[1] ?? 0, goal))
  }
  for (const socket of [...sockets, ...stay]) socket.close()
}
