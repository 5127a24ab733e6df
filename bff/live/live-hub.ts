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
  readonly receive: (client: LiveClient, message: ClientMessage) => void
  /** Ends the client's socket when its session has ended. */
  readonly recheck: (client: LiveClient) => Promise<void>
  readonly leave: (client: LiveClient) => void
  readonly close: () => void
}

/** Events a topic remembers for clients that come back; beyond that they read again. */
const remembered = 200
/** How long a topic is remembered once nobody follows it: a phone changing networks takes seconds. */
const rememberedMilliseconds = 60_000
/** A client that leaves this much unread is cut: it comes back and reads again. */
const maxBufferedBytes = 1024 * 1024
const maxTopicsPerClient = 50

interface TopicState {
  readonly epoch: string
  offset: number
  readonly recent: LiveEvent[]
  readonly followers: Set<Seat>
  forget: NodeJS.Timeout | undefined
}

/** What the hub knows of one client. Its work is done one after the other, so order is kept. */
interface Seat {
  readonly client: LiveClient
  /** Followed topics, each with the last offset the client has been told. */
  readonly told: Map<string, number>
  personId: string | undefined
  undelivered: LiveEvent[]
  work: Promise<void>
}

/**
 * Who follows which topic on this node. An epoch names one unbroken memory of a topic: after a
 * restart, a lost bus or on another node it differs, and the client is told to read again – no gap
 * is hidden.
 */
export const createLiveHub = (platform: Platform, { findActor, mayFollow }: Options): LiveHub => {
  const { ids, liveBus, log } = platform
  let topics = new Map<string, TopicState>()
  const seats = new Map<LiveClient, Seat>()

  const topicState = (topic: string): TopicState => {
    const known = topics.get(topic)
    if (known) return known
    const fresh: TopicState = {
      epoch: ids.next(),
      offset: 0,
      recent: [],
      followers: new Set(),
      forget: undefined,
    }
    topics.set(topic, fresh)
    return fresh
  }

  const leaveTopic = (seat: Seat, topic: string): void => {
    seat.told.delete(topic)
    const state = topics.get(topic)
    if (!state?.followers.delete(seat) || state.followers.size > 0) return
    state.forget = setTimeout(() => {
      if (topics.get(topic) === state) topics.delete(topic)
    }, rememberedMilliseconds).unref()
  }

  const onFailed = ({ client }: Seat, error: unknown): void => {
    const ended = error instanceof Refusal
    if (!ended) log.warn({ err: error }, 'live event not delivered')
    // Whatever the reason, the client must not believe that it is up to date.
    client.close(ended ? closeCodes.sessionEnded : closeCodes.goingAway)
  }

  const inTurn = (seat: Seat, work: () => Promise<void>): void => {
    seat.work = seat.work.then(work).catch((error: unknown) => onFailed(seat, error))
  }

  const tell = ({ client, told }: Seat, event: LiveEvent): void => {
    const last = told.get(event.topic)
    // Left meanwhile, told already, or of an epoch that has ended.
    if (last === undefined || event.offset <= last) return
    if (topics.get(event.topic)?.epoch !== event.epoch) return
    told.set(event.topic, event.offset)
    if (client.bufferedBytes() > maxBufferedBytes) client.close(closeCodes.tooSlow)
    else client.send({ type: 'event', event })
  }

  /** Rights are looked up again whenever something happened: whoever lost them hears no more. */
  const deliver = async (seat: Seat): Promise<void> => {
    const events = seat.undelivered
    seat.undelivered = []
    const actor = await findActor(seat.client)
    for (const topic of new Set(events.map((event) => event.topic))) {
      if (!seat.told.has(topic) || (await mayFollow(actor, topic))) continue
      leaveTopic(seat, topic)
      seat.client.send({ type: 'refused', topic, code: 'not_allowed' })
    }
    for (const event of events) tell(seat, event)
  }

  const recheck = async (client: LiveClient): Promise<void> => {
    await findActor(client).catch((error: unknown) => {
      // Only a session that has ended cuts a quiet client; a database that is away does not.
      if (error instanceof Refusal) client.close(closeCodes.sessionEnded)
    })
  }

  /** A session has ended: which one only the database knows; a seat may not know its person yet. */
  const recheckPerson = (topic: string): void => {
    for (const { client, personId } of seats.values())
      if (personId === undefined || topic === `person/${personId}`) void recheck(client)
  }

  const onChange = (change: LiveChange): void => {
    if (change.kind === 'session_ended') recheckPerson(change.topic)
    const state = topics.get(change.topic)
    if (!state) return
    state.offset += 1
    const event: LiveEvent = { v: 1, ...change, epoch: state.epoch, offset: state.offset }
    state.recent.push(event)
    if (state.recent.length > remembered) state.recent.shift()
    for (const seat of state.followers)
      if (seat.undelivered.push(event) === 1) inTurn(seat, () => deliver(seat))
  }

  /** The bus was away: what happened meanwhile is unknown, so new epochs begin for everyone. */
  const onGap = (): void => {
    for (const { forget } of topics.values()) clearTimeout(forget)
    topics = new Map()
    for (const seat of seats.values())
      for (const topic of seat.told.keys()) {
        const { epoch, offset, followers } = topicState(topic)
        followers.add(seat)
        seat.told.set(topic, offset)
        seat.client.send({ type: 'subscribed', topic, epoch, offset, resumed: false })
      }
  }
  liveBus.subscribe(onChange, onGap)

  const subscribe = async (
    seat: Seat,
    { topic, epoch: from, offset: heard }: Extract<ClientMessage, { type: 'subscribe' }>,
  ): Promise<void> => {
    const { client, told } = seat
    const actor = await findActor(client)
    const room = told.has(topic) || told.size < maxTopicsPerClient
    if (!room || !(await mayFollow(actor, topic))) {
      client.send({ type: 'refused', topic, code: 'not_allowed' })
      return
    }
    // The client may have left while its rights were looked up.
    if (!seats.has(client)) return
    const state = topicState(topic)
    clearTimeout(state.forget)
    state.followers.add(seat)
    const { epoch, offset } = state
    const oldest = state.recent[0]?.offset ?? offset + 1
    const resumed = from === epoch && heard !== undefined && heard >= oldest - 1 && heard <= offset
    client.send({ type: 'subscribed', topic, epoch, offset, resumed })
    told.set(topic, resumed ? heard : offset)
    if (resumed) for (const event of state.recent) tell(seat, event)
  }

  return {
    join: (client) => {
      const seat: Seat = {
        client,
        told: new Map(),
        personId: undefined,
        undelivered: [],
        work: Promise.resolve(),
      }
      seats.set(client, seat)
      // The session may have ended since it took the ticket.
      inTurn(seat, async () => {
        seat.personId = (await findActor(client)).personId
      })
    },
    receive: (client, message) => {
      const seat = seats.get(client)
      if (!seat) return
      if (message.type === 'ping') client.send({ type: 'pong' })
      else if (message.type === 'unsubscribe')
        inTurn(seat, async () => leaveTopic(seat, message.topic))
      else inTurn(seat, () => subscribe(seat, message))
    },
    recheck,
    leave: (client) => {
      const seat = seats.get(client)
      if (!seat) return
      seats.delete(client)
      for (const topic of [...seat.told.keys()]) leaveTopic(seat, topic)
    },
    close: () => {
      for (const client of seats.keys()) client.close(closeCodes.goingAway)
    },
  }
}
