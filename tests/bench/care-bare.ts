import { createServer } from 'node:http'
import pg from 'pg'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import { paced } from './paced.ts'

/**
 * What is measured beside ours: one process that writes readings by one `unnest` each 20 ms and sends
 * them to whoever follows, by plain `ws`, without rights, places in a topic or a second process.
 */
type Order =
  | {
      readonly do: 'ingest'
      readonly elders: number
      readonly perSecond: number
      readonly seconds: number
    }
  | { readonly do: 'announce'; readonly perSecond: number; readonly seconds: number }

const isOrder = (value: unknown): value is Order =>
  typeof value === 'object' && value !== null && 'do' in value

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 })
await pool.query(`drop table if exists bare_readings; create table bare_readings (
  elder_no integer, metric smallint, measured_at timestamptz(3), source_no integer, value real,
  quality smallint, received_at timestamptz(3),
  primary key (elder_no, metric, measured_at, source_no))`)

const http = createServer()
const server = new WebSocketServer({ server: http, perMessageDeflate: false })
const followers = new Map<number, Set<WebSocket>>()
server.on('connection', (socket, request) => {
  const elder = Number(new URL(request.url ?? '/', 'http://bare').searchParams.get('ticket'))
  const set = followers.get(elder) ?? new Set()
  followers.set(elder, set.add(socket))
  socket.on('close', () => set.delete(socket))
})

const text = (elder: number, value: number, at: number): string =>
  `{"type":"event","event":{"v":1,"topic":"care/hexing/019b76da-a800-7fbf-983f-fcb368db87c9/vitals","epoch":"01a1e73b-8500-7480-9888-d5692e6c7356","offset":${elder},"kind":"readings","data":{"heart_rate":[${value},0,${at}]}}}`

const perform = (order: Order): Promise<number> => {
  const { perSecond, seconds } = order
  if (order.do === 'announce')
    return paced({ perSecond, seconds, everyMilliseconds: 5 }, async (from, to) => {
      for (let i = from; i < to; i++) {
        const event = text(0, 60 + (i % 50), Date.now())
        for (const socket of server.clients) socket.send(event)
      }
    })
  return paced({ perSecond, seconds, everyMilliseconds: 20 }, async (from, to) => {
    const now = Date.now()
    const due = Array.from({ length: to - from }, (_, i) => (from + i) % order.elders)
    await pool.query({
      name: 'bare.insert',
      text: `insert into bare_readings select e, 1, $2, 1, v, 0, $2
        from unnest($1::int[], $3::real[]) as r(e, v) on conflict do nothing`,
      values: [due, new Date(now), due.map((_, i) => 60 + (i % 50))],
    })
    for (const [i, elder] of due.entries()) {
      const event = text(elder, 60 + (i % 50), now)
      for (const socket of followers.get(elder) ?? []) socket.send(event)
    }
  })
}

process.on('message', (order: unknown) => {
  if (isOrder(order)) void perform(order).then((done) => process.send?.({ done }))
})
process.on('disconnect', () => process.exit(0))
http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  if (typeof address === 'object' && address)
    process.send?.({ ready: `http://127.0.0.1:${address.port}` })
})
