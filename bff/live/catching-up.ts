import type { FastifyBaseLogger } from 'fastify'
import type { LiveData } from '#shared/live/live.contract.ts'
import type { Follower, Followers } from './follower.ts'
import { newestOf } from './newest-of.ts'
import type { ProvenTopics } from './proof.ts'
import type { TopicState } from './topic-memory.ts'
import { eventFrame, eventsAfter } from './topic-memory.ts'

/** While the database is away: between two tries. */
const patienceMilliseconds = 500

/** What somebody who was told up to an offset has missed, as frames; undefined: no longer known. */
type SharedFrames = (state: TopicState<Follower>, told: number) => readonly Buffer[] | undefined

interface Needs {
  readonly followers: Followers
  readonly topics: ProvenTopics
  readonly log: Pick<FastifyBaseLogger, 'warn'>
  /** Whether he may be told now: proven, and not behind with what he was sent. */
  readonly maySend: (follower: Follower, at: number) => boolean
}

/**
 * Followers who have not been told everything: those who could not keep up or be proven get what they
 * missed from the topic's memory – of readings the newest of each metric – and where memory ends, as
 * when they are new, the newest values from the database.
 */
export const createCatchingUp = ({ followers, topics, log, maySend }: Needs) => {
  const { memory, isCurrent } = followers
  const lagging = new Set<Follower>()
  let isStopped = false

  const answer = (follower: Follower, state: TopicState<Follower>, latest?: LiveData): void => {
    const { epoch, topic } = state
    const offset = follower.told ?? state.offset
    follower.client.send({
      ...{ type: 'subscribed', topic, epoch, offset, resumed: false },
      ...(latest ? { latest } : {}),
    })
  }

  /** Sends what a follower has not been told yet, if he may be told now. */
  const one = (follower: Follower, unheard: Follower[], frames: SharedFrames): void => {
    const state = memory.get(follower.topic)
    if (!isCurrent(follower) || !state || follower.told === undefined) {
      lagging.delete(follower)
      return
    }
    if (!maySend(follower, performance.now())) return
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

  const all = (): void => {
    if (lagging.size === 0) return
    const unheard: Follower[] = []
    const frames = shareFrames()
    for (const follower of [...lagging]) one(follower, unheard, frames)
    void resync(unheard)
  }

  const resync = async (some: readonly Follower[]): Promise<void> => {
    if (isStopped || some.length === 0) return
    for (const follower of some) {
      follower.told = undefined
      lagging.delete(follower)
    }
    const offsets = new Map<string, number>()
    for (const { topic } of some) offsets.set(topic, memory.get(topic)?.offset ?? 0)
    try {
      const latest = await topics.latest([...offsets.keys()])
      for (const follower of some) {
        const state = memory.get(follower.topic)
        if (!state || !isCurrent(follower)) continue
        // What was heard while we asked is sent after it.
        follower.told = offsets.get(follower.topic) ?? 0
        answer(follower, state, latest.get(follower.topic))
        lagging.add(follower)
      }
      all()
    } catch (error) {
      log.warn({ err: error }, 'latest readings not read')
      // They are told nothing meanwhile, not even events: nobody may believe that he is up to date.
      setTimeout(() => void resync(some.filter(isCurrent)), patienceMilliseconds).unref()
    }
  }

  return {
    /** He has been told something, but not the newest. */
    isBehind: (follower: Follower): void => {
      if (follower.told !== undefined) lagging.add(follower)
    },
    forget: (follower: Follower): void => void lagging.delete(follower),
    all,
    /** For whom events are lost to this node's memory: the newest values from the database. */
    resync,
    stop: (): void => {
      isStopped = true
    },
  }
}
export type CatchingUp = ReturnType<typeof createCatchingUp>
