import Taro from '@tarojs/taro'
import type {
  ClientMessage,
  LiveData,
  LiveEvent,
  ServerMessage,
} from '#shared/live/live.contract.ts'
import { liveSocket, takeLiveTicket } from '#shared/live/live.contract.ts'
import { socketAddress } from './address.ts'
import { call } from './api.ts'
import { monotonic } from './clock.ts'
import { isOnline, onAppVisible, onConnection } from './connection.ts'
import { readServerMessage } from './live-message.ts'
import { currentSession, onSession, reloadMe } from './session.ts'

export interface TopicListener {
  readonly onEvent: (event: LiveEvent) => void
  /** Events may have been missed, so read the thing again. Also called once after subscribing. */
  readonly onResync: () => void
  /** This person may not follow it, or not any more. */
  readonly onRefused: () => void
  /** The newest readings, told with the subscription (`shared/readings/live-readings.ts`). */
  readonly onLatest?: (latest: LiveData) => void
}

interface Topic {
  readonly listeners: Set<TopicListener>
  /** Where we are; null until the server said so. */
  at: { readonly epoch: string; readonly offset: number } | null
}

// WeChat and proxies drop a silent socket after 30–60 s.
const heartbeat = 25_000
const patience = 8_000

const topics = new Map<string, Topic>()
let socket: Taro.SocketTask | null = null
let open = false
// Counts connections, so that a late answer of an older one is not taken for the present one's.
let generation = 0
let failures = 0
let heardAt: number | null = null
let retryTimer: ReturnType<typeof setTimeout> | undefined
let beatTimer: ReturnType<typeof setInterval> | undefined
let deadTimer: ReturnType<typeof setTimeout> | undefined

/**
 * Follows one topic of `shared/live/live.contract.ts` until the returned function is called. All
 * topics share one socket, which comes back by itself and resumes where it was.
 */
export const follow = (name: string, listener: TopicListener): (() => void) => {
  const topic = topics.get(name) ?? { listeners: new Set(), at: null }
  const isNew = !topics.has(name)
  topics.set(name, topic)
  topic.listeners.add(listener)
  if (isNew && open) send(subscribing(name, topic))
  else if (topic.at !== null) listener.onResync()
  if (!open) connect()
  return () => {
    topic.listeners.delete(listener)
    if (topic.listeners.size > 0 || topics.get(name) !== topic) return
    topics.delete(name)
    if (open) send({ type: 'unsubscribe', topic: name })
    if (topics.size === 0) disconnect()
  }
}

/** Connects the socket's life to the network, the app's visibility and the session; call once. */
export const watchLive = (): void => {
  onConnection((online) => (online ? reconnectNow() : disconnect()))
  onAppVisible(() => (open ? beat() : reconnectNow()))
  let person = personId()
  onSession(() => {
    if (personId() === person) return
    person = personId()
    disconnect()
    for (const topic of topics.values()) topic.at = null
    if (person !== null) reconnectNow()
  })
}

/** When the socket last said anything (`monotonic()`), its heartbeat too; null: not yet. */
export const liveHeardAt = (): number | null => heardAt

const personId = () => {
  const session = currentSession()
  return session.status === 'in' ? session.me.personId : null
}

/** Posts came or went; or the account is another person's now, since his phone was bound. */
const isAboutMe = (topic: string): boolean => topic === `person/${personId()}`

const subscribing = (topic: string, { at }: Topic): ClientMessage =>
  at === null ? { type: 'subscribe', topic } : { type: 'subscribe', topic, ...at }

const send = (message: ClientMessage): void => socket?.send({ data: JSON.stringify(message) })

const connect = async (): Promise<void> => {
  if (generation % 2 === 1 || topics.size === 0 || personId() === null || !isOnline()) return
  const mine = ++generation
  const current = () => generation === mine
  try {
    const { ticket } = await call(takeLiveTicket, {})
    if (!current()) return
    const task = await Taro.connectSocket({ url: socketAddress(liveSocket.path, { ticket }) })
    if (!current()) return task.close({})
    socket = task
    task.onOpen(() => current() && opened())
    task.onMessage(({ data }) => current() && received(readServerMessage(data)))
    task.onClose(() => current() && retryLater())
    task.onError(() => current() && retryLater())
  } catch {
    if (current()) retryLater()
  }
}

const opened = (): void => {
  open = true
  failures = 0
  for (const [name, topic] of topics) send(subscribing(name, topic))
  beatTimer = setInterval(beat, heartbeat)
}

const beat = (): void => {
  clearTimeout(deadTimer)
  send({ type: 'ping' })
  deadTimer = setTimeout(reconnectNow, patience)
}

const received = (message: ServerMessage | null): void => {
  clearTimeout(deadTimer)
  heardAt = monotonic()
  if (message === null || message.type === 'pong') return
  if (message.type === 'event') {
    deliver(message.event)
    return
  }
  const topic = topics.get(message.topic)
  if (topic === undefined) return
  if (message.type === 'refused') {
    if (isAboutMe(message.topic)) reloadMe()
    for (const listener of [...topic.listeners]) listener.onRefused()
    return
  }
  const { latest } = message
  if (latest !== undefined) for (const listener of [...topic.listeners]) listener.onLatest?.(latest)
  // After a resume the missed events follow, each with its own offset.
  if (message.resumed && topic.at?.epoch === message.epoch) return
  if (topic.at !== null && isAboutMe(message.topic)) reloadMe()
  topic.at = { epoch: message.epoch, offset: message.offset }
  for (const listener of [...topic.listeners]) listener.onResync()
}

const deliver = (event: LiveEvent): void => {
  const topic = topics.get(event.topic)
  if (topic === undefined) return
  const known = topic.at?.epoch === event.epoch ? topic.at.offset : -1
  if (event.offset <= known) return
  topic.at = { epoch: event.epoch, offset: event.offset }
  if (event.kind === 'posts_changed' && isAboutMe(event.topic)) reloadMe()
  for (const listener of [...topic.listeners]) listener.onEvent(event)
}

// An even generation is at rest, an odd one connects or is connected.
const disconnect = (): void => {
  if (generation % 2 === 1) generation++
  open = false
  clearTimeout(retryTimer)
  clearInterval(beatTimer)
  clearTimeout(deadTimer)
  const old = socket
  socket = null
  try {
    old?.close({})
  } catch {
    // Already closed by the other side.
  }
}

const reconnectNow = (): void => {
  disconnect()
  failures = 0
  connect()
}

// 1 s doubling to 30 s, each shortened by chance: a thousand phones must not return at once.
const retryLater = (): void => {
  disconnect()
  const wait = Math.min(30_000, 1000 * 2 ** failures) * (0.5 + Math.random() / 2)
  failures = Math.min(failures + 1, 5)
  retryTimer = setTimeout(connect, wait)
}
