import { randomUUID } from 'node:crypto'
import autocannon from 'autocannon'

export interface Load {
  readonly address: string
  readonly path: string
  readonly method: 'GET' | 'POST'
  /** One per caller, used in turn. */
  readonly tokens: readonly string[]
  readonly body?: unknown
}

export interface Measured {
  readonly perSecond: number
  /** Milliseconds. */
  readonly median: number
  readonly p99: number
  /** Answers that were not 2xx, and requests without one. */
  readonly failed: number
}

const connections = 50

/** Asks without pause from 50 connections for `seconds`; each request has a key of its own. */
export const measure = async (load: Load, seconds: number): Promise<Measured> => {
  let turn = 0
  const result = await autocannon({
    url: load.address,
    connections,
    duration: seconds,
    requests: [
      {
        method: load.method,
        path: load.path,
        ...(load.body === undefined ? {} : { body: JSON.stringify(load.body) }),
        setupRequest: (request) => {
          turn += 1
          return {
            ...request,
            headers: {
              authorization: `Bearer ${load.tokens[turn % load.tokens.length]}`,
              'idempotency-key': randomUUID(),
              ...(load.body === undefined ? {} : { 'content-type': 'application/json' }),
            },
          }
        },
      },
    ],
  })
  return {
    perSecond: Math.round(result['2xx'] / result.duration),
    median: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors,
  }
}

/** Bare and ours in turn, so that whatever else the machine does falls on both; the middle of each. */
export const compare = async (bare: Load, ours: Load, seconds: number, rounds: number) => {
  const runs: { bare: Measured; ours: Measured }[] = []
  await measure(bare, 2)
  await measure(ours, 2)
  for (let round = 0; round < rounds; round++)
    runs.push({ bare: await measure(bare, seconds), ours: await measure(ours, seconds) })
  const middle = (of: (run: (typeof runs)[number]) => Measured): Measured => {
    const sorted = runs.map(of).sort((a, b) => a.perSecond - b.perSecond)
    const found = sorted[Math.floor(sorted.length / 2)]
    if (!found) throw new Error('no rounds')
    return found
  }
  return { bare: middle((run) => run.bare), ours: middle((run) => run.ours) }
}
