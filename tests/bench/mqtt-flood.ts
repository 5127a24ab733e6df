import net from 'node:net'
import { generate, parser } from 'mqtt-packet'

/** Devices on plain sockets, in a process of their own. */
export interface Flood {
  readonly port: number
  readonly seconds: number
  /** Messages of one device that wait for their acknowledgement. */
  readonly inFlight: number
  /** Of all together; undefined: as fast as they are acknowledged. */
  readonly perSecond?: number
  readonly devices: readonly {
    readonly username: string
    readonly password: string
    readonly topic: string
  }[]
}

export interface FloodResult {
  readonly acked: number
  readonly seconds: number
  /** Milliseconds from PUBLISH to PUBACK. */
  readonly median: number
  readonly p99: number
  readonly cutOff: number
}

const run = async (flood: Flood): Promise<FloodResult> => {
  const { port, seconds, inFlight, perSecond, devices } = flood
  let acked = 0
  let cutOff = 0
  let isGoing = true
  const ages: number[] = []
  let begun = 0

  const start = ({ username, password, topic }: Flood['devices'][number]) =>
    new Promise<{ publish: () => void; end: () => void }>((resolve, reject) => {
      const socket = net.connect(port, '127.0.0.1')
      const sentAt = new Map<number, number>()
      let id = 0
      let last = 0
      const publish = (): void => {
        if (!isGoing || sentAt.size >= inFlight) return
        id = (id % 65_000) + 1
        // A device measures each thing once a millisecond at most.
        last = Math.max(last + 1, Date.now())
        sentAt.set(id, performance.now())
        const payload = `{"m":"heart_rate","v":${60 + (id % 40)},"t":${last}}`
        socket.write(
          generate({
            ...{ cmd: 'publish', topic, payload, qos: 1, messageId: id, dup: false },
            retain: false,
          }),
        )
      }
      const read = parser()
      read.on('packet', (packet) => {
        if (packet.cmd === 'connack') {
          if (packet.returnCode !== 0) reject(new Error(`refused with ${packet.returnCode}`))
          resolve({ publish, end: () => socket.destroy() })
        }
        if (packet.cmd !== 'puback') return
        if (isGoing) acked += 1
        const at = sentAt.get(packet.messageId ?? 0)
        sentAt.delete(packet.messageId ?? 0)
        if (at !== undefined && acked % 20 === 0) ages.push(performance.now() - at)
        if (perSecond === undefined) publish()
      })
      socket.on('data', (chunk) => read.parse(chunk))
      socket.on('error', () => undefined)
      socket.on('close', () => {
        if (isGoing) cutOff += 1
      })
      socket.write(
        generate({
          ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true },
          ...{ clientId: username, username, password: Buffer.from(password), keepalive: 0 },
        }),
      )
    })

  const all: Awaited<ReturnType<typeof start>>[] = []
  for (let from = 0; from < devices.length; from += 100)
    all.push(...(await Promise.all(devices.slice(from, from + 100).map(start))))
  begun = performance.now()
  let due = 0
  const pace = setInterval(() => {
    if (perSecond === undefined) return
    const until = ((performance.now() - begun) / 1000) * perSecond
    for (; due < until; due++) all[due % all.length]?.publish()
  }, 5)
  if (perSecond === undefined)
    for (const { publish } of all) for (let n = 0; n < inFlight; n++) publish()
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  isGoing = false
  clearInterval(pace)
  const took = (performance.now() - begun) / 1000
  for (const { end } of all) end()
  ages.sort((one, other) => one - other)
  const at = (share: number) => Math.round(ages[Math.floor(ages.length * share)] ?? 0)
  return { acked, seconds: took, median: at(0.5), p99: at(0.99), cutOff }
}

process.on('message', (flood: Flood) => {
  void run(flood).then((done) => process.send?.({ done }))
})
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
