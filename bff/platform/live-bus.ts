import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import type { LiveData } from '#shared/live/live.contract.ts'

/** What happened, before a node gives it an epoch and an offset. */
export interface LiveChange {
  readonly topic: string
  readonly kind: string
  readonly data: LiveData
}

/** As it is heard: who only compares topics never pays for reading what is in it. */
export interface HeardChange extends LiveChange {
  /** `data` as it was sent, JSON. */
  readonly text: string
}

export interface LiveBus {
  /** Announces to every node, this one included. Call it after commit; it never throws. */
  readonly publish: (change: LiveChange) => void
  readonly subscribe: (onChange: (change: HeardChange) => void, onGap: () => void) => void
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Not that of versions before, which could not read these payloads. */
const channel = 'linli_live_lines'
/** NOTIFY refuses payloads of 8,000 bytes. */
const maxPayloadBytes = 7500
const batchMilliseconds = 5
const reconnectMilliseconds = 300
/** Changes kept while the connection is away; beyond that every node is told to read again. */
const maxWaiting = 20_000
/** Payloads announced by one statement, half a megabyte at most. */
const payloadsAtOnce = 64

/** Announced instead of changes that had to be dropped. */
const gapPayload = 'gap'

/** One line: `topic TAB kind TAB data as JSON`; none of the three can hold a tab or a line's end. */
const lineOf = ({ topic, kind, data }: LiveChange): string =>
  `${topic}\t${kind}\t${JSON.stringify(data)}`

class Line implements HeardChange {
  readonly topic: string
  readonly kind: string
  readonly text: string
  constructor(line: string) {
    const first = line.indexOf('\t')
    const second = line.indexOf('\t', first + 1)
    this.topic = line.slice(0, first)
    this.kind = line.slice(first + 1, second)
    this.text = line.slice(second + 1)
  }
  get data(): LiveData {
    return JSON.parse(this.text)
  }
}

/**
 * Batches of lines as NOTIFY payloads, each below the limit. Each begins with a number of its own:
 * PostgreSQL delivers equal payloads of one transaction once.
 */
const payloadsOf = (lines: readonly string[]): string[] => {
  const payloads: string[] = []
  let open = ''
  let bytes = 0
  for (const line of lines) {
    const size = Buffer.byteLength(line) + 1
    if (bytes + size > maxPayloadBytes && open !== '') {
      payloads.push(open)
      open = ''
    }
    if (open === '') {
      open = `${payloads.length}`
      bytes = 4
    }
    open += `\n${line}`
    bytes += size
  }
  if (open !== '') payloads.push(open)
  return payloads
}

/**
 * Live events between nodes over LISTEN/NOTIFY. What is published while the connection is away waits
 * for it; what others publish meanwhile is unknown: `onGap` tells subscribers to read again.
 */
export const connectLiveBus = (
  databaseUrl: string,
  log: Pick<FastifyBaseLogger, 'error' | 'warn'>,
): LiveBus => {
  let client: pg.Client | undefined
  let stopped = false
  let retry: NodeJS.Timeout | undefined
  let flushTimer: NodeJS.Timeout | undefined
  let waiting: string[] = []
  let flushing: Promise<void> | undefined
  // Who ran here before may have died between a commit and its word: the first word is “read again”.
  let dropped = true
  const listeners: { onChange: (change: HeardChange) => void; onGap: () => void }[] = []

  const gap = () => {
    for (const listener of listeners) listener.onGap()
  }

  const heard = (payload = ''): void => {
    if (payload === gapPayload) {
      gap()
      return
    }
    for (const line of payload.split('\n').slice(1)) {
      const change = new Line(line)
      for (const listener of listeners) listener.onChange(change)
    }
  }

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'linli live',
      connectionTimeoutMillis: 3000,
      // A network that swallows everything must not look like silence.
      query_timeout: 5000,
      keepAlive: true,
    })
    const lost = () => {
      if (client !== next) return
      client = undefined
      gap()
      again()
    }
    next.on('error', lost)
    next.on('end', lost)
    next.on('notification', ({ payload }) => heard(payload))
    await next.connect()
    // NOTIFY takes a transaction number, and would wait for the disk at each commit.
    await next.query(`set synchronous_commit = off; listen ${channel}`)
    client = next
    gap()
    flushSoon()
  }
  const again = () => {
    if (stopped) return
    retry = setTimeout(() => {
      connect().catch((error: unknown) => {
        log.warn({ err: error }, 'live bus away')
        again()
      })
    }, reconnectMilliseconds)
  }

  const keep = (lines: readonly string[]): void => {
    waiting = [...lines, ...waiting]
    if (waiting.length <= maxWaiting) return
    waiting = []
    dropped = true
  }

  const flush = async (): Promise<void> => {
    const current = client
    if (!current) return
    const lines = waiting
    waiting = []
    const payloads = dropped ? [gapPayload] : payloadsOf(lines)
    dropped = false
    try {
      for (let sent = 0; sent < payloads.length; sent += payloadsAtOnce)
        await current.query({
          name: 'live.notify',
          text: 'select pg_notify($1, payload) from unnest($2::text[]) payload',
          values: [channel, payloads.slice(sent, sent + payloadsAtOnce)],
        })
    } catch (error) {
      // Some may have gone out: hearing an event twice is harmless, missing it is not.
      log.warn({ err: error }, 'live events wait for the bus')
      dropped ||= payloads[0] === gapPayload
      keep(lines)
      flushSoon(reconnectMilliseconds)
    }
  }
  /** One at a time, so that order is kept; what is said meanwhile goes along the next time. */
  const flushInTurn = async (): Promise<void> => {
    while (flushing) await flushing
    flushing = flush().finally(() => {
      flushing = undefined
    })
    await flushing
  }
  const flushSoon = (milliseconds = batchMilliseconds) => {
    if (stopped) return
    flushTimer ??= setTimeout(() => {
      flushTimer = undefined
      void flushInTurn()
    }, milliseconds)
  }

  return {
    publish: (change) => {
      const line = lineOf(change)
      const fits = Buffer.byteLength(line) < maxPayloadBytes
      if (!fits) log.error({ topic: change.topic }, 'a live event is too long')
      if (fits && waiting.length < maxWaiting) waiting.push(line)
      else dropped = true
      flushSoon()
    },
    subscribe: (onChange, onGap) => void listeners.push({ onChange, onGap }),
    start: connect,
    stop: async () => {
      stopped = true
      clearTimeout(retry)
      clearTimeout(flushTimer)
      await flushInTurn()
      const last = client
      client = undefined
      await last?.end()
    },
  }
}
