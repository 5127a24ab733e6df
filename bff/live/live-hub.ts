import { Refusal } from '#shared/http/errors.ts'
import type { ClientMessage, LiveEvent, ServerMessage } from '#shared/live/live.contract.ts'
import { closeCodes } from '#shared/live/live.contract.ts'
import type { Actor } from '../accounts/actor.ts'
import type { LiveChange } from '../platform/live-bus.ts'
import type { Platform } from '../platform/platform.ts'

/** One client, as the hub needs it; the socket behind it is live.routes' business. */
export interface LiveClient {
  readonly accountId: Actor['accountId']
  readonly sessionId: string
  readonly send: (message: ServerMessage) => void
  readonly close: (code: number) => void
  /** Bytes accepted but not yet taken by the network. */
  readonly bufferedBytes: () => number
}

interface Options {
  readonly findActor: (claims: { accountId: string; sessionId: string }) => Promise<Actor>
  readonly mayFollow: (actor: Actor, topic: string) => Promise<boolean>
}

export interface LiveHub {
  readonly join: (client: LiveClient) => void
  readonly receive: (client: LiveClient, message: ClientMessage) => Promise<void>
  /** Ends the client's socket when its session has ended. */
  readonly recheck: (client: LiveClient) => Promise<void>
  readonly leave: (client: LiveClient) => void
  readonly close: () => void
}

/** Events a topic remembers for clients that come back; beyond that they read again. */
const remembered = 200
/** A client that leaves this much unread is cut: it comes back and reads again. */
const maxBufferedBytes = 1024 * 1024
const maxTopicsPerClient = 50

interface TopicState {
  offset: number
  recent: LiveEvent[]
  followers: Set<LiveClient>
}

/**
 * Who follows which topic on this node. An epoch names one unbroken memory: after a restart, a lost
 * bus or another node the epoch differs, and the client is told to read again – no gap is hidden.
 */
export const createLiveHub = (platform: Platform, { findActor, mayFollow }: Options): LiveHub => {
  const { ids, liveBus, log } = platform
  let epoch = ids.next()
  let topics = new Map<string, TopicState>()
  const topicsOf = new Map<LiveClient, Set<string>>()

  const topicState = (topic: string): TopicState => {
    const known = topics.get(topic)
    if (known) return known
    const fresh = { offset: 0, recent: [], followers: new Set<LiveClient>() }
    topics.set(topic, fresh)
    return fresh
  }

  const leaveTopic = (client: LiveClient, topic: string): void => {
    topicsOf.get(client)?.delete(topic)
    const state = topics.get(topic)
    state?.followers.delete(client)
    if (state && state.followers.size === 0) topics.delete(topic)
  }

  /** Rights are looked up again for each event: whoever lost them hears nothing more. */
  const deliver = async (client: LiveClient, event: LiveEvent): Promise<void> => {
    const actor = await findActor(client)
    if (!(await mayFollow(actor, event.topic))) {
      leaveTopic(client, event.topic)
      client.send({ type: 'refused', topic: event.topic, code: 'not_allowed' })
      return
    }
    if (client.bufferedBytes() > maxBufferedBytes) client.close(closeCodes.tooSlow)
    else client.send({ type: 'event', event })
  }

  const onDeliveryFailed = (client: LiveClient) => (error: unknown) => {
    const ended = error instanceof Refusal
    if (!ended) log.warn({ err: error }, 'live event not delivered')
    // Whatever the reason, the client must not believe that it is up to date.
    client.close(ended ? closeCodes.sessionEnded : closeCodes.goingAway)
  }

  /** Only a session that has ended cuts a quiet client; a database that is away does not. */
  const onRecheckFailed = (client: LiveClient) => (error: unknown) => {
    if (error instanceof Refusal) client.close(closeCodes.sessionEnded)
  }

  const onChange = (change: LiveChange): void => {
    const state = topics.get(change.topic)
    if (!state) return
    state.offset += 1
    const event: LiveEvent = { v: 1, ...change, epoch, offset: state.offset }
    state.recent.push(event)
    if (state.recent.length > remembered) state.recent.shift()
    for (const client of state.followers) deliver(client, event).catch(onDeliveryFailed(client))
  }

  /** The bus was away: what happened meanwhile is unknown, so a new epoch begins for everyone. */
  const onGap = (): void => {
    epoch = ids.next()
    const followed = topics
    topics = new Map()
    for (const [topic, { followers }] of followed)
      for (const client of followers) {
        topicState(topic).followers.add(client)
        client.send({ type: 'subscribed', topic, epoch, offset: 0, resumed: false })
      }
  }
  liveBus.subscribe(onChange, onGap)

  const subscribe = async (
    client: LiveClient,
    { topic, epoch: from, offset }: Extract<ClientMessage, { type: 'subscribe' }>,
  ): Promise<void> => {
    const mine = topicsOf.get(client)
    if (!mine) return
    const actor = await findActor(client)
    if (mine.size >= maxTopicsPerClient || !(await mayFollow(actor, topic))) {
      client.send({ type: 'refused', topic, code: 'not_allowed' })
      return
    }
    // The client may have left while its rights were looked up.
    if (!topicsOf.has(client)) return
    mine.add(topic)
    const state = topicState(topic)
    state.followers.add(client)
    const oldest = state.recent[0]?.offset ?? state.offset + 1
    const resumed =
      from === epoch && offset !== undefined && offset >= oldest - 1 && offset <= state.offset
    client.send({ type: 'subscribed', topic, epoch, offset: state.offset, resumed })
    if (resumed)
      for (const event of state.recent)
        if (event.offset > offset) client.send({ type: 'event', event })
  }

  return {
    join: (client) => void topicsOf.set(client, new Set()),
    receive: async (client, message) => {
      if (message.type === 'ping') client.send({ type: 'pong' })
      else if (message.type === 'unsubscribe') leaveTopic(client, message.topic)
      else await subscribe(client, message).catch(onDeliveryFailed(client))
    },
    recheck: async (client) => {
      await findActor(client).catch(onRecheckFailed(client))
    },
    leave: (client) => {
      for (const topic of topicsOf.get(client) ?? []) leaveTopic(client, topic)
      topicsOf.delete(client)
    },
    close: () => {
      for (const client of topicsOf.keys()) client.close(closeCodes.goingAway)
    },
  }
}
