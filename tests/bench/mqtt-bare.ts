import net from 'node:net'
import { Aedes } from 'aedes'
import pg from 'pg'

/**
 * What the MQTT door is measured beside: Aedes and one `unnest` for what came within 20 ms, PUBACK
 * after the commit. It knows no device, no password, no elder, no judgement and no newest reading.
 */
interface Waiting {
  readonly elder: number
  readonly at: Date
  readonly value: number
  readonly done: (error?: Error | null) => void
}

const most = 500
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 })
await pool.query(`drop table if exists bare_vitals; create table bare_vitals (
  elder_no integer, metric smallint, measured_at timestamptz(3), source_no integer, value real,
  quality smallint, sent_at timestamptz(3), received_at timestamptz(3),
  primary key (elder_no, metric, measured_at, source_no))`)

let queue: Waiting[] = []
let timer: NodeJS.Timeout | undefined
const flush = async (): Promise<void> => {
  clearTimeout(timer)
  timer = undefined
  const batch = queue
  queue = []
  const at = batch.map((one) => one.at)
  await pool.query({
    name: 'bare.vitals',
    text: `insert into bare_vitals select e, 1, t, e, v, 0, t, now()
      from unnest($1::int[], $2::timestamptz[], $3::real[]) as r(e, t, v) on conflict do nothing`,
    values: [batch.map(({ elder }) => elder), at, batch.map(({ value }) => value)],
  })
  for (const { done } of batch) done(null)
}

const broker = new Aedes({
  concurrency: 1000,
  authorizePublish: (_client, packet, done) => {
    const { v, t } = JSON.parse(packet.payload.toString())
    queue.push({ elder: Number(packet.topic.split('/')[1]), at: new Date(t), value: v, done })
    if (queue.length >= most) void flush()
    else timer ??= setTimeout(() => void flush(), 20)
  },
})
await broker.listen()
process.on('disconnect', () => process.exit(0))
const server = net.createServer(broker.handle).listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address) process.send?.({ port: address.port })
})
