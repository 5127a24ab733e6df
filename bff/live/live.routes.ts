import type { WebSocket } from '@fastify/websocket'
import { TypeCompiler } from '@sinclair/typebox/compiler'
import type { FastifyRequest } from 'fastify'
import type { ServerMessage } from '#shared/live/live.contract.ts'
import {
  ClientMessage,
  closeCodes,
  liveSocket,
  takeLiveTicket,
} from '#shared/live/live.contract.ts'
import type { Kernel } from '../http/serve.ts'
import type { Platform } from '../platform/platform.ts'
import { createTickets } from './live.service.ts'
import type { LiveClient } from './live-client.ts'
import type { LiveHub } from './live-hub.ts'

/** Messages a client may send in one beat. */
const maxMessagesPerBeat = 200
/** Beats a client may leave unanswered. */
const maxMissedBeats = 2
/** A client that does not take its leave within this is cut. */
const leaveMilliseconds = 2000

const clientMessage = TypeCompiler.Compile(ClientMessage)

const parse = (raw: string): ClientMessage | undefined => {
  try {
    const message: unknown = JSON.parse(raw)
    return clientMessage.Check(message) ? message : undefined
  } catch {
    return undefined
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    socketOwner: Awaited<ReturnType<ReturnType<typeof createTickets>['use']>> | undefined
  }
}

/** WebSocket ↔ hub: parse, beat, cut; what is said is the hub's business. */
export const serveLive = (serve: Kernel, hub: LiveHub, platform: Platform): void => {
  const { app } = serve
  const tickets = createTickets(platform)
  serve.json(takeLiveTicket, ({ actor }) => tickets.take(actor))

  /** Says why and goes: a client that takes nothing any more would hold its buffer for 30 s. */
  const end = (socket: WebSocket, code: number): void => {
    socket.close(code)
    setTimeout(() => socket.terminate(), leaveMilliseconds).unref()
  }

  const attach = (socket: WebSocket, request: FastifyRequest): void => {
    const owner = request.socketOwner
    if (!owner?.personId) {
      end(socket, closeCodes.sessionEnded)
      return
    }
    const { accountId, sessionId, personId } = owner
    const wire = request.raw.socket
    const client: LiveClient = {
      ...{ accountId, sessionId, personId },
      send: (message: ServerMessage) => {
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
      },
      // ws writes whole frames too, so that ours never falls between the parts of another.
      sendFrame: (frame) => {
        if (socket.readyState === socket.OPEN) wire.write(frame)
      },
      close: (code) => end(socket, code),
      bufferedBytes: () => wire.writableLength,
    }
    let missedBeats = 0
    let messages = 0
    const beat = setInterval(() => {
      messages = 0
      missedBeats += 1
      if (missedBeats > maxMissedBeats) socket.terminate()
      else socket.ping()
      void hub.recheck(client)
    }, platform.settings.liveBeatSeconds * 1000)
    hub.join(client)
    // Listeners are attached before anything is awaited, or early messages would be lost.
    socket.on('pong', () => {
      missedBeats = 0
    })
    socket.on('message', (raw) => {
      missedBeats = 0
      messages += 1
      const message = parse(String(raw))
      if (message && messages <= maxMessagesPerBeat) hub.receive(client, message)
      else end(socket, closeCodes.unreadable)
    })
    socket.on('close', () => {
      clearInterval(beat)
      hub.leave(client)
    })
  }

  app.decorateRequest('socketOwner', undefined)
  app.route({
    method: 'GET',
    url: `/api${liveSocket.path}`,
    config: { access: liveSocket.access },
    schema: { querystring: liveSocket.query, summary: liveSocket.summary, tags: ['live'] },
    preHandler: async (request) => {
      const { query } = request
      if (typeof query === 'object' && query !== null && 'ticket' in query)
        request.socketOwner = await tickets.use(String(query.ticket))
    },
    handler: (_request, reply) => reply.code(426).send(),
    wsHandler: attach,
  })
}
