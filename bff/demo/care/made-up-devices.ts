import type { MqttClient } from 'mqtt'
import { connectAsync } from 'mqtt'
import type { MetricCode } from '#shared/readings/metrics.ts'
import { isMetricCode } from '#shared/readings/metrics.ts'
import type { MadeUpElder } from './believable-day.ts'
import { isDeviceAway, momentOf, valueAt } from './believable-day.ts'

/** A device of a made-up elder: how it is let in, and what it says how often. */
export interface MadeUpDevice {
  readonly elder: MadeUpElder
  readonly username: string
  readonly password: string
  readonly topic: string
  /** Seconds between two readings of each metric. */
  readonly paces: Readonly<Partial<Record<MetricCode, number>>>
}

export interface Published {
  readonly sent: number
  readonly acknowledged: number
  readonly failed: number
  readonly connected: number
}

interface Options {
  /** `mqtt://127.0.0.1:1883` */
  readonly url: string
  readonly devices: readonly MadeUpDevice[]
  /** Milliseconds since 1970; what devices believe it is. */
  readonly now: () => number
}

interface Running {
  readonly device: MadeUpDevice
  readonly client: MqttClient
  /** A second of its own to speak in, so that two thousand do not speak at once. */
  readonly offsetMilliseconds: number
}

/** Devices that are let in together; a door must not meet two thousand in one instant. */
const together = 50

/** The metrics that are due in the second that begins at `at`. */
const dueAt = ({ elder, paces }: MadeUpDevice, at: number): MetricCode[] => {
  const second = Math.floor(at / 1000)
  return Object.entries(paces)
    .filter(([, seconds]) => second % seconds === elder.no % seconds)
    .map(([metric]) => metric)
    .filter(isMetricCode)
}

/**
 * Real MQTT clients, one a device, that publish with QoS 1 what the day of their wearer makes them
 * measure, until they are stopped. @throws Error when the door lets nobody in
 */
export const startMadeUpDevices = async ({ url, devices, now }: Options) => {
  const running: Running[] = []
  const counts = { sent: 0, acknowledged: 0, failed: 0 }
  for (let from = 0; from < devices.length; from += together)
    running.push(
      ...(await Promise.all(
        devices.slice(from, from + together).map(async (device, i) => ({
          device,
          client: await connectAsync(url, {
            clientId: device.username,
            username: device.username,
            password: device.password,
            reconnectPeriod: 2000,
            connectTimeout: 10_000,
          }),
          offsetMilliseconds: ((from + i) * 997) % 1000,
        })),
      )),
    )

  const speak = ({ device, client }: Running, at: number): void => {
    if (isDeviceAway(momentOf(device.elder, at))) return
    const due = dueAt(device, at)
    if (due.length === 0) return
    const said = due.map((metric) => ({ m: metric, v: valueAt(metric, device.elder, at), t: at }))
    counts.sent += due.length
    client.publish(device.topic, JSON.stringify(said), { qos: 1 }, (error) => {
      if (error) counts.failed += due.length
      else counts.acknowledged += due.length
    })
  }

  const timers = new Set<NodeJS.Timeout>()
  const round = setInterval(() => {
    const at = Math.floor(now() / 1000) * 1000
    for (const each of running) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        speak(each, at)
      }, each.offsetMilliseconds)
      timers.add(timer)
    }
  }, 1000)

  return {
    published: (): Published => ({
      ...counts,
      connected: running.filter(({ client }) => client.connected).length,
    }),
    /** Stops speaking, then waits for what was sent to be acknowledged, for at most 10 s. */
    stop: async (): Promise<void> => {
      clearInterval(round)
      for (const timer of timers) clearTimeout(timer)
      const patience = Date.now() + 10_000
      while (counts.acknowledged + counts.failed < counts.sent && Date.now() < patience)
        await new Promise((resolve) => setTimeout(resolve, 50))
      await Promise.all(running.map(({ client }) => client.endAsync(true)))
    },
  }
}
export type MadeUpDevices = Awaited<ReturnType<typeof startMadeUpDevices>>
