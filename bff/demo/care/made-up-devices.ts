import { setTimeout as sleep } from 'node:timers/promises'
import type { MetricCode } from '#shared/readings/metrics.ts'
import type { MadeUpElder } from './believable-day.ts'
import { momentOf, outageAt } from './believable-day.ts'
import type { DeviceClient } from './device-client.ts'
import { connectDevice } from './device-client.ts'
import { saidSince } from './device-talk.ts'

/** A device of a made-up elder: how it is let in, and what it says how often. */
export interface MadeUpDevice {
  readonly elder: MadeUpElder
  readonly username: string
  readonly password: string
  readonly topic: string
  /** Seconds between two readings of each metric. */
  readonly paces: Readonly<Partial<Record<MetricCode, number>>>
  /** Percent; missing: it hangs on the mains. */
  readonly battery?: number
}

/** Readings unless said otherwise. */
export interface Published {
  readonly sent: number
  readonly acknowledged: number
  /** Given up: the device was stopped before the door answered. */
  readonly failed: number
  /** Never sent: the device's memory was full. */
  readonly dropped: number
  /** Devices that are let in now. */
  readonly connected: number
  /** Times that the door said no, and that a device came back. */
  readonly refused: number
  readonly reconnects: number
}

interface Options {
  /** `mqtt://127.0.0.1:1883` */
  readonly url: string
  readonly devices: readonly MadeUpDevice[]
  /** Milliseconds since 1970; what devices believe it is. */
  readonly now: () => number
  /** Told while they are let in; true ends it. */
  readonly onConnecting?: (connected: number) => boolean
}

interface Running {
  readonly device: MadeUpDevice
  readonly client: DeviceClient
  readonly everyMilliseconds: number
  /** By `performance.now()`; each device has an instant of its own, so that they do not speak at once. */
  nextAt: number
  /** Up to when everything that was due has been said. */
  saidUntil: number
}

/** Devices that knock together; a door must not meet two thousand in one instant. */
const together = 50
/** A device that is not let in by then goes on trying while the others begin. */
const patience = 10_000
const tick = 20

/**
 * Real MQTT clients, one a device, that publish with QoS 1 what the day of their wearer makes them
 * measure, until they are stopped. Outages are real: the connection is cut and comes back.
 */
export const startMadeUpDevices = async ({ url, devices, now, onConnecting }: Options) => {
  const running: Running[] = []
  for (let from = 0; from < devices.length; from += together) {
    const some = devices.slice(from, from + together).map((device, i): Running => {
      const everyMilliseconds = Math.min(...Object.values(device.paces)) * 1000
      return {
        ...{ device, client: connectDevice(url, device), everyMilliseconds },
        nextAt: performance.now() + (((from + i) * 0.618_034) % 1) * everyMilliseconds,
        saidUntil: now() - everyMilliseconds,
      }
    })
    running.push(...some)
    const until = performance.now() + patience
    while (some.some(({ client }) => !client.isConnected()) && performance.now() < until)
      await sleep(20)
    const connected = running.filter(({ client }) => client.isConnected()).length
    if (onConnecting?.(connected)) break
  }

  const speak = (each: Running): void => {
    const { device, client } = each
    const at = now()
    const outage = outageAt(momentOf(device.elder, at))
    if (outage === undefined) client.comeBack()
    else client.goAway()
    if (outage === 'cut') return
    // What was measured in an outage is said afterwards; without a battery nothing was.
    if (outage === undefined) {
      const said = saidSince(device, each.saidUntil, at)
      if (said.length > 0) client.say(said)
    }
    each.saidUntil = at
  }

  const timer = setInterval(() => {
    const at = performance.now()
    for (const each of running)
      if (each.nextAt <= at) {
        speak(each)
        each.nextAt = Math.max(each.nextAt + each.everyMilliseconds, at)
      }
  }, tick)

  const total = (of: (counts: ReturnType<DeviceClient['counts']>) => number): number =>
    running.reduce((sum, { client }) => sum + of(client.counts()), 0)
  const published = (): Published => ({
    sent: total(({ sent }) => sent),
    acknowledged: total(({ acknowledged }) => acknowledged),
    failed: total(({ failed }) => failed),
    dropped: total(({ dropped }) => dropped),
    refused: total(({ refused }) => refused),
    reconnects: total(({ reconnects }) => reconnects),
    connected: running.filter(({ client }) => client.isConnected()).length,
  })

  return {
    published,
    /** Stops speaking, then waits for what was sent to be acknowledged, for at most 10 s. */
    stop: async (): Promise<void> => {
      clearInterval(timer)
      const until = performance.now() + 10_000
      const isOpen = () => running.some(({ client }) => client.isConnected() && client.waits() > 0)
      while (isOpen() && performance.now() < until) await sleep(50)
      await Promise.all(running.map(({ client }) => client.end()))
    },
  }
}
export type MadeUpDevices = Awaited<ReturnType<typeof startMadeUpDevices>>
