import { randomBytes, randomUUID } from 'node:crypto'
import type { MqttClient } from 'mqtt'
import mqtt from 'mqtt'
import pg from 'pg'
import { hashOfPassword } from '#bff/devices/credentials.ts'
import { topicOfDevice } from '#shared/devices/device-message.ts'

export interface LoadDevice {
  readonly deviceId: string
  readonly elderNo: number
  readonly password: string
}

/** So many people of the demo under care, each with a device that has a password. */
export const devicesForLoad = async (url: string, count: number): Promise<LoadDevice[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const made: LoadDevice[] = []
    for (let n = 0; n < count; n++) {
      const deviceId = randomUUID()
      const personId = randomUUID()
      const password = randomBytes(32).toString('base64url')
      await client.query(
        `insert into persons (person_id, display_name, created_at) values ($1, $2, now())`,
        [personId, `受试老人${n}`],
      )
      const { rows } = await client.query<{ no: number }>(
        `insert into cared_persons (subdistrict_id, person_id, measured, consent_version,
            consent_basis, enrolled_at)
          values ('hexing', $1, '{vitals}', '1', 'self', now() - interval '1 day')
          returning elder_no as no`,
        [personId],
      )
      await client.query(
        `insert into devices (subdistrict_id, device_id, serial, model, metrics, every_seconds,
            credential_hash, credential_set_at, created_at)
          values ('hexing', $1, $2, 'LOAD-1', '{heart_rate}', 1, $3, now(), now())`,
        [deviceId, `LOAD-${deviceId}`, hashOfPassword(password)],
      )
      await client.query(
        `insert into device_assignments (subdistrict_id, device_id, person_id, from_at)
          values ('hexing', $1, $2, now() - interval '1 day')`,
        [deviceId, personId],
      )
      made.push({ deviceId, elderNo: rows[0]?.no ?? 0, password })
    }
    return made
  } finally {
    await client.end()
  }
}

/** One reading that was acknowledged: whose, and when it was measured. */
export type Acked = readonly [elderNo: number, at: number]

/**
 * Real devices that publish at this rate together, keep what is not acknowledged, and come again when
 * they are cut off, as devices do.
 */
export const publishWithoutPause = (
  portNow: () => number,
  devices: readonly LoadDevice[],
  perSecond: number,
) => {
  const acked: Acked[] = []
  let sent = 0
  let isGoing = true
  const begun = Date.now()

  const start = ({ deviceId, elderNo, password }: LoadDevice, at: number) => {
    const topic = topicOfDevice({ subdistrictId: 'hexing', deviceId })
    const client: MqttClient = mqtt.connect({
      ...{ host: '127.0.0.1', port: portNow(), protocolVersion: 4, clientId: deviceId },
      ...{ username: deviceId, password, reconnectPeriod: 250, connectTimeout: 3000 },
      // “Not now” is no “no”.
      reconnectOnConnackError: true,
    })
    client.on('error', () => undefined)
    const every = (devices.length / perSecond) * 1000
    let waiting = 0
    let last = 0
    const timer = setInterval(() => {
      // A device's memory has an end too.
      if (!isGoing || waiting >= 60) return
      const t = Math.max(Date.now(), last + 1)
      last = t
      waiting += 1
      sent += 1
      client.publish(
        topic,
        JSON.stringify({ m: 'heart_rate', v: 60 + (t % 40), t }),
        { qos: 1 },
        (error) => {
          waiting -= 1
          if (!error) acked.push([elderNo, t])
        },
      )
    }, every)
    return { client, timer, waiting: () => waiting, at }
  }
  const all = devices.map(start)

  return {
    acked,
    sent: () => sent,
    seconds: () => (Date.now() - begun) / 1000,
    /** Ends the publishing; what waits has some time to be acknowledged. */
    stop: async (): Promise<void> => {
      isGoing = false
      for (const { timer } of all) clearInterval(timer)
      const until = Date.now() + 6000
      while (all.some(({ waiting }) => waiting() > 0) && Date.now() < until)
        await new Promise((resolve) => setTimeout(resolve, 100))
      await Promise.all(all.map(({ client }) => client.endAsync(true)))
    },
  }
}
