import { randomUUID } from 'node:crypto'
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ResponseOf } from '#shared/http/endpoint.ts'

/** What any caller sees of an answer; `body` is the contract's response, or an error's body. */
export interface Answer<B> {
  readonly status: number
  readonly body: B
  readonly code: string | undefined
  readonly detail: Readonly<Record<string, unknown>>
  readonly headers: Headers
}

interface Request<E extends Endpoint> {
  params?: ParamsOf<E>
  query?: QueryOf<E>
  body?: BodyOf<E>
  /** Default: a new key for each call. */
  key?: string
}

export interface Client {
  readonly accessToken: string | undefined
  /** Calls and expects 2xx: an error fails the test with its code. */
  readonly call: <E extends Endpoint>(contract: E, request?: Request<E>) => Promise<ResponseOf<E>>
  /** Calls and answers whatever came. */
  readonly ask: <E extends Endpoint>(
    contract: E,
    request?: Request<E>,
  ) => Promise<Answer<ResponseOf<E>>>
  readonly upload: <E extends Endpoint>(
    contract: E,
    file: Uint8Array,
    name?: string,
  ) => Promise<Answer<ResponseOf<E>>>
  readonly raw: (path: string, init?: RequestInit) => Promise<Response>
}

const fill = (path: string, params: Readonly<Record<string, unknown>>): string =>
  path.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(String(params[name])))

const queryText = (query: Readonly<Record<string, unknown>>): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) search.set(name, String(value))
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}

const partOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

/** Speaks the contracts over HTTP as one account (or as nobody). */
export const clientOf = (address: string, accessToken?: string): Client => {
  const authorization: Record<string, string> =
    accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }

  const answerOf = async <E extends Endpoint>(
    response: Response,
  ): Promise<Answer<ResponseOf<E>>> => {
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    const body = isJson ? await response.json() : await response.arrayBuffer()
    const error = partOf(body, 'error')
    const code = partOf(error, 'code')
    const detail = partOf(error, 'detail')
    return {
      status: response.status,
      body: body as ResponseOf<E>,
      code: typeof code === 'string' ? code : undefined,
      detail: typeof detail === 'object' && detail !== null ? { ...detail } : {},
      headers: response.headers,
    }
  }

  const ask: Client['ask'] = async (contract, request = {}) => {
    const { params = {}, query = {}, body, key = randomUUID() } = request
    const needsKey = contract.kind === 'json' && contract.idempotent === true
    const response = await fetch(
      `${address}/api${fill(contract.path, params)}${queryText(query)}`,
      {
        method: contract.method,
        headers: {
          ...authorization,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(needsKey ? { 'idempotency-key': key } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    )
    return answerOf(response)
  }

  return {
    accessToken,
    ask,
    call: async (contract, request) => {
      const { status, body, code, detail } = await ask(contract, request)
      if (status >= 300)
        throw new Error(
          `${contract.method} ${contract.path}: ${status} ${code} ${JSON.stringify(detail)}`,
        )
      return body
    },
    upload: async (contract, file, name = 'photo.jpg') => {
      const form = new FormData()
      form.append('file', new Blob([new Uint8Array(file)]), name)
      const response = await fetch(`${address}/api${contract.path}`, {
        method: 'POST',
        headers: authorization,
        body: form,
      })
      return answerOf(response)
    },
    raw: (path, init = {}) =>
      fetch(`${address}${path}`, { ...init, headers: { ...authorization, ...init.headers } }),
  }
}
