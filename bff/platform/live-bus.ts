import pg from 'pg'
import type { FastifyBaseLogger } from 'fastify'

/** What happened, before a node gives it an epoch and an offset. */
export interface LiveChange {
  readonly topic: string
  readonly kind: string
  readonly data: Readonly<Record<string, string | number | boolean | null>>
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

const isChange = (value: unknown): value is LiveChange =>
  typeof value === 'object' && value !== null && 'topic' in value && 'kind' in value && 'data' in value

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
 * Live events between nodes over LISTEN/NOTIFY. While the connection is away nothing arrives:
 * `onGap` then tells subscribers that they must read again.
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
  const listeners: { onChange: (change: LiveChange) => void; onGap: () => void }[] = []

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'linli live',
      connectionTimeoutMillis: 3000,
      keepAlive: true,
    })
    const lost = () => {
      if (client !== next) return
      client = undefined
      for (const listener of listeners) listener.onGap()
      again()
    }
    next.on('error', lost)
    next.on('end', lost)
    next.on('notification', ({ payload }) => {
      const changes: unknown = JSON.parse(payload ?? '[]')
      if (!Array.isArray(changes)) return
      for (const change of changes.filter(isChange))
        for (const listener of listeners) listener.onChange(change)
    })
    await next.connect()
    await next.query(`listen ${channel}`)
    client = next
    for (const listener of listeners) listener.onGap()
  }
  const again = () => {
    if (stopped) return
    retry = setTimeout(() => {
      connect().catch((error: unknown) => {
        log.warn({ err: error }, 'live bus away')
        again()
      })
    }, 300)
  }

  const flush = () => {
    flushTimer = undefined
    const changes = waiting
    waiting = []
    const current = client
    // Without a connection the changes are dropped: reconnecting tells everyone to read again.
    if (!current) return
    for (const payload of payloadsOf(changes))
      current
        .query('select pg_notify($1, $2)', [channel, payload])
        .catch((error: unknown) => log.warn({ err: error }, 'live event not announced'))
  }

  return {
    publish: (change) => {
      waiting.push(change)
      flushTimer ??= setTimeout(flush, batchMilliseconds)
    },
    subscribe: (onChange, onGap) => void listeners.push({ onChange, onGap }),
    start: connect,
    stop: async () => {
      stopped = true
      clearTimeout(retry)
      clearTimeout(flushTimer)
      const last = client
      client = undefined
      await last?.end()
    },
  }
}
