import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isDatabaseAway, sqlState } from '#db/sql-state.ts'
import type { ErrorCode, ErrorDetail } from '#shared/http/errors.ts'
import { errors, Refusal } from '#shared/http/errors.ts'

export const errorBody = (code: ErrorCode, detail?: ErrorDetail, id?: string) => ({
  error: { code, words: errors[code].words, ...(detail ? { detail } : {}), ...(id ? { id } : {}) },
})

/** Fastify's own refusals, by its codes. */
const frameworkCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_body',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'unreadable_body',
  FST_ERR_CTP_INVALID_JSON_BODY: 'unreadable_body',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'unreadable_body',
  FST_ERR_VALIDATION: 'invalid_request',
  FST_REQ_FILE_TOO_LARGE: 'body_too_large',
  FST_FILES_LIMIT: 'invalid_request',
  FST_PARTS_LIMIT: 'invalid_request',
  FST_FIELDS_LIMIT: 'invalid_request',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported_body',
  FST_UNDER_PRESSURE: 'overloaded',
}

/** SQLSTATE classes (PostgreSQL appendix A) that are not our fault but the moment's. */
const codeOfState = (state: string): ErrorCode | undefined => {
  if (state === '22021' || state === '22P05') return 'invalid_request'
  if (state === '55P03' || state === '57014' || state === '40001' || state === '40P01')
    return 'overloaded'
  return undefined
}

const isInvalid = (
  error: Error,
): error is FastifyError & Required<Pick<FastifyError, 'validation'>> =>
  'validation' in error && Array.isArray(error.validation)

/** The refusal behind an error; undefined when it is a fault of ours. */
export const refusalOf = (error: unknown): Refusal | undefined => {
  if (error instanceof Refusal) return error
  if (!(error instanceof Error)) return undefined
  if (isInvalid(error)) {
    const first = error.validation[0]
    const field =
      first?.instancePath ||
      String(first?.params.missingProperty ?? first?.params.additionalProperty ?? '')
    return new Refusal('invalid_request', {
      where: String(Reflect.get(error, 'validationContext') ?? 'body'),
      field: field.slice(0, 80),
      rule: first?.keyword ?? '',
    })
  }
  if ('code' in error && typeof error.code === 'string') {
    const code = frameworkCodes[error.code]
    if (code) return new Refusal(code)
  }
  const state = sqlState(error)
  const code = state === undefined ? undefined : codeOfState(state)
  if (code) return new Refusal(code)
  if (isDatabaseAway(error)) return new Refusal('database_away')
  const status: unknown = Reflect.get(error, 'statusCode')
  if (status === 429) return new Refusal('too_many_requests')
  if (status === 408) return new Refusal('request_timeout')
  if (status === 503) return new Refusal('overloaded')
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Refusal('unreadable_body')
  return undefined
}

const replyWithError = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
  const refusal = refusalOf(error)
  if (refusal) {
    const { status } = errors[refusal.code]
    if (status >= 500) request.log.warn({ err: error, code: refusal.code }, 'refused')
    if (status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', '2')
    return reply.code(status).send(errorBody(refusal.code, refusal.detail))
  }
  request.log.error({ err: error }, 'fault')
  return reply.code(500).send(errorBody('server_fault', undefined, request.id))
}

/** The one place where what was thrown becomes an answer. A 5xx carries an id and no message. */
export const answerErrors = (app: FastifyInstance): void => {
  app.setErrorHandler(replyWithError)
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(errorBody('not_found')))
}

/** Answers what never became a request: too slow, or no HTTP at all. */
export const answerBrokenHttp = (error: Error, socket: Socket): void => {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const slow = Reflect.get(error, 'code') === 'ERR_HTTP_REQUEST_TIMEOUT'
  const code = slow ? 'request_timeout' : 'unreadable_body'
  const body = JSON.stringify(errorBody(code))
  socket.end(
    `HTTP/1.1 ${errors[code].status} ${slow ? 'Request Timeout' : 'Bad Request'}\r\n` +
      'content-type: application/json; charset=utf-8\r\nconnection: close\r\n' +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
