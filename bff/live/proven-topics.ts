import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { LiveData } from '#shared/live/live.contract.ts'
import { closeCodes } from '#shared/live/live.contract.ts'
import type { HeardChange } from '../platform/live-bus.ts'
import type { LiveClient } from './live-client.ts'
import { newestOf } from './newest-of.ts'
import type { Follow, Proof, ProofTimes, ProvenTopics } from './proof.ts'
import { proofTimes } from './proof.ts'
import type { TopicState } from './topic-memory.ts'
import { createTopicMemory, eventFrame, eventsAfter, remember } from './topic-memory.ts'

export interface Subscription {
  readonly topic: string
  readonly epoch: string | undefined
  readonly offset: number | undefined
}

export interface ProvenFollowing {
  readonly subscribe: (client: LiveClient, wanted: Subscription) => void
  readonly unsubscribe: (client: LiveClient, topic: string) => void
  readonly leave: (client: LiveClient) => void
  readonly onChange: (change: HeardChange) => void
  /** Every event may have been missed: new epochs, and the newest values to everybody. */
  readonly onGap: () => void
  /** How many topics of these a client follows or has asked for. */
  readonly countOf: (client: LiveClient) => number
  readonly start: () => void
  readonly stop: () => void
}

/** A client with more than this unread gets only what is newest, once it has read on. */
const keepsUpBytes = 16 * 1024
const catchUpMilliseconds = 100
/** Subscriptions that are answered together. */
const gatherMilliseconds = 5
const mostAtOnce = 2000
/** While the database is away: between two tries, and how many until subscribers are sent away. */
const patienceMilliseconds = 500
const mostFailures = 20

interface Follower {
  readonly client: LiveClient
  readonly topic: string
  /** The last offset the client was sent; undefined until its subscription was answered. */
  told: number | undefined
  provenAt: number
}

interface Asking {
  readonly client: LiveClient
  readonly wanted: Subscription
}

/** What somebody who was told up to an offset has missed, as frames; undefined: no longer known. */
type SharedFrames = (state: TopicState<Follower>, told: number) => readonly Buffer[] | undefined

const followOf = ({ accountId, sessionId, personId }: LiveClient, topic: string): Follow => ({
  accountId,
  sessionId,
  personId,
  topic,
})

interface Options {
  readonly topics: ProvenTopics
  readonly newEpoch: () => string
  readonly log: Pick<FastifyBaseLogger, 'warn'>
  readonly times?: ProofTimes
}

/**
 * Who follows which elder on this node. An event goes out as one frame to whoever was proven within
 * the last seconds and keeps up; the others catch up from the topic's memory: for readings with the
 * newest of each metric, for anything else event by event, and where memory ends from the database.
 */
