import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import autocannon from 'autocannon'

export interface Load {
  readonly address: string
  /** The server's process. */
  readonly pid: number
  readonly path: string
  readonly method: 'GET' | 'POST'
  /** One per caller, used in turn. */
  readonly tokens: readonly string[]
  readonly body?: unknown
  /** A body of its own for each request; `turn` chooses the caller's token as well. */
  readonly bodyOf?: (turn: number) => unknown
  /** A refusal (409) is an answer too: whoever comes late is told so. */
  readonly refusalCounts?: boolean
}

export interface Measured {
  /** Answers. */
  readonly perSecond: number
  /** Of them 2xx. */
  readonly wonPerSecond: number
  /** Milliseconds. */
  readonly median: number
  readonly p99: number
  /** Answers that were not 2xx, and requests without one. */
  readonly failed: number
  /** Milliseconds of processor time of the server's own process; null where the system hides it. */
  readonly processor: number | null
}

/** The kernel counts in hundredths of a second. */
const tick = 10

const processorOf = (pid: number): number | null => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * tick
  } catch {
    return null
  }
}

const connections = 50
/** Never the same twice, whatever is measured: what was booked stays booked. */
let turn = 0

/** Asks without pause from 50 connections for `seconds`; each request has a key of its own. */
export const measure = async (load: Load, seconds: number): Promise<Measured> => {
  const { bodyOf = () => load.body } = load
  const hasBody = load.method === 'POST'
  const before = processorOf(load.pid)
  const result = await autocannon({
    url: load.address,
    connections,
    duration: seconds,
    requests: [
      {
        method: load.method,
        path: load.path,
        setupRequest: (request) => {
          turn += 1
          return {
            ...request,
            ...(hasBody ? { body: JSON.stringify(bodyOf(turn)) } : {}),
            headers: {
              authorization: `Bearer ${load.tokens[turn % load.tokens.length]}`,
              'idempotency-key': randomUUID(),
              ...(hasBody ? { 'content-type': 'application/json' } : {}),
            },
          }
        },
      },
    ],
  })
  const after = processorOf(load.pid)
  const asked = result['2xx'] + result.non2xx
  const refused = load.refusalCounts ? (result.statusCodeStats['409']?.count ?? 0) : 0
  return {
    processor: before === null || after === null ? null : (after - before) / Math.max(asked, 1),
    perSecond: Math.round((result['2xx'] + refused) / result.duration),
    wonPerSecond: Math.round(result['2xx'] / result.duration),
    median: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx - refused + result.errors,
  }
}

const middle = (runs: readonly Measured[]): Measured => {
  const sorted = [...runs].sort((one, other) => one.perSecond - other.perSecond)
  const found = sorted[Math.floor(sorted.length / 2)]
  if (!found) throw new Error('no rounds')
  return found
}

/** All loads in turn, so that whatever else the machine does falls on each; the middle of each. */
export const measureInTurn = async (
  loads: readonly Load[],
  seconds: number,
  rounds: number,
): Promise<readonly Measured[]> => {
  const runs = loads.map((load) => ({ load, measured: [] as Measured[] }))
  for (const load of loads) await measure(load, 2)
  for (let round = 0; round < rounds; round++)
    for (const { load, measured } of runs) measured.push(await measure(load, seconds))
  return runs.map(({ measured }) => middle(measured))
}
