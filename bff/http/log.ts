import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import type { DestinationStream } from 'pino'
import { pino } from 'pino'
import { sqlState, violatedConstraint } from '#db/sql-state.ts'

const framesOf = (stack: string | undefined): string[] =>
  (stack ?? '')
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
    stack: framesOf(error.stack),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}

/** Structured logs: the route's pattern instead of the address, no headers, bodies or queries. */
export const createLog = (level: string, destination?: DestinationStream): FastifyBaseLogger =>
  pino(
    {
      level,
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
