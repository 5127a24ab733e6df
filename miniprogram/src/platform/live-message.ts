import type { LiveEvent, ServerMessage } from '#shared/live/live.contract.ts'
import { isRecord } from './failure.ts'

// By hand: TypeBox's checker would add 25 KB, its compiler needs `new Function`.

type Fields = Readonly<Record<string, unknown>>

const isValue = (raw: unknown): raw is string | number | boolean | null =>
  raw === null || ['string', 'number', 'boolean'].includes(typeof raw)

const readEvent = (raw: Fields): LiveEvent | null => {
  const { v, topic, epoch, offset, kind, data } = raw
  if (v !== 1 || typeof topic !== 'string' || typeof epoch !== 'string') return null
  if (typeof offset !== 'number' || typeof kind !== 'string' || !isRecord(data)) return null
  const values: LiveEvent['data'] = {}
  for (const [name, value] of Object.entries(data)) if (isValue(value)) values[name] = value
  return { v, topic, epoch, offset, kind, data: values }
}

/** A frame from the server; null for what this version does not know. */
export const readServerMessage = (frame: unknown): ServerMessage | null => {
  const raw = parseJson(frame)
  if (!isRecord(raw)) return null
  if (raw.type === 'pong') return { type: 'pong' }
  if (raw.type === 'event' && isRecord(raw.event)) {
    const event = readEvent(raw.event)
    return event === null ? null : { type: 'event', event }
  }
  const { type, topic, epoch, offset, resumed, code } = raw
  if (typeof topic !== 'string') return null
  if (type === 'refused' && typeof code === 'string') return { type, topic, code }
  if (type !== 'subscribed' || typeof epoch !== 'string' || typeof offset !== 'number') return null
  return { type, topic, epoch, offset, resumed: resumed === true }
}

const parseJson = (frame: unknown): unknown => {
  if (typeof frame !== 'string') return null
  try {
    return JSON.parse(frame)
  } catch {
    return null
  }
}
