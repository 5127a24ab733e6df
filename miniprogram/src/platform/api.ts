import Taro from '@tarojs/taro'
import type {
  BodyOf,
  DownloadEndpoint,
  JsonEndpoint,
  ParamsOf,
  QueryOf,
  ResponseOf,
  UploadEndpoint,
} from '#shared/http/endpoint.ts'
import { apiRoot, fillPath, queryText } from './address.ts'
import type { Reply } from './authorised.ts'
import { authorised } from './authorised.ts'
import { offline } from './failure.ts'
import type { PickedPhoto } from './media.ts'
import { sendFile } from './send-file.ts'

type Given<K extends string, T> = T extends undefined
  ? unknown
  : Record<never, never> extends T
    ? { readonly [P in K]?: T }
    : { readonly [P in K]: T }

/** What a call needs: `params`, `query` and `body` as far as its contract has them. */
export type CallInput<E extends JsonEndpoint> = Given<'params', ParamsOf<E>> &
  Given<'query', QueryOf<E>> &
  Given<'body', BodyOf<E>>

interface CallOptions {
  /** Needed where the contract says `idempotent`; from `newKey()`, the same for every retry. */
  readonly idempotencyKey?: string
  /** Milliseconds; 15,000 unless told. */
  readonly timeout?: number
}

interface Parts {
  readonly params?: object
  readonly query?: object
  readonly body?: unknown
}

/**
 * Calls one endpoint by its contract and answers its body. Throws a `Failure` (platform/failure.ts)
 * with `code` and `words` to show; `offline` when no answer came. Reads, and writes that carry an
 * idempotency key, are tried twice when the connection breaks.
 */
export const call = <E extends JsonEndpoint>(
  contract: E,
  input: CallInput<E>,
  options: CallOptions = {},
): Promise<ResponseOf<E>> => {
  const { params = {}, query = {}, body }: Parts = input
  const url = apiRoot + fillPath(contract.path, params) + queryText(query)
  // A string, because WeChat makes the object of a DELETE a query; and never nothing, because WeChat
  // calls every request JSON and a server refuses JSON that is empty.
  const text = contract.method === 'GET' ? undefined : JSON.stringify(body ?? {})
  const repeatable = contract.method === 'GET' || options.idempotencyKey !== undefined
  return authorised(async (headers) => {
    const send = async (): Promise<Reply<ResponseOf<E>>> => {
      const reply = await Taro.request<ResponseOf<E>>({
        url,
        method: contract.method,
        ...(text === undefined ? {} : { data: text }),
        header: {
          ...headers,
          ...(text === undefined ? {} : { 'content-type': 'application/json' }),
          ...(options.idempotencyKey === undefined
            ? {}
            : { 'idempotency-key': options.idempotencyKey }),
        },
        timeout: options.timeout ?? 15_000,
      })
      return { status: reply.statusCode, body: reply.data }
    }
    try {
      return await send()
    } catch {
      if (!repeatable) throw offline()
    }
    try {
      return await send()
    } catch {
      throw offline()
    }
  })
}

/** Sends one photo; `onProgress` gets 0 to 1. Throws a `Failure` as `call` does. */
export const upload = <E extends UploadEndpoint>(
  contract: E,
  photo: PickedPhoto,
  onProgress?: (share: number) => void,
): Promise<ResponseOf<E>> =>
  authorised((headers) =>
    sendFile<ResponseOf<E>>({ url: apiRoot + contract.path, photo, headers, onProgress }),
  )

/**
 * Brings a file that only the signed-in may see and answers a path for <Image>. In the browser it
 * is an object URL: give it to `releaseFile` when the page goes.
 */
export const download = async <E extends DownloadEndpoint>(
  contract: E,
  input: { readonly params?: ParamsOf<E>; readonly query?: QueryOf<E> },
): Promise<string> => {
  const { params = {}, query = {} }: Parts = input
  const url = apiRoot + fillPath(contract.path, params) + queryText(query)
  return authorised(async (headers) => {
    try {
      if (process.env.TARO_ENV === 'h5') {
        const reply = await fetch(url, { headers })
        if (reply.ok) return { status: reply.status, body: URL.createObjectURL(await reply.blob()) }
        return { status: reply.status, body: await reply.json() }
      }
      const reply = await Taro.downloadFile({ url, header: headers, timeout: 30_000 })
      return reply.statusCode === 200
        ? { status: 200, body: reply.tempFilePath }
        : { status: reply.statusCode, body: await errorInFile(reply.tempFilePath) }
    } catch {
      throw offline()
    }
  })
}

// WeChat saves the error's JSON as if it were the file.
const errorInFile = async (filePath: string) => {
  const text = Taro.getFileSystemManager().readFileSync(filePath, 'utf8')
  return JSON.parse(String(text))
}

/** Frees what `download` brought. */
export const releaseFile = (path: string): void => {
  if (process.env.TARO_ENV === 'h5') URL.revokeObjectURL(path)
}
