import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import type { DestinationStream } from 'pino'
import { pino } from 'pino'
import { sqlState, violatedConstraint } from '#db/sql-state.ts'

/** Where it happened; the message in front is left out, whatever lines it has. */
const framesOf = ({ stack = '', message }: Error): string[] =>
  stack
    .slice(Math.max(0, stack.lastIndexOf(message)) + message.length)
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 12)
    .map((line) => line.trim())

/**
 * An error without its message: drizzle and pg put SQL and parameters – phones, words of residents –
 * into messages, and redaction by path cannot reach inside a string.
 */
const describeError = (error: unknown): Record<string, unknown> => {
  if (!(error instanceof Error)) return { type: typeof error }
  const code: unknown = Reflect.get(error, 'code')
  return {
    type: error.name,
    code: typeof code === 'string' ? code : undefined,
    sqlState: sqlState(error),
    constraint: violatedConstraint(error),
    stack: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}

/** Structured logs: the route's pattern instead of the address, no headers, bodies or queries. */
export const createLog = (level: string, destination?: DestinationStream): FastifyBaseLogger =>
  pino(
    {
      level,
      hooks: {
        // Without words of its own a line about an error would carry the error's message.
        logMethod(given, log) {
          const [first, words] = given
          if (first instanceof Error) log.call(this, { err: first }, 'error')
          else if (typeof first === 'object' && words === undefined) log.call(this, first, 'note')
          else log.apply(this, given)
        },
      },
      serializers: {
        err: describeError,
        req: (request: FastifyRequest) => ({
          method: request.method,
          route: request.routeOptions?.url ?? 'unknown',
        }),
        res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
      },
    },
    destination ?? pino.destination(1),
  )
