import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import underPressure from '@fastify/under-pressure'
import websocket from '@fastify/websocket'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import Fastify from 'fastify'
import { Refusal } from '#shared/http/errors.ts'
import type { Settings } from '../env.ts'
import { answerErrors, errorBody } from './error-reply.ts'
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

/** An empty server with every protection in its right order; features add their routes after. */
export const createServer = async (
  settings: Settings,
  log: FastifyBaseLogger,
): Promise<FastifyInstance> => {
  const app = Fastify({
    loggerInstance: log,
    bodyLimit,
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    requestTimeout: 30_000,
    keepAliveTimeout: 30_000,
    http: { connectionsCheckingInterval: 1000, headersTimeout: 15_000 },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 100 },
    // An address that no route can read never reaches the error handler.
    frameworkErrors: (_error, _request, reply) => {
      reply.raw.writeHead(404, { 'content-type': 'application/json' })
      reply.raw.end(JSON.stringify(errorBody('not_found')))
    },
  }).withTypeProvider<TypeBoxTypeProvider>()

  const exact = strictAjv(false)
  const fromText = strictAjv(true)
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'querystring' ? fromText : exact).compile(schema),
  )
  app.addHook('onRoute', (route) => {
    const covered = route.config?.access !== undefined || route.url.startsWith('/docs')
    if (!covered && !isPublicFile(route.url))
      throw new Error(`route ${route.method} ${route.url} says nothing about access`)
  })
  prepareSessions(app)

  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: () => new Refusal('too_many_requests'),
  })
  // First of all hooks: a limit behind the session's gate would never see the strangers it refuses.
  app.addHook(
    'onRequest',
    app.rateLimit({ max: perAddressAndMinute * settings.rateLimitScale, timeWindow: 60_000 }),
  )
  await app.register(underPressure, {
    maxEventLoopDelay: settings.maxEventLoopDelay,
    retryAfter: 3,
    exposeStatusRoute: false,
  })
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
  answerErrors(app)
  return app
}

const isPublicFile = (url: string): boolean => url === '/' || url === '/*'
