import type { HeardChange } from '../platform/live-bus.ts'
import { textFrame } from './text-frame.ts'

/** Events a topic remembers for clients that come back; beyond that they read again. */
const remembered = 200
/** How long a topic is remembered once nobody follows it: a phone changing networks takes seconds. */
const rememberedMilliseconds = 60_000

export interface Remembered {
  readonly offset: number
  readonly kind: string
  /** Its data, JSON. */
  readonly text: string
}

/** One topic on this node; `F` is whoever follows it. */
export interface TopicState<F> {
  readonly topic: string
  readonly epoch: string
  offset: number
  readonly recent: Remembered[]
  readonly followers: Set<F>
  forget: NodeJS.Timeout | undefined
}

export interface TopicMemory<F> {
  readonly get: (topic: string) => TopicState<F> | undefined
  /** Creates it, with an epoch of its own, when nobody followed it. */
  readonly join: (topic: string, follower: F) => TopicState<F>
  readonly leave: (topic: string, follower: F) => void
  /** Every topic ends; whoever goes on following gets a new epoch. */
  readonly clear: () => void
}

/** An event of a topic as one frame, to be sent to each of its followers. */
export const eventFrame = (
  { topic, epoch }: Pick<TopicState<unknown>, 'topic' | 'epoch'>,
  { offset, kind, text }: Remembered,
): Buffer =>
  textFrame(
    `{"type":"event","event":{"v":1,"topic":${JSON.stringify(topic)},"epoch":"${epoch}","offset":${offset},"kind":${JSON.stringify(kind)},"data":${text}}}`,
  )

/** Gives a change its place in its topic. */
export const remember = (state: TopicState<unknown>, { kind, text }: HeardChange): Remembered => {
  state.offset += 1
  const event: Remembered = { offset: state.offset, kind, text }
  state.recent.push(event)
  if (state.recent.length > remembered) state.recent.shift()
  return event
}

/** What of a topic happened after `offset`; undefined when not all of it is remembered. */
export const eventsAfter = (
  { recent, offset: newest }: TopicState<unknown>,
  offset: number,
): readonly Remembered[] | undefined => {
  if (offset > newest) return undefined
  const missing = newest - offset
  return missing > recent.length ? undefined : recent.slice(recent.length - missing)
}

/** Topics followed on this node now, or until just now. */
export const createTopicMemory = <F>(newEpoch: () => string): TopicMemory<F> => {
  const topics = new Map<string, TopicState<F>>()
  return {
    get: (topic) => topics.get(topic),
    join: (topic, follower) => {
      const state = topics.get(topic) ?? {
        ...{ topic, epoch: newEpoch(), offset: 0, recent: [] },
        followers: new Set<F>(),
        forget: undefined,
      }
      topics.set(topic, state)
      clearTimeout(state.forget)
      state.followers.add(follower)
      return state
    },
    leave: (topic, follower) => {
      const state = topics.get(topic)
      if (!state?.followers.delete(follower) || state.followers.size > 0) return
      state.forget = setTimeout(() => {
        if (topics.get(topic) === state) topics.delete(topic)
      }, rememberedMilliseconds).unref()
    },
    clear: () => {
      for (const { forget } of topics.values()) clearTimeout(forget)
      topics.clear()
    },
  }
}
