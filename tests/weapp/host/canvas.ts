import type { Data } from './faults.ts'
import type { Said } from './wx-device.ts'

/** As wide as a phone's card leaves it. */
const size = { width: 311, height: 180 }

/**
 * A canvas of type 2d as a selector query hands it over: every stroke is noted as `canvas` with its
 * id, the name of the call and what was given, since this host has no pixels.
 */
export const drawnOn = (id: string, note: (said: Said) => void): Data => {
  const pen = new Proxy<Data>(
    {},
    {
      get: (kept, name) => {
        if (typeof name !== 'string' || name === 'then') return undefined
        if (name === 'measureText') return (text: unknown) => ({ width: String(text).length * 8 })
        if (name in kept) return kept[name]
        return (...given: unknown[]) => note({ api: 'canvas', options: [id, name, ...given] })
      },
    },
  )
  return {
    ...size,
    node: { ...size, getContext: (kind: unknown) => (kind === '2d' ? pen : null) },
  }
}
