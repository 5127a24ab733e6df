import type { LiveData, LiveEvent, ServerMessage } from '#shared/live/live.contract.ts'
import { isRecord } from './failure.ts'

// By hand: TypeBox's checker would add 25 KB, its compiler needs `new Function`.

type Fields = Readonly<Record<string, unknown>>

const isNumbers = (raw: unknown): raw is (number | null)[] =>
  Array.isArray(raw) && raw.every((one) => one === null || typeof one === 'number')

const isValue = (raw: unknown): raw is LiveData[string] =>
  raw === null || ['string', 'number', 'boolean'].includes(typeof raw) || isNumbers(raw)

const readData = (raw: Fields): LiveData => {
  const values: LiveData = {}
  for (const [name, value] of Object.entries(raw)) if (isValue(value)) values[name] = value
  return values
}

const readEvent = (raw: Fields): LiveEvent | null => {
  const { v, topic, epoch, offset, kind, data } = raw
  if (v !== 1 || typeof topic !== 'string' || typeof epoch !== 'string') return null
  if (typeof offset !== 'number' || typeof kind !== 'string' || !isRecord(data)) return null
  return { v, topic, epoch, offset, kind, data: readData(data) }
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
  const subscribed = { type, topic, epoch, offset, resumed: resumed === true } as const
  return isRecord(raw.latest) ? { ...subscribed, latest: readData(raw.latest) } : subscribed
}

const parseJson = (frame: unknown): unknown => {
  if (typeof frame !== 'string') return null
  try {
    return JSON.parse(frame)
  } catch {
    return null
  }
}
