import type { MqttClient } from 'mqtt'
import mqtt from 'mqtt'
import type { MqttSettings } from '#bff/care-settings.ts'
import { createMqttDoor } from '#bff/devices/door/mqtt-door.ts'
import type { TestApp } from '#tests/support/test-app.ts'

export interface Badge {
  readonly username: string
  readonly password: string
  readonly topic: string
}

/** The MQTT door of a test's own app, in this process, so that it goes by the test's clock. */
export const openDoor = async (app: TestApp, settings: Partial<MqttSettings> = {}) => {
  const door = createMqttDoor(app.platform, app.app.services.readings, {
    ...{ host: '127.0.0.1', port: 0, tls: undefined, maxConnections: 1000 },
    ...settings,
  })
  const port = await door.open()
  return { ...door, port }
}

/** A real device: connected, or the error it was refused with. It does not come again by itself. */
export const connectDevice = (
  port: number,
  { username, password }: Pick<Badge, 'username' | 'password'>,
  options: mqtt.IClientOptions = {},
): Promise<MqttClient> =>
  new Promise((resolve, reject) => {
    const client = mqtt.connect({
      ...{ host: '127.0.0.1', port, username, password, protocolVersion: 4 },
      ...{ reconnectPeriod: 0, connectTimeout: 5000, clientId: `any-${Math.random()}` },
      ...options,
    })
    client.once('connect', () => resolve(client))
    client.once('error', reject)
    client.once('close', () => reject(new Error('closed')))
  })

/** Publishes with QoS 1. @returns once it is acknowledged; rejects when the connection ends before */
export const tell = (client: MqttClient, topic: string, message: unknown): Promise<void> =>
  new Promise((resolve, reject) => {
    const text =
      typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message)
    const cut = () => reject(new Error('cut off'))
    client.once('close', cut)
    client.publish(topic, text, { qos: 1 }, (error) => {
      client.removeListener('close', cut)
      if (error) reject(error)
      else resolve()
    })
  })
