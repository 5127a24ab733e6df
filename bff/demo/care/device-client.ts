import { connect } from 'mqtt'
import type { DeviceReading } from '#shared/devices/device-message.ts'
import { readingsPerMessage } from '#shared/devices/device-message.ts'

interface Badge {
  readonly username: string
  readonly password: string
  readonly topic: string
}

/** Readings unless said otherwise. */
interface Counts {
  readonly sent: number
  readonly acknowledged: number
  readonly failed: number
  readonly dropped: number
  /** Times. */
  readonly refused: number
  readonly reconnects: number
}

/** Messages that wait for the door's word at most: a device's memory has an end. */
const mostWaiting = 60

/**
 * One real MQTT 3.1.1 client that behaves as a good device: QoS 1, sends again what was not
 * acknowledged, and comes back by itself – also after “not now” (CONNACK 3), which is no “no”.
 */
export const connectDevice = (url: string, { username, password, topic }: Badge) => {
  const client = connect(url, {
    ...{ protocolVersion: 4, clientId: username, username, password },
    ...{ reconnectPeriod: 2000, connectTimeout: 10_000, reconnectOnConnackError: true },
  })
  const counts = { sent: 0, acknowledged: 0, failed: 0, dropped: 0, refused: 0, reconnects: -1 }
  let waiting = 0
  let isAway = false
  let refusal: string | undefined
  client.on('connect', () => {
    counts.reconnects += 1
  })
  client.on('error', (error) => {
    if (!('code' in error) || typeof error.code !== 'number') return
    counts.refused += 1
    refusal = error.message
  })

  return {
    isConnected: (): boolean => client.connected,
    waits: (): number => waiting,
    counts: (): Counts => ({ ...counts, reconnects: Math.max(0, counts.reconnects) }),
    /** What the door said when it last said no. */
    refusal: (): string | undefined => refusal,

    /** Publishes readings, as many to a message as it may hold. @returns when all are acknowledged */
    say: async (readings: readonly DeviceReading[]): Promise<void> => {
      const told: Promise<void>[] = []
      for (let from = 0; from < readings.length; from += readingsPerMessage) {
        const some = readings.slice(from, from + readingsPerMessage)
        if (waiting >= mostWaiting) {
          counts.dropped += some.length
          continue
        }
        waiting += 1
        counts.sent += some.length
        told.push(
          client.publishAsync(topic, JSON.stringify(some), { qos: 1 }).then(
            () => {
              counts.acknowledged += some.length
              waiting -= 1
            },
            () => {
              counts.failed += some.length
              waiting -= 1
            },
          ),
        )
      }
      await Promise.all(told)
    },

    /**
     * Cuts the connection, as a router does: nothing is said to the door. What waits for its word is
     * waited for, since mqtt.js forgets it here. Again changes nothing.
     */
    goAway: (): void => {
      if (isAway || waiting > 0) return
      isAway = true
      client.end(true)
    },
    comeBack: (): void => {
      if (!isAway) return
      isAway = false
      client.reconnect()
    },
    end: async (): Promise<void> => {
      await client.endAsync(true).catch(() => undefined)
    },
  }
}
export type DeviceClient = ReturnType<typeof connectDevice>
