import { createServer } from 'node:http'
import net from 'node:net'
import { Aedes } from 'aedes'
import pg from 'pg'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import { paced } from './paced.ts'

/**
 * What care is measured beside: one process with Aedes, one `unnest` for what came within 20 ms, PUBACK
 * after the commit, and plain `ws` to whoever follows. It knows no device, no password, no judgement,
 * no newest reading, no rights, no places in a topic and no second process.
 */
type Order =
  | {
      readonly do: 'ingest'
      readonly elders: number
      readonly perSecond: number
      readonly seconds: number
    }
  | { readonly do: 'announce'; readonly count: number }

const isOrder = (value: unknown): value is Order =>
  typeof value === 'object' && value !== null && 'do' in value

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 })
await pool.query(`drop table if exists bare_readings; create table bare_readings (
  elder_no integer, metric smallint, measured_at timestamptz(3), source_no integer, value real,
  quality smallint, sent_at timestamptz(3), received_at timestamptz(3),
  primary key (elder_no, metric, measured_at, source_no))`)

interface Said {
  readonly elder: number
  readonly at: number
  readonly value: number
}

const store = (batch: readonly Said[]) =>
  pool.query({
    name: 'bare.insert',
    text: `insert into bare_readings select e, 1, t, e, v, 0, t, now()
      from unnest($1::int[], $2::timestamptz[], $3::real[]) as r(e, t, v) on conflict do nothing`,
    values: [
      batch.map(({ elder }) => elder),
      batch.map(({ at }) => new Date(at)),
      batch.map(({ value }) => value),
    ],
  })

const http = createServer()
const server = new WebSocketServer({ server: http, perMessageDeflate: false })
const followers = new Map<number, Set<WebSocket>>()
server.on('connection', (socket, request) => {
  const elder = Number(new URL(request.url ?? '/', 'http://bare').searchParams.get('ticket'))
  const set = followers.get(elder) ?? new Set()
  followers.set(elder, set.add(socket))
  socket.on('close', () => set.delete(socket))
})

const text = ({ elder, value, at }: Said): string =>
  `{"type":"event","event":{"v":1,"topic":"care/hexing/019b76da-a800-7fbf-983f-fcb368db87c9/vitals","epoch":"01a1e73b-8500-7480-9888-d5692e6c7356","offset":${elder},"kind":"readings","data":{"heart_rate":[${value},0,${at}]}}}`

const tellFollowers = (batch: readonly Said[]): void => {
  for (const said of batch) {
    const sockets = followers.get(said.elder)
    if (!sockets) continue
    const event = text(said)
    for (const socket of sockets) socket.send(event)
  }
}

const most = 500
let queue: (Said & { readonly done: (error?: Error | null) => void })[] = []
let timer: NodeJS.Timeout | undefined
const flush = async (): Promise<void> => {
  clearTimeout(timer)
  timer = undefined
  const batch = queue
  queue = []
  await store(batch)
  for (const { done } of batch) done(null)
  tellFollowers(batch)
}

const broker = new Aedes({
  concurrency: 1000,
  authorizePublish: (_client, packet, done) => {
    const { v, t } = JSON.parse(packet.payload.toString())
    queue.push({ elder: Number(packet.topic.split('/')[1]), at: t, value: v, done })
    if (queue.length >= most) void flush()
    else timer ??= setTimeout(() => void flush(), 20)
  },
})
await broker.listen()

const perform = async (order: Order): Promise<number> => {
  if (order.do === 'announce') {
    for (let n = 0; n < order.count; n++)
      tellFollowers([{ elder: 0, value: 60 + (n % 50), at: Date.now() }])
    return order.count
  }
  const { perSecond, seconds, elders } = order
  const last = new Float64Array(elders)
  return paced({ perSecond, seconds, everyMilliseconds: 20 }, async (from, to) => {
    const now = Date.now()
    const batch = Array.from({ length: to - from }, (_, i) => {
      const elder = (from + i) % elders
      const at = Math.max(now, (last[elder] ?? 0) + 1)
      last[elder] = at
      return { elder, at, value: 60 + (i % 50) }
    })
    await store(batch)
    tellFollowers(batch)
  })
}

process.on('message', (order: unknown) => {
  if (isOrder(order)) void perform(order).then((done) => process.send?.({ done }))
})
process.on('disconnect', () => process.exit(0))
const portOf = (from: net.Server | typeof http): number => {
  const address = from.address()
  return typeof address === 'object' && address ? address.port : 0
}
const mqtt = net.createServer(broker.handle)
http.listen(0, '127.0.0.1', () =>
  mqtt.listen(0, '127.0.0.1', () =>
    process.send?.({
      ready: { address: `http://127.0.0.1:${portOf(http)}`, mqttPort: portOf(mqtt) },
    }),
  ),
)
