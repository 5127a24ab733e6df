import { Refusal } from '#shared/http/errors.ts'
import type { ClientMessage, LiveEvent, ServerMessage } from '#shared/live/live.contract.ts'
import { closeCodes } from '#shared/live/live.contract.ts'
import type { Actor } from '../accounts/actor.ts'
import type { HeardChange } from '../platform/live-bus.ts'
import type { Platform } from '../platform/platform.ts'
import { together } from '../platform/together.ts'
import type { LiveClient } from './live-client.ts'
import type { ProofTimes, ProvenTopics } from './proof.ts'
import { createProvenFollowing } from './proven-topics.ts'
import type { Remembered, TopicState } from './topic-memory.ts'
import { createTopicMemory, eventsAfter, remember } from './topic-memory.ts'

interface Options {
  readonly findActor: (claims: { accountId: string; sessionId: string }) => Promise<Actor>
  readonly mayFollow: (actor: Actor, topic: string) => Promise<boolean>
  /** Of these sessions those that are in force, with whose they are. */
  readonly ownersOf: (sessionIds: readonly string[]) => Promise<ReadonlyMap<string, unknown>>
  /** Topics of many events and many followers, whose rights are proven together. */
  readonly proven: ProvenTopics
  readonly proofTimes?: ProofTimes
}

export interface LiveHub {
  readonly join: (client: LiveClient) => void
  readonly receive: (client: LiveClient, message: ClientMessage) => void
  /** Ends the client's socket when its session has ended. */
  readonly recheck: (client: LiveClient) => Promise<void>
  readonly leave: (client: LiveClient) => void
  readonly start: () => void
  readonly close: () => void
}

/** A client that leaves this much unread is cut: it comes back and reads again. */
const maxBufferedBytes = 1024 * 1024
const maxTopicsPerClient = 50

/** What the hub knows of one client. Its work is done one after the other, so order is kept. */
interface Seat {
  readonly client: LiveClient
  /** Followed topics, each with the last offset the client has been told. */
  readonly told: Map<string, number>
  undelivered: LiveEvent[]
  work: Promise<void> | undefined
}

const liveEvent = (
  { topic, epoch }: Pick<TopicState<Seat>, 'topic' | 'epoch'>,
  { offset, kind, text }: Remembered,
): LiveEvent => ({ v: 1, topic, epoch, offset, kind, data: JSON.parse(text) })

/**
 * Who follows which topic on this node. An epoch names one unbroken memory of a topic: after a
 * restart, a lost bus or on another node it differs, and the client is told to read again – no gap
 * is hidden. Rights are looked up at every event, except for topics that are proven together.
 */
export const createLiveHub = (
  { ids, liveBus, log }: Pick<Platform, 'ids' | 'liveBus' | 'log'>,
  { findActor, mayFollow, ownersOf, proven, ...options }: Options,
): LiveHub => {
  const topics = createTopicMemory<Seat>(ids.next)
  const seats = new Map<LiveClient, Seat>()
  const following = createProvenFollowing({
    topics: proven,
    newEpoch: ids.next,
    log,
    ...(options.proofTimes ? { times: options.proofTimes } : {}),
  })

  const leaveTopic = (seat: Seat, topic: string): void => {
    if (seat.told.delete(topic)) topics.leave(topic, seat)
  }

  const onFailed = ({ client }: Seat, error: unknown): void => {
    const ended = error instanceof Refusal
    if (!ended) log.warn({ err: error }, 'live event not delivered')
    // Whatever the reason, the client must not believe that it is up to date.
    client.close(ended ? closeCodes.sessionEnded : closeCodes.goingAway)
  }

  const inTurn = (seat: Seat, work: () => Promise<void>): void => {
    const done = (seat.work ?? Promise.resolve())
      .then(work)
      .catch((error: unknown) => onFailed(seat, error))
      .finally(() => {
        // Idle seats keep no chain of promises.
        if (seat.work === done) seat.work = undefined
      })
    seat.work = done
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

  const isInForce = together(async (sessionIds: readonly string[]) => {
    const found = await ownersOf([...new Set(sessionIds)])
    return sessionIds.map((sessionId) => found.has(sessionId))
  })
  const recheck = async (client: LiveClient): Promise<void> => {
    // Only a session that has ended cuts a quiet client; a database that is away does not.
    const inForce = await isInForce(client.sessionId).catch(() => true)
    if (!inForce) client.close(closeCodes.sessionEnded)
  }

  /** A session of this person has ended: which one only the database knows. */
  const recheckPerson = (topic: string): void => {
    for (const { client } of seats.values())
      if (topic === `person/${client.personId}`) void recheck(client)
  }

  const onChange = (change: HeardChange): void => {
    if (change.kind === 'session_ended') recheckPerson(change.topic)
    following.onChange(change)
    const state = topics.get(change.topic)
    if (!state) return
    const event = liveEvent(state, remember(state, change))
    for (const seat of state.followers)
      if (seat.undelivered.push(event) === 1) inTurn(seat, () => deliver(seat))
  }

  /** The bus was away: what happened meanwhile is unknown, so new epochs begin for everyone. */
  const onGap = (): void => {
    following.onGap()
    topics.clear()
    for (const seat of seats.values())
      for (const topic of seat.told.keys()) {
        const { epoch, offset } = topics.join(topic, seat)
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
    const room = told.has(topic) || isRoom(seat)
    if (!room || !(await mayFollow(actor, topic))) {
      client.send({ type: 'refused', topic, code: 'not_allowed' })
      return
    }
    // The client may have left while its rights were looked up.
    if (!seats.has(client)) return
    const state = topics.join(topic, seat)
    const { epoch, offset } = state
    const missed = from === epoch && heard !== undefined ? eventsAfter(state, heard) : undefined
    const resumed = missed !== undefined && heard !== undefined
    client.send({ type: 'subscribed', topic, epoch, offset, resumed })
    told.set(topic, resumed ? heard : offset)
    for (const event of missed ?? []) tell(seat, liveEvent(state, event))
  }

  const isRoom = ({ client, told }: Seat): boolean =>
    told.size + following.countOf(client) < maxTopicsPerClient

  const receive = (seat: Seat, message: ClientMessage): ServerMessage | undefined => {
    const { client } = seat
    if (message.type === 'ping') return { type: 'pong' }
    const { topic } = message
    const isProven = proven.owns(topic)
    if (message.type === 'unsubscribe') {
      if (isProven) following.unsubscribe(client, topic)
      else inTurn(seat, async () => leaveTopic(seat, topic))
      return undefined
    }
    const { epoch, offset } = message
    if (!isProven) inTurn(seat, () => subscribe(seat, message))
    else if (!isRoom(seat)) return { type: 'refused', topic, code: 'not_allowed' }
    else following.subscribe(client, { topic, epoch, offset })
    return undefined
  }

  return {
    join: (client) => {
      seats.set(client, { client, told: new Map(), undelivered: [], work: undefined })
      // The session may have ended since the ticket was used.
      void recheck(client)
    },
    receive: (client, message) => {
      const seat = seats.get(client)
      const answer = seat && receive(seat, message)
      if (answer) client.send(answer)
    },
    recheck,
    leave: (client) => {
      const seat = seats.get(client)
      if (!seat) return
      seats.delete(client)
      following.leave(client)
      for (const topic of [...seat.told.keys()]) leaveTopic(seat, topic)
    },
    start: following.start,
    close: () => {
      following.stop()
      for (const client of seats.keys()) client.close(closeCodes.goingAway)
    },
  }
}
