import type { Data } from './faults.ts'
import { isRecord } from './faults.ts'

/** One setData as it crossed from the logic to the view. */
export interface SentData {
  readonly owner: string
  readonly bytes: number
  /** Milliseconds since 1970. */
  readonly at: number
}

// WeChat refuses more than 1 MB in one call.
const mostBytes = 1024 * 1024

const steps = (key: string): string[] => key.split(/[.[\]]+/).filter((step) => step !== '')

const put = (target: Data, key: string, value: unknown): void => {
  const path = steps(key)
  const last = path.pop()
  if (last === undefined) throw new Error(`setData cannot read the path "${key}"`)
  let at: Data = target
  for (const [index, step] of path.entries()) {
    const next = at[step]
    if (isRecord(next)) {
      at = next
      continue
    }
    const isList = /^\d+$/.test(path[index + 1] ?? last)
    const made: Data = Object(isList ? [] : {})
    at[step] = made
    at = made
  }
  at[last] = value
}

/** Applies `{ 'root.cn.[0].v': … }` as WeChat does; the values must be JSON. Answers the bytes. */
export const applyData = (target: Data, update: Data): number => {
  const json = JSON.stringify(update) ?? '{}'
  const bytes = Buffer.byteLength(json)
  if (bytes > mostBytes) throw new Error(`setData of ${bytes} bytes; WeChat takes 1 MB`)
  for (const [key, value] of Object.entries(update)) {
    if (typeof value === 'function') throw new Error(`setData of a function at ${key}`)
    // WeChat leaves a field alone that is set to undefined.
    if (value !== undefined) put(target, key, JSON.parse(JSON.stringify(value)))
  }
  return bytes
}
