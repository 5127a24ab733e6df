import { WebSocket } from 'ws'
import type { ServerMessage } from '#shared/live/live.contract.ts'
import { takeLiveTicket } from '#shared/live/live.contract.ts'
import type { Client } from '#tests/support/client.ts'

type Kind = ServerMessage['type']
type Of<K extends Kind> = Extract<ServerMessage, { type: K }>

export interface LiveSocket {
  readonly ws: WebSocket
  /** Everything heard so far, in order. */
  readonly heard: readonly ServerMessage[]
  readonly say: (message: unknown) => void
  /** Waits for the next message of this type that nobody has waited for yet. */
  readonly next: <K extends Kind>(type: K) => Promise<Of<K>>
  readonly follow: (
    topic: string,
    from?: { epoch: string; offset: number },
  ) => Promise<Of<'subscribed'>>
  /** The code the socket was closed with; 1006 when it was cut without a word. */
  readonly closed: Promise<number>
  readonly close: () => Promise<number>
}

const patienceMilliseconds = 8000

const isOf =
  <K extends Kind>(type: K) =>
  (message: ServerMessage): message is Of<K> =>
    message.type === type

export const ticketOf = async (client: Client): Promise<string> =>
  (await client.call(takeLiveTicket)).ticket

/** Opens a socket with a ticket. @throws with the HTTP status when the server refuses. */
export const openLive = async (
  address: string,
  ticket: string | undefined,
  options: { readonly autoPong?: boolean } = {},
): Promise<LiveSocket> => {
  const query = ticket === undefined ? '' : `?ticket=${ticket}`
  const ws = new WebSocket(`${address.replace('http', 'ws')}/api/live${query}`, options)
  const heard: ServerMessage[] = []
  const taken = new Set<ServerMessage>()
  const waiting = new Set<() => void>()
  ws.on('message', (raw) => {
    heard.push(JSON.parse(String(raw)))
    for (const look of waiting) look()
  })
  const closed = new Promise<number>((resolve) => ws.once('close', resolve))
  await new Promise<void>((resolve, reject) => {
    ws.once('open', resolve)
    ws.once('unexpected-response', (_request, response) => {
      reject(new Error(`refused with ${response.statusCode}`))
      ws.terminate()
    })
    ws.once('error', reject)
  })
  // A cut socket complains; the tests look at how it was closed.
  ws.on('error', () => undefined)

  const next = <K extends Kind>(type: K): Promise<Of<K>> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = heard.filter(isOf(type)).find((message) => !taken.has(message))
        if (!found) return
        taken.add(found)
        done()
        resolve(found)
      }
      const timer = setTimeout(() => {
        done()
        reject(new Error(`no ${type}; heard ${JSON.stringify(heard)}`))
      }, patienceMilliseconds)
      const done = () => {
        clearTimeout(timer)
        waiting.delete(look)
      }
      waiting.add(look)
      look()
    })
  const say = (message: unknown) => ws.send(JSON.stringify(message))
  return {
    ws,
    heard,
    say,
    next,
    follow: (topic, from) => {
      say({ type: 'subscribe', topic, ...from })
      return next('subscribed')
    },
    closed,
    close: () => {
      ws.close()
      return closed
    },
  }
}

/** A socket of this client's own, with a fresh ticket. */
export const liveOf = async (
  address: string,
  client: Client,
  options?: { readonly autoPong?: boolean },
): Promise<LiveSocket> => openLive(address, await ticketOf(client), options)
