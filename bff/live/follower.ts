import type { LiveClient } from './live-client.ts'
import type { Follow } from './proof.ts'
import { createTopicMemory, eventsAfter } from './topic-memory.ts'

export interface Subscription {
  readonly topic: string
  readonly epoch: string | undefined
  readonly offset: number | undefined
}

export interface Follower {
  readonly client: LiveClient
  readonly topic: string
  /** What is proven of him, the same object as long as he follows. */
  readonly follow: Follow
  /** The last offset the client was sent; undefined until its subscription was answered. */
  told: number | undefined
  provenAt: number
}

/** Somebody whose subscription is not answered yet. */
export interface Asking {
  readonly client: LiveClient
  readonly wanted: Subscription
  readonly follow: Follow
}

const isFollower = (one: Follower | Asking | undefined): one is Follower =>
  one !== undefined && 'provenAt' in one

/** Who asks to follow, and who follows, which topic on this node. */
export const createFollowers = (newEpoch: () => string) => {
  const memory = createTopicMemory<Follower>(newEpoch)
  const seats = new Map<LiveClient, Map<string, Follower | Asking>>()

  const isCurrent = (follower: Follower): boolean =>
    seats.get(follower.client)?.get(follower.topic) === follower
  const isWaiting = (asking: Asking): boolean =>
    seats.get(asking.client)?.get(asking.wanted.topic) === asking
  const drop = (follower: Follower): void => {
    seats.get(follower.client)?.delete(follower.topic)
    memory.leave(follower.topic, follower)
  }

  return {
    memory,
    isCurrent,
    isWaiting,
    drop,

    /** In the place of whatever the client had of this topic. */
    ask: (client: LiveClient, wanted: Subscription): Asking => {
      const seat = seats.get(client) ?? new Map<string, Follower | Asking>()
      seats.set(client, seat)
      const { topic } = wanted
      const before = seat.get(topic)
      if (isFollower(before)) drop(before)
      const { accountId, sessionId, personId } = client
      const asking = { client, wanted, follow: { accountId, sessionId, personId, topic } }
      seat.set(topic, asking)
      return asking
    },

    /** Undefined: he left, or asked otherwise, while his rights were looked up. */
    attach: (asking: Asking, provenAt: number) => {
      if (!isWaiting(asking)) return undefined
      const { client, follow, wanted } = asking
      const { topic } = wanted
      const follower: Follower = { client, topic, follow, told: undefined, provenAt }
      seats.get(client)?.set(topic, follower)
      const state = memory.join(topic, follower)
      const isSame = wanted.epoch === state.epoch && wanted.offset !== undefined
      const missed = isSame ? eventsAfter(state, wanted.offset ?? 0) : undefined
      return { follower, state, missed }
    },

    /** His subscription is refused. */
    forget: ({ client, wanted }: Asking): void => void seats.get(client)?.delete(wanted.topic),

    unsubscribe: (client: LiveClient, topic: string): void => {
      const one = seats.get(client)?.get(topic)
      if (isFollower(one)) drop(one)
      else seats.get(client)?.delete(topic)
    },

    leave: (client: LiveClient): void => {
      for (const one of seats.get(client)?.values() ?? []) if (isFollower(one)) drop(one)
      seats.delete(client)
    },

    all: (): Follower[] =>
      [...seats.values()].flatMap((seat) => [...seat.values()].filter(isFollower)),
    countOf: (client: LiveClient): number => seats.get(client)?.size ?? 0,
  }
}
export type Followers = ReturnType<typeof createFollowers>
