import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerMessage } from '#shared/live/live.contract.ts'
import { liveSocket, takeLiveTicket } from '#shared/live/live.contract.ts'

/**
 * One of thousands of phones in one process: a bare TCP client that speaks just enough WebSocket, so
 * that the server is measured and not its clients.
 */
export interface CrowdSocket {
  readonly say: (message: unknown) => void
  readonly close: () => void
}

interface Hearing {
  readonly onMessage: (payload: Buffer) => void
  readonly onOpen?: () => void
  /** Why, as the server said it. */
  readonly onClose?: (why: string) => void
}

/** A client's frame must be masked; four zeros are a mask. */
const masked = (opcode: number, payload: Buffer): Buffer => {
  const long = payload.length > 125
  const frame = Buffer.alloc((long ? 8 : 6) + payload.length)
  frame[0] = 0x80 | opcode
  frame[1] = 0x80 | (long ? 126 : payload.length)
  if (long) frame.writeUInt16BE(payload.length, 2)
  payload.copy(frame, long ? 8 : 6)
  return frame
}

const none = Buffer.alloc(0)
const mostTries = 20
const textOpcode = 1
const closeOpcode = 8
const pingOpcode = 9
const pongOpcode = 10

/** The first whole frame of what came, and where the next begins; undefined: more must come. */
const firstFrame = (bytes: Buffer) => {
  if (bytes.length < 2) return undefined
  const short = (bytes[1] ?? 0) & 0x7f
  const head = short === 127 ? 10 : short === 126 ? 4 : 2
  if (bytes.length < head) return undefined
  const length =
    short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short
  if (bytes.length < head + length) return undefined
  return {
    opcode: (bytes[0] ?? 0) & 0x0f,
    payload: bytes.subarray(head, head + length),
    end: head + length,
  }
}

export const openCrowdSocket = (
  address: string,
  ticket: string,
  { onMessage, onOpen, onClose }: Hearing,
): CrowdSocket => {
  const { hostname, port } = new URL(address)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  let waiting: Buffer = none
  let isOpen = false
  let why = 'cut'
  socket.on('connect', () =>
    socket.write(
      `GET /api${liveSocket.path}?ticket=${ticket} HTTP/1.1\r\nhost: ${hostname}\r\n` +
        'upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\n' +
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    ),
  )
  socket.on('data', (chunk: Buffer) => {
    waiting = waiting.length > 0 ? Buffer.concat([waiting, chunk]) : chunk
    if (!isOpen) {
      const end = waiting.indexOf('\r\n\r\n')
      if (end === -1) return
      if (!waiting.toString('latin1', 0, end).startsWith('HTTP/1.1 101')) {
        why = waiting.toString('latin1', 0, end)
        socket.destroy()
        return
      }
      isOpen = true
      waiting = waiting.subarray(end + 4)
      onOpen?.()
    }
    for (let frame = firstFrame(waiting); frame; frame = firstFrame(waiting)) {
      if (frame.opcode === textOpcode) onMessage(frame.payload)
      else if (frame.opcode === pingOpcode) socket.write(masked(pongOpcode, frame.payload))
      else if (frame.opcode === closeOpcode) {
        why = `closed with ${frame.payload.readUInt16BE(0)}`
        socket.end()
      }
      waiting = waiting.subarray(frame.end)
    }
  })
  socket.on('error', (error) => {
    if (why === 'cut') why = error.message
    socket.destroy()
  })
  socket.on('close', () => onClose?.(why))
  return {
    say: (message) => socket.write(masked(textOpcode, Buffer.from(JSON.stringify(message)))),
    close: () => socket.destroy(),
  }
}

const ticketFor = (address: string, token: string, agent: Agent): Promise<string> =>
  new Promise((resolve, reject) => {
    const asking = request(
      `${address}/api${takeLiveTicket.path}`,
      { method: 'POST', agent, headers: { authorization: `Bearer ${token}` } },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => {
          if (response.statusCode === 200) resolve(JSON.parse(text).ticket)
          else reject(new Error(`no ticket: ${response.statusCode} ${text}`))
        })
      },
    )
    asking.on('error', reject)
    asking.end()
  })

export interface CrowdMember {
  readonly token: string
  readonly topics: readonly string[]
}

export interface CrowdHearing {
  readonly onMessage?: (message: ServerMessage, member: number) => void
  /** Instead, once all subscriptions are answered: unread, for those that only count. */
  readonly onFrame?: (payload: Buffer, member: number) => void
}

export interface Seated {
  readonly sockets: readonly CrowdSocket[]
  /** Milliseconds from the beginning until each had an answer to each of its subscriptions. */
  readonly after: readonly number[]
  /** One each, and one more whenever the system refused a connection. */
  readonly tries: number
}

/** Everybody at once: a ticket, a socket, and an answer to each subscription. */
export const seatCrowd = async (
  address: string,
  members: readonly CrowdMember[],
  { onMessage, onFrame }: CrowdHearing,
): Promise<Seated> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const started = performance.now()
  let tries = 0
  const attempt = async ({ token, topics }: CrowdMember, member: number): Promise<CrowdSocket> => {
    tries += 1
    const ticket = await ticketFor(address, token, agent)
    let answers = 0
    let isSeated = false
    return new Promise<CrowdSocket>((resolve, reject) => {
      const socket = openCrowdSocket(address, ticket, {
        onOpen: () => {
          for (const topic of topics) socket.say({ type: 'subscribe', topic })
        },
        onMessage: (payload) => {
          if (isSeated && onFrame) {
            onFrame(payload, member)
            return
          }
          const message: ServerMessage = JSON.parse(payload.toString())
          if (message.type === 'subscribed' && ++answers === topics.length) {
            isSeated = true
            resolve(socket)
          }
          onMessage?.(message, member)
        },
        onClose: (why) => reject(new Error(`closed before it was answered: ${why}`)),
      })
    })
  }
  /** The system's queue of connections has room for some hundred at a time; a phone tries again. */
  const seat = async (who: CrowdMember, member: number) => {
    for (let tried = 1; ; tried++)
      try {
        const socket = await attempt(who, member)
        return { socket, after: performance.now() - started }
      } catch (error) {
        if (tried === mostTries) throw error
        await sleep(250 + Math.random() * 250)
      }
  }
  const seated = await Promise.all(members.map(seat))
  agent.destroy()
  return {
    sockets: seated.map(({ socket }) => socket),
    after: seated.map(({ after }) => after),
    tries,
  }
}
