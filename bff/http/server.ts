import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import underPressure from '@fastify/under-pressure'
import websocket from '@fastify/websocket'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import Fastify, { LogController } from 'fastify'
import { Refusal } from '#shared/http/errors.ts'
import type { Settings } from '../env.ts'
import { answerBrokenHttp, answerErrors, errorBody } from './error-reply.ts'
import { prepareSessions } from './session.ts'

/** Bytes of a JSON body; photos go through multipart with their own limit. */
const bodyLimit = 256 * 1024
/** Requests per minute from one address. High: a whole carrier may stand behind one. */
const perAddressAndMinute = 6000

const strictAjv = (coerceTypes: boolean) => {
  const ajv = new Ajv({
    removeAdditional: false,
    coerceTypes,
    useDefaults: false,
    allErrors: false,
    allowUnionTypes: true,
    keywords: ['kind', 'modifier'],
  })
  addFormats.default(ajv)
  return ajv
}

const exact = strictAjv(false)
const fromText = strictAjv(true)

/** Fastify's own maker of serializers, which an instance has once it has used it. */
const serializerMaker = async () => {
  const app = Fastify()
  app.get('/', { schema: { response: { 200: { type: 'null' } } } }, async () => null)
  await app.ready()
  if (app.serializerCompiler === undefined) throw new Error('Fastify has no serializer compiler')
  return app.serializerCompiler
}
type SerializerMaker = Awaited<ReturnType<typeof serializerMaker>>

/** The refusal alone stands in three hundred answers; made anew for each, it was half of a start. */
const oneForEachSchema = (make: SerializerMaker): SerializerMaker => {
  const made = new WeakMap<object, ReturnType<SerializerMaker>>()
  return (answer) => {
    const known = made.get(answer.schema)
    if (known) return known
    const fresh = make(answer)
    made.set(answer.schema, fresh)
    return fresh
  }
}
const serializerOf = oneForEachSchema(await serializerMaker())

/** An empty server with every protection in its right order; features add their routes after. */
export const createServer = async (
  settings: Settings,
  log: FastifyBaseLogger,
): Promise<FastifyInstance> => {
  const app = Fastify({
    loggerInstance: log,
    bodyLimit,
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    requestTimeout: settings.requestSeconds * 1000,
    keepAliveTimeout: 30_000,
    http: {
      connectionsCheckingInterval: 1000,
      // Node swaps the two when the headers may take longer than the whole.
      headersTimeout: Math.min(15, settings.requestSeconds) * 1000,
    },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 100 },
    // One line for each request, below.
    logController: new LogController({ disableRequestLogging: true }),
    clientErrorHandler: answerBrokenHttp,
    // An address that no route can read never reaches the error handler.
    frameworkErrors: (_error, _request, reply) => {
      reply.raw.writeHead(404, { 'content-type': 'application/json' })
      reply.raw.end(JSON.stringify(errorBody('not_found')))
    },
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'querystring' ? fromText : exact).compile(schema),
  )
  app.setSerializerCompiler(serializerOf)
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({ req: request, res: reply, ms: Math.round(reply.elapsedTime) }, 'request')
  })
  app.addHook('onRoute', (route) => {
    const covered = route.config?.access !== undefined || /^\/docs(\/|$)/.test(route.url)
    if (!covered && !isPublicFile(route.url))
      throw new Error(`route ${route.method} ${route.url} says nothing about access`)
  })
  encodeLongAnswers(app)
  prepareSessions(app)

  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: () => new Refusal('too_many_requests'),
  })
  limitAddresses(app, perAddressAndMinute * settings.rateLimitScale)
  await shedLoad(app, settings.maxEventLoopDelay)
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        scriptSrc: ["'self'", "'unsafe-inline'"],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        upgradeInsecureRequests: null,
      },
    },
    // TLS ends at the proxy in front, which knows whether it may promise it.
    strictTransportSecurity: settings.mode === 'production',
  })
  await app.register(multipart, { throwFileSizeLimit: false })
  await app.register(websocket, {
    options: { maxPayload: 16 * 1024 },
    // ws has answered with the close code already (1009: too long); cutting now would swallow it.
    errorHandler: (error, socket, request) => {
      request.log.info({ err: error }, 'socket failed')
      setTimeout(() => socket.terminate(), 2000).unref()
    },
  })
  takeEmptyBodies(app)
  answerErrors(app)
  return app
}

/**
 * First of all hooks: a limit behind the session's gate would never see the strangers it refuses.
 * Asked by hand, because the plugin's own hook runs once a request and would silence the limit that
 * each route keeps for an account.
 */
const limitAddresses = (app: FastifyInstance, max: number): void => {
  const look = app.createRateLimit({ max, timeWindow: 60_000 })
  app.addHook('onRequest', async (request, reply) => {
    const found = await look(request)
    if (found.isAllowed || !found.isExceeded) return
    reply.header('retry-after', found.ttlInSeconds)
    throw new Refusal('too_many_requests')
  })
}

/** Milliseconds after the start in which a busy event loop says nothing: it was the start itself. */
const settlingIn = 2500

const shedLoad = async (app: FastifyInstance, maxEventLoopDelay: number): Promise<void> => {
  let settledAt = Number.POSITIVE_INFINITY
  app.addHook('onListen', async () => {
    settledAt = performance.now() + settlingIn
  })
  await app.register(underPressure, {
    maxEventLoopDelay,
    exposeStatusRoute: false,
    pressureHandler: async (_request, reply) => {
      if (performance.now() < settledAt) return
      reply.header('retry-after', '3')
      throw new Refusal('overloaded')
    },
  })
}

/** Characters from which a text is worth an own buffer. */
const longAnswer = 64 * 1024

/**
 * A long text is encoded once: Node would first count its bytes and then encode it in room for three
 * times as much, which took a third of the processor time of a list of free times.
 */
const encodeLongAnswers = (app: FastifyInstance): void => {
  app.addHook('onSend', (_request, _reply, payload, done) => {
    const isLong = typeof payload === 'string' && payload.length >= longAnswer
    done(null, isLong ? Buffer.from(payload) : payload)
  })
}

/** wx.request says JSON even when it sends nothing, and some versions drop `{}` on the way. */
const takeEmptyBodies = (app: FastifyInstance): void => {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, {})
    else parse(request, String(body), done)
  })
}

const isPublicFile = (url: string): boolean => url === '/' || url === '/*'
