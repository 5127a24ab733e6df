declare module 'autocannon' {
  interface Request {
    readonly method: string
    readonly path: string
    readonly body?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly setupRequest?: (request: Request) => Request
  }
  interface Options {
    readonly url: string
    readonly connections: number
    readonly duration: number
    readonly requests: readonly Request[]
  }
  interface Result {
    /** Seconds. */
    readonly duration: number
    readonly '2xx': number
    readonly non2xx: number
    readonly errors: number
    readonly statusCodeStats: Readonly<Record<string, { readonly count: number }>>
    readonly latency: { readonly p50: number; readonly p99: number }
  }
  // The package has one function and no types of its own.
  const autocannon: (options: Options) => Promise<Result>
  // biome-ignore lint/style/noDefaultExport: it is what the package exports.
  export default autocannon
}