export const createProvenFollowing = ({
  topics,
  newEpoch,
  log,
  times = proofTimes,
}: Options): ProvenFollowing => {
  const memory = createTopicMemory<Follower>(newEpoch)
  const seats = new Map<LiveClient, Map<string, Follower | Asking>>()
  let asking: Asking[] = []
  let answering = false
  const lagging = new Set<Follower>()
  const timers: NodeJS.Timeout[] = []
  let stopped = false

  const now = () => performance.now()
  const isFollower = (one: Follower | Asking | undefined): one is Follower =>
    one !== undefined && 'provenAt' in one
  const isCurrent = (follower: Follower) =>
    seats.get(follower.client)?.get(follower.topic) === follower

  const drop = (follower: Follower): void => {
    seats.get(follower.client)?.delete(follower.topic)
    lagging.delete(follower)
    memory.leave(follower.topic, follower)
  }
  const refuse = (follower: Follower, proof: Proof): void => {
    drop(follower)
    if (proof === 'ended') follower.client.close(closeCodes.sessionEnded)
    else follower.client.send({ type: 'refused', topic: follower.topic, code: 'not_allowed' })
  }

  const maySend = ({ client, provenAt }: Follower, at: number): boolean =>
    at - provenAt <= times.goodForMilliseconds && client.bufferedBytes() <= keepsUpBytes

  const answer = (follower: Follower, state: TopicState<Follower>, latest?: LiveData): void => {
    const { epoch, topic } = state
    const offset = follower.told ?? state.offset
    follower.client.send({
      ...{ type: 'subscribed', topic, epoch, offset, resumed: false },
      ...(latest ? { latest } : {}),
    })
  }

  /** Sends what a follower has not been told yet, if he may be told now. */
  const catchUp = (follower: Follower, unheard: Follower[], frames: SharedFrames): void => {
    const state = memory.get(follower.topic)
    if (!isCurrent(follower) || !state || follower.told === undefined) {
      lagging.delete(follower)
      return
    }
    if (!maySend(follower, now())) return
    lagging.delete(follower)
    const missed = frames(state, follower.told)
    if (!missed) {
      unheard.push(follower)
      return
    }
    follower.told = state.offset
    for (const frame of missed) follower.client.sendFrame(frame)
  }

  /** Thousands fall behind together, and together they get the same frames. */
  const shareFrames = (): SharedFrames => {
    const made = new Map<string, readonly Buffer[] | undefined>()
    return (state, told) => {
      const place = `${told}/${state.topic}`
      if (!made.has(place)) {
        const events = eventsAfter(state, told)
        const kept = events && topics.keepsNewest(state.topic) ? newestOf(events) : events
        made.set(
          place,
          kept?.map((event) => eventFrame(state, event)),
        )
      }
      return made.get(place)
    }
  }

  /** Followers for whom events are lost to this node's memory get the newest from the database. */
  const resync = async (followers: readonly Follower[]): Promise<void> => {
    if (stopped || followers.length === 0) return
    for (const follower of followers) {
      follower.told = undefined
      lagging.delete(follower)
    }
    const offsets = new Map<string, number>()
    for (const { topic } of followers) offsets.set(topic, memory.get(topic)?.offset ?? 0)
    try {
      const latest = await topics.latest([...offsets.keys()])
      for (const follower of followers) {
        const state = memory.get(follower.topic)
        if (!state || !isCurrent(follower)) continue
        // What was heard while we asked is sent after it.
        follower.told = offsets.get(follower.topic) ?? 0
        answer(follower, state, latest.get(follower.topic))
        lagging.add(follower)
      }
      catchUpAll()
    } catch (error) {
      log.warn({ err: error }, 'latest readings not read')
      // They are told nothing meanwhile, not even events: nobody may believe that he is up to date.
      setTimeout(() => void resync(followers.filter(isCurrent)), patienceMilliseconds).unref()
    }
  }

  const catchUpAll = (): void => {
    if (lagging.size === 0) return
    const unheard: Follower[] = []
    const frames = shareFrames()
    for (const follower of [...lagging]) catchUp(follower, unheard, frames)
    void resync(unheard)
  }

  const prove = async (followers: readonly Follower[]): Promise<void> => {
    const askedAt = now()
    const proofs = await topics.prove(followers.map(({ client, topic }) => followOf(client, topic)))
    for (const [at, follower] of followers.entries()) {
      if (!isCurrent(follower)) continue
      const proof = proofs[at]
      if (proof !== 'yes') refuse(follower, proof ?? 'no')
      else if (askedAt > follower.provenAt) follower.provenAt = askedAt
    }
    catchUpAll()
  }
  /** A failed proof is none: five seconds later nothing is sent any more. */
  const tryProve = (followers: readonly Follower[]): Promise<void> =>
    prove(followers).catch((error: unknown) => log.warn({ err: error }, 'followers not proven'))

  const everyFollower = (): Follower[] =>
    [...seats.values()].flatMap((seat) => [...seat.values()].filter(isFollower))

  const attach = (one: Asking, provenAt: number): Follower | undefined => {
    const { client, wanted } = one
    const seat = seats.get(client)
    // He may have left, or asked otherwise, while his rights were looked up.
    if (seat?.get(wanted.topic) !== one) return undefined
    const follower: Follower = { client, topic: wanted.topic, told: undefined, provenAt }
    seat.set(wanted.topic, follower)
    const state = memory.join(wanted.topic, follower)
    const { epoch, offset } = state
    const resumes =
      wanted.epoch === epoch &&
      wanted.offset !== undefined &&
      eventsAfter(state, wanted.offset) !== undefined
    if (!resumes) return follower
    client.send({ type: 'subscribed', topic: wanted.topic, epoch, offset, resumed: true })
    follower.told = wanted.offset
    for (const event of eventsAfter(state, wanted.offset) ?? [])
      client.sendFrame(eventFrame(state, event))
    follower.told = offset
    return undefined
  }

  const answerAsking = async (some: readonly Asking[]): Promise<void> => {
    const askedAt = now()
    const proofs = await topics.prove(
      some.map(({ client, wanted }) => followOf(client, wanted.topic)),
    )
    const fresh: Follower[] = []
    for (const [at, one] of some.entries()) {
      const { client, wanted } = one
      const proof = proofs[at] ?? 'no'
      if (proof === 'yes') {
        const follower = attach(one, askedAt)
        if (follower) fresh.push(follower)
        continue
      }
      if (seats.get(client)?.get(wanted.topic) !== one) continue
      seats.get(client)?.delete(wanted.topic)
      if (proof === 'ended') client.close(closeCodes.sessionEnded)
      else client.send({ type: 'refused', topic: wanted.topic, code: 'not_allowed' })
    }
    await resync(fresh)
  }

  const answerAll = async (): Promise<void> => {
    let failures = 0
    while (asking.length > 0 && !stopped) {
      const some = asking.slice(0, mostAtOnce)
      asking = asking.slice(mostAtOnce)
      try {
        await answerAsking(some)
        failures = 0
      } catch (error) {
        log.warn({ err: error }, 'subscriptions not answered')
        failures += 1
        if (failures < mostFailures) asking = [...some, ...asking]
        else for (const { client } of some) client.close(closeCodes.goingAway)
        await sleep(patienceMilliseconds)
      }
    }
    answering = false
  }

  return {
    subscribe: (client, wanted) => {
      const seat = seats.get(client) ?? new Map<string, Follower | Asking>()
      seats.set(client, seat)
      const before = seat.get(wanted.topic)
      if (isFollower(before)) drop(before)
      const one: Asking = { client, wanted }
      seat.set(wanted.topic, one)
      asking.push(one)
      if (answering) return
      answering = true
      setTimeout(() => void answerAll(), gatherMilliseconds)
    },
    unsubscribe: (client, topic) => {
      const one = seats.get(client)?.get(topic)
      if (isFollower(one)) drop(one)
      else seats.get(client)?.delete(topic)
    },
    leave: (client) => {
      for (const one of seats.get(client)?.values() ?? []) if (isFollower(one)) drop(one)
      seats.delete(client)
    },
    onChange: (change) => {
      for (const topic of topics.shaken(change)) {
        const followers = [...(memory.get(topic)?.followers ?? [])]
        if (followers.length > 0) void tryProve(followers)
      }
      const state = memory.get(change.topic)
      if (!state) return
      const event = remember(state, change)
      let frame: Buffer | undefined
      const at = now()
      for (const follower of state.followers) {
        if (follower.told !== event.offset - 1 || !maySend(follower, at)) {
          if (follower.told !== undefined) lagging.add(follower)
          continue
        }
        follower.told = event.offset
        frame ??= eventFrame(state, event)
        follower.client.sendFrame(frame)
      }
    },
    onGap: () => {
      memory.clear()
      const followers = everyFollower()
      for (const follower of followers) memory.join(follower.topic, follower)
      void resync(followers)
    },
    countOf: (client) => seats.get(client)?.size ?? 0,
    start: () => {
      let busy = false
      const round = async () => {
        if (busy) return
        busy = true
        const followers = everyFollower()
        if (followers.length > 0) await tryProve(followers)
        busy = false
      }
      timers.push(
        setInterval(() => void round(), times.everyMilliseconds).unref(),
        setInterval(catchUpAll, catchUpMilliseconds).unref(),
      )
    },
    stop: () => {
      stopped = true
      for (const timer of timers) clearInterval(timer)
    },
  }
}
