import type { Data } from './faults.ts'
import { isRecord, textOf } from './faults.ts'
import type { PhoneFiles } from './phone-files.ts'
import type { Api } from './wx-call.ts'

export interface Network {
  /** The configured domain, e.g. `https://api.linli.test`, and where it really is. */
  readonly domain: string
  readonly address: string
  readonly isOnline: () => boolean
  /** The request arrives, its answer never does: a tunnel, a dead spot. */
  readonly losesAnswers: () => boolean
  readonly refuse: (words: string) => void
  /** Told of each answer, e.g. `POST /api/cases 201`. */
  readonly answered: (line: string) => void
}

const mostAtOnce = 10

const queryOf = (data: unknown): string =>
  isRecord(data)
    ? Object.entries(data)
        .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(value))}`)
        .join('&')
    : ''

const headersOf = (raw: unknown): Record<string, string> =>
  isRecord(raw)
    ? Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, textOf(value)]))
    : {}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** wx.request, uploadFile and downloadFile over real HTTP, under WeChat's rules. */
export const networkApis = (network: Network, files: PhoneFiles) => {
  let running = 0
  const queue: (() => void)[] = []

  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= mostAtOnce) await new Promise<void>((go) => queue.push(go))
    running++
    try {
      return await work()
    } finally {
      running--
      queue.shift()?.()
    }
  }
  const realAddress = (raw: unknown): string => {
    const url = textOf(raw)
    if (!url.startsWith(`${network.domain}/`)) {
      network.refuse(`url not in domain list: ${url}`)
      throw new Error('url not in domain list')
    }
    if (!network.isOnline()) throw new Error('network error')
    return network.address + url.slice(network.domain.length)
  }
  const fetched = (options: Data, url: string, init: RequestInit) => {
    const signal = AbortSignal.timeout(Number(options.timeout ?? 60_000))
    return inTurn(async () => {
      const response = await fetch(url, { ...init, signal })
      const path = url.slice(network.address.length)
      network.answered(`${init.method ?? 'GET'} ${path} ${response.status}`)
      if (network.losesAnswers()) throw new Error('timeout')
      return response
    })
  }
  const answerOf = (response: Response) => ({
    statusCode: response.status,
    header: Object.fromEntries(response.headers),
    cookies: [],
  })

  const request: Api = async (options) => {
    const { url, data, method: given, header, dataType = 'json' } = options
    const method = textOf(given ?? 'GET').toUpperCase()
    const hasBody = method !== 'GET' && method !== 'HEAD' && data !== undefined
    const inQuery = !hasBody && isRecord(data) ? `?${queryOf(data)}` : ''
    const response = await fetched(options, realAddress(url) + inQuery, {
      method,
      headers: { 'content-type': 'application/json', ...headersOf(header) },
      ...(hasBody ? { body: typeof data === 'string' ? data : JSON.stringify(data) } : {}),
    })
    const text = await response.text()
    return { ...answerOf(response), data: dataType === 'json' ? parsed(text) : text }
  }
  const uploadFile: Api = async (options) => {
    const { url, filePath, name, header, formData } = options
    const file = files.read(textOf(filePath))
    const form = new FormData()
    if (isRecord(formData))
      for (const [key, value] of Object.entries(formData)) form.append(key, textOf(value))
    form.append(textOf(name), new Blob([new Uint8Array(file)]), textOf(filePath).split('/').at(-1))
    const headers = headersOf(header)
    const response = await fetched(options, realAddress(url), {
      method: 'POST',
      headers,
      body: form,
    })
    return { ...answerOf(response), data: await response.text() }
  }
  const downloadFile: Api = async (options) => {
    const response = await fetched(options, realAddress(options.url), {
      headers: headersOf(options.header),
    })
    const tempFilePath = files.keep(new Uint8Array(await response.arrayBuffer()))
    return { ...answerOf(response), tempFilePath }
  }
  return { request, uploadFile, downloadFile }
}
