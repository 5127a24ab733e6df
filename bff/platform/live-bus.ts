import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import type { LiveData } from '#shared/live/live.contract.ts'

/** What happened, before a node gives it an epoch and an offset. */
export interface LiveChange {
  readonly topic: string
  readonly kind: string
  readonly data: LiveData
}

export interface LiveBus {
  /** Announces to every node, this one included. Call it after commit; it never throws. */
  readonly publish: (change: LiveChange) => void
  readonly subscribe: (onChange: (change: LiveChange) => void, onGap: () => void) => void
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

const channel = 'linli_live'
/** NOTIFY refuses payloads of 8,000 bytes. */
const maxPayloadBytes = 7500
const batchMilliseconds = 5
const reconnectMilliseconds = 300
/** Changes kept while the connection is away; beyond that every node is told to read again. */
const maxWaiting = 5000

const isChange = (value: unknown): value is LiveChange =>
  typeof value === 'object' &&
  value !== null &&
  'topic' in value &&
  'kind' in value &&
  'data' in value

/** Announced instead of changes that had to be dropped. */
const gapPayload = 'gap'

/** Batches of changes as NOTIFY payloads, each below the limit. */
const payloadsOf = (changes: readonly LiveChange[]): string[] => {
  const payloads: string[] = []
  let open: string[] = []
  let bytes = 2
  for (const change of changes) {
    const text = JSON.stringify(change)
    const size = Buffer.byteLength(text) + 1
    if (bytes + size > maxPayloadBytes && open.length > 0) {
      payloads.push(`[${open.join()}]`)
      open = []
      bytes = 2
    }
    open.push(text)
    bytes += size
  }
  if (open.length > 0) payloads.push(`[${open.join()}]`)
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
  let waiting: LiveChange[] = []
  // Who ran here before may have died between a commit and its word: the first word is “read again”.
  let dropped = true
  const listeners: { onChange: (change: LiveChange) => void; onGap: () => void }[] = []

  const gap = () => {
    for (const listener of listeners) listener.onGap()
  }

  const heard = (payload = '[]'): void => {
    if (payload === gapPayload) {
      gap()
      return
    }
    const changes: unknown = JSON.parse(payload)
    if (!Array.isArray(changes)) return
    for (const change of changes.filter(isChange))
      for (const listener of listeners) listener.onChange(change)
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
    await next.query(`listen ${channel}`)
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

  const keep = (changes: readonly LiveChange[]): void => {
    waiting = [...changes, ...waiting]
    if (waiting.length <= maxWaiting) return
    waiting = []
    dropped = true
  }

  const flush = async (): Promise<void> => {
    const current = client
    if (!current) return
    const changes = waiting
    waiting = []
    const payloads = dropped ? [gapPayload] : payloadsOf(changes)
    dropped = false
    try {
      for (const payload of payloads)
        await current.query('select pg_notify($1, $2)', [channel, payload])
    } catch (error) {
      // Some may have gone out: hearing an event twice is harmless, missing it is not.
      log.warn({ err: error }, 'live events wait for the bus')
      dropped ||= payloads[0] === gapPayload
      keep(changes)
      flushSoon(reconnectMilliseconds)
    }
  }
  const flushSoon = (milliseconds = batchMilliseconds) => {
    if (stopped) return
    flushTimer ??= setTimeout(() => {
      flushTimer = undefined
      void flush()
    }, milliseconds)
  }

  return {
    publish: (change) => {
      if (waiting.length < maxWaiting) waiting.push(change)
      else dropped = true
      flushSoon()
    },
    subscribe: (onChange, onGap) => void listeners.push({ onChange, onGap }),
    start: connect,
    stop: async () => {
      stopped = true
      clearTimeout(retry)
      clearTimeout(flushTimer)
      await flush()
      const last = client
      client = undefined
      await last?.end()
    },
  }
}
