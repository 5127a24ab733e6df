import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type {
  BodyOf,
  CallbackEndpoint,
  DownloadEndpoint,
  Endpoint,
  JsonEndpoint,
  ParamsOf,
  QueryOf,
  ResponseOf,
  UploadEndpoint,
} from '#shared/http/endpoint.ts'
import { ErrorBody, errors, Refusal } from '#shared/http/errors.ts'
import { accountId } from '#shared/ids.ts'
import type { Actor } from '../accounts/actor.ts'
import { refusalOf } from './error-reply.ts'
import type { FindActor } from './session.ts'
import { gate } from './session.ts'

/** Names one request of one account; the same key with another fingerprint is a mistake. */
export interface IdempotencyKey {
  readonly key: string
  /** SHA-256 of method, path and body. */
  readonly fingerprint: string
}

export interface Call<E extends Endpoint> {
  readonly params: ParamsOf<E>
  readonly query: QueryOf<E>
  readonly body: BodyOf<E>
  readonly actor: E['access'] extends 'anyone' ? undefined : Actor
  readonly once: E extends { readonly idempotent: true } ? IdempotencyKey : undefined
}

export interface UploadCall<E extends Endpoint> extends Call<E> {
  readonly file: Buffer
}

/** A download: bytes or a stream, never to be guessed at by the browser. */
export interface Download {
  readonly contentType: string
  readonly content: Buffer | Readable
  readonly fileName?: string
  /** Seconds the reader's own device may keep it; 0 = not at all. */
  readonly keepSeconds?: number
}

/** What a machine sent: every value of each header, and the bytes as they came. */
export interface CallbackCall {
  readonly headers: (name: string) => readonly string[]
  readonly body: Buffer
}

/** As such machines are answered: a status, and with a refusal a code and a word of why. */
export interface CallbackAnswer {
  readonly status: 204 | 400 | 401 | 413 | 422 | 429 | 500 | 503
  readonly message?: string
}

export interface Kernel {
  readonly json: <const E extends JsonEndpoint>(
    contract: E,
    handler: (call: Call<E>) => Promise<ResponseOf<E>>,
  ) => void
  readonly upload: <const E extends UploadEndpoint>(
    contract: E,
    handler: (call: UploadCall<E>) => Promise<ResponseOf<E>>,
  ) => void
  readonly download: <const E extends DownloadEndpoint>(
    contract: E,
    handler: (call: Call<E>) => Promise<Download>,
  ) => void
  readonly callback: (
    contract: CallbackEndpoint,
    handler: (call: CallbackCall) => Promise<CallbackAnswer>,
  ) => void
  readonly app: FastifyInstance
}

interface Options {
  readonly findActor: FindActor
  readonly mode: 'demo' | 'production'
  readonly rateLimitScale: number
}

const idempotencyKeyOf = (request: FastifyRequest): IdempotencyKey => {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !/^[A-Za-z0-9_-]{16,64}$/.test(key))
    throw new Refusal('idempotency_key_missing')
  const said = JSON.stringify([request.method, request.url, request.body])
  return { key, fingerprint: createHash('sha256').update(said).digest('base64url') }
}

const callOf = <E extends Endpoint>(contract: E, request: FastifyRequest): Call<E> => {
  // Fastify validated each part against the very schemas that these types are made of.
  const call = {
    params: request.params,
    query: request.query,
    body: request.body,
    actor: request.actor,
    once: contract.kind === 'json' && contract.idempotent ? idempotencyKeyOf(request) : undefined,
  }
  return call as Call<E>
}

const oneFile = { files: 1, fields: 0, parts: 1 }

/** The one part of the form, which must be a file named `file`; nothing is taken with more beside. */
const fileOf = async (request: FastifyRequest, maxBytes: number): Promise<Buffer> => {
  if (!request.isMultipart()) throw new Refusal('unsupported_body')
  let bytes: Buffer | undefined
  try {
    for await (const part of request.parts({ limits: { ...oneFile, fileSize: maxBytes } })) {
      if (part.type !== 'file' || part.fieldname !== 'file') throw noFile()
      bytes = await part.toBuffer()
      // A stream cut at the limit would otherwise pass for a whole file.
      if (part.file.truncated) throw new Refusal('body_too_large')
    }
  } catch (error) {
    // The parser's own complaints (no boundary, cut in the middle) carry no code.
    if (error instanceof Error && !('code' in error)) throw new Refusal('unreadable_body')
    throw error
  }
  if (!bytes) throw noFile()
  return bytes
}

/** For the OpenAPI page alone: bytes and streams pass by the serializer. */
const describeDownload = ({ summary, contentTypes }: DownloadEndpoint) => ({
  description: summary,
  content: Object.fromEntries(
    contentTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
  ),
})

/** What a callback is answered when it was taken in, or had been before. */
const takenIn = { description: 'taken in', type: 'null' } as const

