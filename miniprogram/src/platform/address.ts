/** The API's root, e.g. `https://linli.example.cn/api`; in the web page `/api`. */
export const apiRoot = `${LINLI_API_ORIGIN}/api`

/** `:name` in the path filled from the parameters, encoded. */
export const fillPath = (path: string, params: object): string => {
  let filled = path
  for (const [name, value] of Object.entries(params)) {
    filled = filled.replace(`:${name}`, encodeURIComponent(String(value)))
  }
  return filled
}

/** `?a=1&b=2`, or nothing; leaves out what is undefined. */
export const queryText = (query: object): string => {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** ws or wss address for an http(s) origin; the page's own origin when none is given. */
export const socketAddress = (path: string, query: object): string => {
  const origin = LINLI_API_ORIGIN === '' ? window.location.origin : LINLI_API_ORIGIN
  return `${origin.replace(/^http/, 'ws')}/api${path}${queryText(query)}`
}
