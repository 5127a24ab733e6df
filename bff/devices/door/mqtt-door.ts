import { readFile } from 'node:fs/promises'
import type { Server, Socket } from 'node:net'
import net from 'node:net'
import tls from 'node:tls'
import type { AuthenticateError, Client } from 'aedes'
import { Aedes } from 'aedes'
import { topicOfDevice } from '#shared/devices/device-message.ts'
import { doorRulesOn } from '#shared/devices/device-rules.ts'
import type { DeviceId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { MqttSettings } from '../../care-settings.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Readings } from '../../readings/readings.service.ts'
import { hashOfPassword } from '../credentials.ts'
import { readDeviceMessage } from '../device-messages.ts'
import { createBatches } from './batches.ts'
import { createKeys } from './keys.ts'
import { pacer } from './pace.ts'
import { packetGuard } from './packet-guard.ts'

/** Return codes of CONNACK (MQTT 3.1.1 §3.2.2.3). */
const unavailable = 3
const badPassword = 4

/** A device that was let in. */
interface Session {
  readonly deviceId: DeviceId
  readonly passwordHash: string
  readonly topic: string
  readonly pace: ReturnType<typeof pacer>
}

class Refused extends Error implements AuthenticateError {
  readonly returnCode: number
  constructor(returnCode: number, words: string) {
    super(words)
    this.returnCode = returnCode
  }
}

/**
 * Where devices publish over MQTT 3.1.1, and nothing else: no subscriptions, nothing retained, no
 * wills, no sessions that outlive a connection. A device is told (PUBACK) when its reading is durable;
 * while it cannot be, it is not told, and sends it again.
 */
export const createMqttDoor = (
  platform: Pick<Platform, 'clock' | 'database' | 'liveBus' | 'log'>,
  readings: Pick<Readings, 'ingestAll'>,
  settings: MqttSettings,
) => {
  const { clock, log } = platform
  const keys = createKeys(platform)
  const batches = createBatches(readings.ingestAll, log)
  const sessions = new Map<Client, Session>()
  const rules = () => doorRulesOn(shanghaiDay(clock.now()))

  const letIn = async (client: Client, username = '', password = '') => {
    const passwordHash = hashOfPassword(password)
    const device = await keys.deviceOf(username, passwordHash).catch((error: unknown) => {
      log.warn({ err: error }, 'a device waits: nobody can tell whether it is known')
      throw new Refused(unavailable, 'not now')
    })
    if (!device) throw new Refused(badPassword, 'name or password wrong')
    // Gone while we asked: nobody would tell us that it left.
    if (client.closed) return
    const { messagesPerSecond, messagesAtOnce } = rules()
    sessions.set(client, {
      ...{ deviceId: device.deviceId, passwordHash, topic: topicOfDevice(device) },
      pace: pacer(messagesPerSecond, messagesAtOnce),
    })
  }

  const take = async (
    client: Client,
    { topic, payload, qos }: { topic: string; payload: string | Buffer; qos: number },
  ): Promise<void> => {
    const session = sessions.get(client)
    if (!session || topic !== session.topic) throw new Error('another device’s topic')
    if (qos === 2) throw new Error('QoS 2 is not spoken here')
    const { deviceId, pace } = session
    const pause = pace(performance.now(), 1)
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
    await batches.add({ from: { deviceId }, ...readDeviceMessage(bytes) })
  }

  const broker = new Aedes({
    concurrency: 1000,
    connectTimeout: 10_000,
    drainTimeout: 1000,
    maxClientsIdLength: 36,
    queueLimit: 1000,
    preConnect: (_client, packet, done) => {
      // One connection a device, whatever it calls itself: nobody takes over another's.
      packet.clientId = packet.username ?? ''
      packet.clean = true
      delete packet.will
      done(null, true)
    },
    authenticate: (client, username, password, done) => {
      letIn(client, username, password?.toString('utf8')).then(
        () => done(null, true),
        (error: AuthenticateError) => done(error, false),
      )
    },
    authorizePublish: (client, packet, done) => {
      if (!client) return done(new Error('nobody publishes'))
      // Nobody could ever ask for it.
      packet.retain = false
      take(client, packet).then(() => done(null), done)
    },
    authorizeSubscribe: (_client, _subscription, done) => done(null, null),
    authorizeForward: () => null,
  })
  broker.on('clientError', (client, error) => {
    log.info({ err: error, deviceId: client.id }, 'a device is cut off')
  })
  broker.on('connectionError', (_client, error) =>
    log.info({ err: error }, 'a stranger is cut off'),
  )

  /** Devices whose key no longer opens are out; those that cannot be judged now stay for the moment. */
  keys.onChange((changed) => {
    for (const [client, { deviceId, passwordHash }] of sessions)
      if (changed === undefined || changed === deviceId)
        keys.deviceOf(deviceId, passwordHash).then(
          (device) => device ?? client.close(),
          () => undefined,
        )
  })

  const handle = (socket: Socket): void => {
    socket.setNoDelay(true)
    socket.setKeepAlive(true, 60_000)
    const guard = packetGuard(rules().packetBytes)
    const client = broker.handle(socket)
    socket.once('close', () => sessions.delete(client))
    socket.on('data', (chunk: Buffer) => {
      if (!guard(chunk)) socket.destroy(new Error('a packet is too long'))
    })
  }

  const openServer = async (): Promise<Server> => {
    if (!settings.tls) return net.createServer(handle)
    const [key, cert] = await Promise.all([
      readFile(settings.tls.keyFile),
      readFile(settings.tls.certificateFile),
    ])
    const server = tls.createServer({ key, cert, minVersion: 'TLSv1.2' }, handle)
    server.on('tlsClientError', (error) => log.info({ err: error }, 'a stranger without TLS'))
    return server
  }

  let server: Server | undefined
  return {
    /** @returns the port it listens on */
    open: async (): Promise<number> => {
      await broker.listen()
      const opened = await openServer()
      opened.maxConnections = settings.maxConnections
      await new Promise<void>((resolve, reject) => {
        opened.once('error', reject)
        opened.listen(settings.port, settings.host, resolve)
      })
      server = opened
      const address = opened.address()
      return typeof address === 'object' && address !== null ? address.port : settings.port
    },
    /** Lets nobody in any more, stores what waits, then cuts everybody off. */
    close: async (): Promise<void> => {
      server?.close()
      await batches.end()
      await new Promise<void>((resolve) => broker.close(resolve))
    },
  }
}
