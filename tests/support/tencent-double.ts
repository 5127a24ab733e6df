import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'

type Body = Record<string, unknown>
export type Response = Record<string, unknown>
/** A refusal by its code, as the real one names it. */
export class TencentError extends Error {}
export type SenderFault = 'status_500' | 'refused' | 'drop_before_work' | 'drop_after_work'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest()

interface Options {
  readonly clock: { now(): Date }
  readonly secretId: string
  readonly secretKey: string
  readonly service: string
  readonly action: string
  readonly version: string
  /** @throws TencentError */
  readonly work: (body: Body) => Response
}

/** The doors of one Tencent Cloud interface: it works the signature out for itself (API 3.0, v3). */
export const startTencentDouble = async (options: Options) => {
  const { clock, secretId, secretKey, service, action, version, work } = options
  const faults: SenderFault[] = []
  let calls = 0

  const check = ({ method, headers }: IncomingMessage, text: string): void => {
    const said =
      /^TC3-HMAC-SHA256 Credential=([^/]+)\/([\d-]+)\/(\w+)\/tc3_request, SignedHeaders=([a-z;-]+), Signature=([0-9a-f]{64})$/.exec(
        headers.authorization ?? '',
      )
    const [, id, day = '', scope, names = '', signature = ''] = said ?? []
    if (!said) throw new TencentError('AuthFailure.InvalidAuthorization')
    if (id !== secretId) throw new TencentError('AuthFailure.SecretIdNotFound')
    const seconds = Number(headers['x-tc-timestamp'])
    const apart = Math.abs(clock.now().getTime() / 1000 - seconds)
    if (!(apart <= 300)) throw new TencentError('AuthFailure.SignatureExpire')
    const signed = names.split(';')
    const canonical = [
      method,
      '/',
      '',
      ...signed.map((name) => `${name}:${String(headers[name] ?? '').trim()}`),
      '',
      names,
      sha256(text),
    ].join('\n')
    const toSign = `TC3-HMAC-SHA256\n${seconds}\n${day}/${scope}/tc3_request\n${sha256(canonical)}`
    const key = hmac(hmac(hmac(`TC3${secretKey}`, day), scope ?? ''), 'tc3_request')
    const right =
      signed.includes('content-type') &&
      signed.includes('host') &&
      scope === service &&
      day === new Date(seconds * 1000).toISOString().slice(0, 10) &&
      timingSafeEqual(hmac(key, toSign), Buffer.from(signature, 'hex'))
    if (!right) throw new TencentError('AuthFailure.SignatureFailure')
    if (headers['x-tc-version'] !== version) throw new TencentError('NoSuchVersion')
    if (headers['x-tc-action'] !== action) throw new TencentError('InvalidAction')
    if (!headers['x-tc-region']) throw new TencentError('MissingParameter')
  }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const text = Buffer.concat(chunks).toString('utf8')
    calls += 1
    const fault = faults.shift()
    if (fault === 'status_500') return response.writeHead(500).end('Internal Server Error')
    if (fault === 'drop_before_work') return request.socket.destroy()
    let body: Response
    try {
      check(request, text)
      if (fault === 'refused') throw new TencentError('InternalError.OtherError')
      body = work(JSON.parse(text))
    } catch (error) {
      if (!(error instanceof TencentError)) throw error
      body = { Error: { Code: error.message, Message: 'refused' } }
    }
    if (fault === 'drop_after_work') return request.socket.destroy()
    const end = JSON.stringify({ Response: { ...body, RequestId: `request-${calls}` } })
    return response.setHeader('content-type', 'application/json').end(end)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    calls: () => calls,
    /** What happens to the next requests, in this order. */
    fault: (...next: SenderFault[]) => faults.push(...next),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Template parameters, of the right number and none longer than a variable may be. */
export const parametersOf = (
  value: unknown,
  wanted: number,
  longest: number,
  tooLong: string,
): string[] => {
  const given = Array.isArray(value) ? value.map(textOf) : []
  if (given.length !== wanted || given.some((text) => text === ''))
    throw new TencentError('FailedOperation.TemplateIncorrectOrUnapproved')
  if (given.some((text) => [...text].length > longest)) throw new TencentError(tooLong)
  return given
}
