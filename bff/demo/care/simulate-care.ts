import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Product } from './beside-product.ts'
import { inOneLine, Mistake, runBeside, untilStopped, withServices } from './beside-product.ts'
import type { Published } from './made-up-devices.ts'
import { startMadeUpDevices } from './made-up-devices.ts'
import { clockOf, counted, progressOf } from './progress.ts'
import { createPuttingOn } from './put-on-devices.ts'
import type { SimulatedElder } from './simulated-street.ts'
import { simulatedElders } from './simulated-street.ts'

const usage = `npm run simulate:care -- [options]

  --elders <n>    made-up elders at home, each with a real MQTT client; default 200, at most 10000
  --rate <r>      messages a second of each device, from 0.02 to 20; default 1
  --minutes <m>   ends by itself after so long; default: until Ctrl-C

Beside npm start it speaks to what runs; without it a server is started for the command alone.
`

interface Wishes {
  readonly elders: number
  readonly rate: number
  /** Infinity: until asked to stop. */
  readonly minutes: number
}

/** Undefined: only the usage was asked for. @throws Mistake */
const readWishes = (args: string[]): Wishes | undefined => {
  const options = {
    elders: { type: 'string', default: '200' },
    rate: { type: 'string', default: '1' },
    minutes: { type: 'string' },
    help: { type: 'boolean', default: false },
  } as const
  try {
    const { values } = parseArgs({ args, options })
    if (values.help) return undefined
    const elders = Number(values.elders)
    const rate = Number(values.rate)
    const minutes = values.minutes === undefined ? Number.POSITIVE_INFINITY : Number(values.minutes)
    if (!(Number.isInteger(elders) && elders >= 1 && elders <= 10_000))
      throw new Mistake(`--elders wants a whole number from 1 to 10000, not ${values.elders}`)
    if (!(rate >= 0.02 && rate <= 20))
      throw new Mistake(`--rate wants a number from 0.02 to 20, not ${values.rate}`)
    if (!(minutes > 0)) throw new Mistake(`--minutes wants a number above 0, not ${values.minutes}`)
    return { elders, rate, minutes }
  } catch (error) {
    throw inOneLine(error)
  }
}

const showEverySeconds = 5
const lineOf = (now: Published, before: Published, seconds: number, devices: number): string =>
  [
    `${counted(now.connected)} of ${counted(devices)} connected`,
    `sent ${counted((now.sent - before.sent) / seconds)}/s`,
    `acknowledged ${counted((now.acknowledged - before.acknowledged) / seconds)}/s`,
    `waiting ${counted(now.sent - now.acknowledged - now.failed)}`,
    `refused ${counted(now.refused)}`,
    `came back ${counted(now.reconnects)}`,
  ].join(' · ')

const speak = async (
  { doorUrl }: Product,
  devices: Awaited<ReturnType<ReturnType<typeof createPuttingOn>['putOn']>>,
  minutes: number,
  isStopped: () => boolean,
): Promise<string> => {
  const progress = progressOf(process.stderr)
  const begun = performance.now()
  const all = await startMadeUpDevices({
    ...{ url: doorUrl, devices, now: () => Date.now() },
    onConnecting: (connected) => {
      progress.show(`connecting: ${counted(connected)} of ${counted(devices.length)}`)
      return isStopped()
    },
  })
  const speaking = performance.now()
  let before = all.published()
  let shownAt = speaking
  while (!isStopped() && performance.now() - speaking < minutes * 60_000) {
    await sleep(200)
    const seconds = (performance.now() - shownAt) / 1000
    if (seconds < showEverySeconds) continue
    const now = all.published()
    const since = clockOf((performance.now() - begun) / 1000)
    progress.show(`${since}  ${lineOf(now, before, seconds, devices.length)}`)
    before = now
    shownAt = performance.now()
  }
  const seconds = (performance.now() - speaking) / 1000
  await all.stop()
  progress.end()
  const { sent, acknowledged, failed, dropped, refused, reconnects } = all.published()
  return `${counted(devices.length)} devices, ${seconds.toFixed(1)} s: sent ${counted(sent)} readings (${counted(sent / seconds)}/s), acknowledged ${counted(acknowledged)}, given up ${counted(failed)}, never sent ${counted(dropped)}, refused ${counted(refused)}, came back ${counted(reconnects)}`
}

const simulate = async (
  product: Product,
  { elders: count, rate, minutes }: Wishes,
  say: (line: string) => void,
): Promise<void> => {
  const stop = untilStopped()
  const elders: readonly SimulatedElder[] = simulatedElders(count)
  const progress = progressOf(process.stderr)
  const begun = performance.now()
  const devices = await withServices(product.databaseUrl, (services, platform) =>
    createPuttingOn(services, platform).putOn(elders, rate, (done) => {
      if (done % 50 === 0)
        progress.show(`elders with their devices on: ${counted(done)} of ${counted(count)}`)
      return !stop.isAsked()
    }),
  )
  progress.end()
  say(
    `${counted(devices.length)} elders wear their devices (${((performance.now() - begun) / 1000).toFixed(1)} s). Look at them as 杜若薇 of 合兴二居委, for one: ${product.address}`,
  )
  const closing = stop.isAsked()
    ? 'stopped before anything was sent'
    : await speak(product, devices, minutes, stop.isAsked)
  say('taking the devices off, so that their silence alarms nobody …')
  await withServices(product.databaseUrl, (services, platform) =>
    createPuttingOn(services, platform).takeOff(elders),
  )
  process.stdout.write(`✓ ${closing}\n`)
}

await runBeside(async (borrow, say) => {
  const wishes = readWishes(process.argv.slice(2))
  if (wishes) await borrow((product) => simulate(product, wishes, say))
  else process.stdout.write(usage)
})
