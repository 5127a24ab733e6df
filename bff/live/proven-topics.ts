import type { FastifyBaseLogger } from 'fastify'
import { closeCodes } from '#shared/live/live.contract.ts'
import type { HeardChange } from '../platform/live-bus.ts'
import { createAnswering } from './answering.ts'
import { createCatchingUp } from './catching-up.ts'
import type { Follower, Subscription } from './follower.ts'
import { createFollowers } from './follower.ts'
import type { LiveClient } from './live-client.ts'
import type { Proof, ProofTimes, ProvenTopics } from './proof.ts'
import { proofTimes } from './proof.ts'
import type { Remembered, TopicState } from './topic-memory.ts'
import { eventFrame, remember } from './topic-memory.ts'

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
/** Events written together, so that a client that stops reading is noticed between them. */
const mostTogether = 8

interface Options {
  readonly topics: ProvenTopics
  readonly newEpoch: () => string
  readonly log: Pick<FastifyBaseLogger, 'warn'>
  readonly times?: ProofTimes
}

/**
 * Who follows which elder on this node. Events go out as frames made once to whoever was proven within
 * the last seconds and keeps up; the others catch up later.
 */
export const createProvenFollowing = ({
  topics,
  newEpoch,
  log,
  times = proofTimes,
}: Options): ProvenFollowing => {
  const followers = createFollowers(newEpoch)
  const { memory } = followers
  const maySend = ({ client, provenAt }: Follower, at: number): boolean =>
    at - provenAt <= times.goodForMilliseconds && client.bufferedBytes() <= keepsUpBytes
  const catchingUp = createCatchingUp({ followers, topics, log, maySend })
  const answering = createAnswering({ followers, catchingUp, topics, log })
  const timers: NodeJS.Timeout[] = []
  /** Events that were heard in this turn and not sent yet. */
  let due = new Map<TopicState<Follower>, Remembered[]>()

  const refuse = (follower: Follower, proof: Proof): void => {
    followers.drop(follower)
    catchingUp.forget(follower)
    if (proof === 'ended') follower.client.close(closeCodes.sessionEnded)
    else follower.client.send({ type: 'refused', topic: follower.topic, code: 'not_allowed' })
  }

  const prove = async (some: readonly Follower[]): Promise<void> => {
    const askedAt = performance.now()
    const proofs = await topics.prove(some.map(({ follow }) => follow))
    for (const [at, follower] of some.entries()) {
      if (!followers.isCurrent(follower)) continue
      const proof = proofs[at]
      if (proof !== 'yes') refuse(follower, proof ?? 'no')
      else if (askedAt > follower.provenAt) follower.provenAt = askedAt
    }
    catchingUp.all()
  }
  /** A failed proof is none: five seconds later nothing is sent any more. */
  const tryProve = (some: readonly Follower[]): Promise<void> =>
    prove(some).catch((error: unknown) => log.warn({ err: error }, 'followers not proven'))

  const send = (state: TopicState<Follower>, events: readonly Remembered[]): void => {
    const first = events[0]?.offset ?? 0
    let frames: Buffer | undefined
    const at = performance.now()
    for (const follower of state.followers) {
      if (follower.told !== first - 1 || !maySend(follower, at)) {
        catchingUp.isBehind(follower)
        continue
      }
      follower.told = first - 1 + events.length
      frames ??= Buffer.concat(events.map((event) => eventFrame(state, event)))
      follower.client.sendFrame(frames)
    }
  }
  /** What comes together is written together: a write costs more than all else. */
  const sendDue = (): void => {
    const all = due
    due = new Map()
    for (const [state, events] of all)
      for (let at = 0; at < events.length && memory.get(state.topic) === state; at += mostTogether)
        send(state, events.slice(at, at + mostTogether))
  }

  return {
    subscribe: (client, wanted) => answering.add(followers.ask(client, wanted)),
    unsubscribe: followers.unsubscribe,
    leave: followers.leave,
    onChange: (change) => {
      for (const topic of topics.shaken(change)) {
        const some = [...(memory.get(topic)?.followers ?? [])]
        if (some.length > 0) void tryProve(some)
      }
      const state = memory.get(change.topic)
      if (!state) return
      const event = remember(state, change)
      const events = due.get(state)
      if (events) events.push(event)
      else {
        if (due.size === 0) setImmediate(sendDue)
        due.set(state, [event])
      }
    },
    onGap: () => {
      memory.clear()
      const all = followers.all()
      for (const follower of all) memory.join(follower.topic, follower)
      void catchingUp.resync(all)
    },
    countOf: followers.countOf,
    start: () => {
      let busy = false
      const round = async () => {
        if (busy) return
        busy = true
        const all = followers.all()
        if (all.length > 0) await tryProve(all)
        busy = false
      }
      timers.push(
        setInterval(() => void round(), times.everyMilliseconds).unref(),
        setInterval(catchingUp.all, catchUpMilliseconds).unref(),
      )
    },
    stop: () => {
      answering.stop()
      catchingUp.stop()
      for (const timer of timers) clearInterval(timer)
    },
  }
}