const noFile = () =>
  new Refusal('invalid_request', { where: 'body', field: 'file', rule: 'required' })

const sendDownload = (
  reply: FastifyReply,
  { contentType, content, fileName, keepSeconds = 0 }: Download,
) => {
  reply.header('content-type', contentType)
  reply.header('x-content-type-options', 'nosniff')
  reply.header('cache-control', keepSeconds > 0 ? `private, max-age=${keepSeconds}` : 'no-store')
  reply.header(
    'content-disposition',
    fileName === undefined ? 'inline' : `attachment; filename="${fileName}"`,
  )
  return reply.send(content)
}

const replyToCallback = (reply: FastifyReply, { status, message = 'failed' }: CallbackAnswer) =>
  status === 204 ? reply.code(204).send() : reply.code(status).send({ code: 'FAIL', message })

/** A fault is said in the machine's own form; it only looks at the status, and comes again. */
const faultOfCallback = (error: unknown): CallbackAnswer => {
  const { code } = refusalOf(error) ?? {}
  if (code === 'body_too_large') return { status: 413, message: 'body too large' }
  if (code === 'too_many_requests') return { status: 429, message: 'too many requests' }
  if (code === 'overloaded' || code === 'database_away') return { status: 503, message: 'busy' }
  return code === undefined ? { status: 500 } : { status: 400, message: 'unreadable' }
}

/** Serves contracts: validation, access, limits, output stripping and OpenAPI from one declaration. */
export const kernel = (
  app: FastifyInstance,
  { findActor, mode, rateLimitScale }: Options,
): Kernel => {
  const routeOf = (contract: Endpoint): Omit<RouteOptions, 'handler'> | undefined => {
    if (contract.demoOnly && mode !== 'demo') return undefined
    const responses = Object.fromEntries(
      [...new Set(contract.errors.map((code) => errors[code].status))].map((status) => [
        status,
        ErrorBody,
      ]),
    )
    const body = contract.kind === 'json' ? contract.body : undefined
    return {
      method: contract.method,
      url: `/api${contract.path}`,
      config: {
        access: contract.access,
        rateLimit: {
          max: (contract.perMinute ?? 300) * rateLimitScale,
          timeWindow: 60_000,
          hook: 'preValidation',
          keyGenerator: (request: FastifyRequest) =>
            request.actor ? `${accountId(request.actor.accountId)}` : request.ip,
        },
      },
      onRequest: gate(findActor, contract.access, contract.needsPrivacyConsent ?? false),
      schema: {
        summary: contract.summary,
        tags: [contract.path.split('/')[1] ?? ''],
        ...(contract.access === 'anyone' ? {} : { security: [{ accessToken: [] }] }),
        ...(contract.params ? { params: contract.params } : {}),
        ...(contract.query ? { querystring: contract.query } : {}),
        ...(body ? { body } : {}),
        response: {
          ...responses,
          ...(contract.kind === 'json' || contract.kind === 'upload'
            ? { [contract.status ?? 200]: contract.response }
            : {}),
          ...(contract.kind === 'download' ? { 200: describeDownload(contract) } : {}),
          ...(contract.kind === 'callback' ? { 204: takenIn } : {}),
        },
      },
    }
  }

  return {
    app,
    json: (contract, handler) => {
      const route = routeOf(contract)
      if (!route) return
      app.route({
        ...route,
        handler: async (request, reply) => {
          const answer = await handler(callOf(contract, request))
          return reply.code(contract.status ?? 200).send(answer)
        },
      })
    },
    upload: (contract, handler) => {
      const route = routeOf(contract)
      if (!route) return
      app.route({
        ...route,
        handler: async (request, reply) => {
          const file = await fileOf(request, contract.maxBytes)
          const answer = await handler({ ...callOf(contract, request), file })
          return reply.code(contract.status ?? 200).send(answer)
        },
      })
    },
    download: (contract, handler) => {
      const route = routeOf(contract)
      if (!route) return
      app.route({
        ...route,
        handler: async (request, reply) =>
          sendDownload(reply, await handler(callOf(contract, request))),
      })
    },
    callback: (contract, handler) => {
      const route = routeOf(contract)
      if (!route) return
      // A room of its own: only here a body stays as it came, whatever it says it is.
      void app.register(async (room) => {
        room.removeAllContentTypeParsers()
        room.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
          done(null, body),
        )
        room.setErrorHandler((error, request, reply) => {
          const answer = faultOfCallback(error)
          if (answer.status >= 500) request.log.error({ err: error }, 'callback failed')
          return replyToCallback(reply, answer)
        })
        room.route({
          ...route,
          bodyLimit: contract.maxBytes,
          handler: async (request, reply) => {
            const { headersDistinct } = request.raw
            const answer = await handler({
              headers: (name) => headersDistinct[name] ?? [],
              body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
            })
            return replyToCallback(reply, answer)
          },
        })
      })
    },
  }
}
