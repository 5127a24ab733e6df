import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { closeCodes } from '#shared/live/live.contract.ts'
import type { CatchingUp } from './catching-up.ts'
import type { Asking, Follower, Followers } from './follower.ts'
import type { ProvenTopics } from './proof.ts'
import { eventFrame } from './topic-memory.ts'

/** Subscriptions that are answered together. */
const gatherMilliseconds = 5
const mostAtOnce = 2000
/** While the database is away: between two tries, and how many until subscribers are sent away. */
const patienceMilliseconds = 500
const mostFailures = 20

interface Needs {
  readonly followers: Followers
  readonly catchingUp: CatchingUp
  readonly topics: ProvenTopics
  readonly log: Pick<FastifyBaseLogger, 'warn'>
}

/** Answers subscriptions, many by one question: when a proxy restarts, thousands come back at once. */
export const createAnswering = ({ followers, catchingUp, topics, log }: Needs) => {
  let waiting: Asking[] = []
  let isAnswering = false
  let isStopped = false

  /** @returns whoever has to begin anew with the newest values */
  const letIn = (asking: Asking, provenAt: number): Follower | undefined => {
    const attached = followers.attach(asking, provenAt)
    if (!attached) return undefined
    const { follower, state, missed } = attached
    if (!missed) return follower
    const { topic, epoch, offset } = state
    const { client } = follower
    client.send({ type: 'subscribed', topic, epoch, offset, resumed: true })
    follower.told = offset
    for (const event of missed) client.sendFrame(eventFrame(state, event))
    return undefined
  }

  const answer = async (some: readonly Asking[]): Promise<void> => {
    const askedAt = performance.now()
    const proofs = await topics.prove(some.map(({ follow }) => follow))
    const fresh: Follower[] = []
    for (const [at, asking] of some.entries()) {
      const { client, wanted } = asking
      const proof = proofs[at] ?? 'no'
      if (proof === 'yes') {
        const follower = letIn(asking, askedAt)
        if (follower) fresh.push(follower)
        continue
      }
      if (!followers.isWaiting(asking)) continue
      followers.forget(asking)
      if (proof === 'ended') client.close(closeCodes.sessionEnded)
      else client.send({ type: 'refused', topic: wanted.topic, code: 'not_allowed' })
    }
    await catchingUp.resync(fresh)
  }

  const answerAll = async (): Promise<void> => {
    let failures = 0
    while (waiting.length > 0 && !isStopped) {
      const some = waiting.slice(0, mostAtOnce)
      waiting = waiting.slice(mostAtOnce)
      try {
        await answer(some)
        failures = 0
      } catch (error) {
        log.warn({ err: error }, 'subscriptions not answered')
        failures += 1
        if (failures < mostFailures) waiting = [...some, ...waiting]
        else for (const { client } of some) client.close(closeCodes.goingAway)
        await sleep(patienceMilliseconds)
      }
    }
    isAnswering = false
  }

  return {
    add: (asking: Asking): void => {
      waiting.push(asking)
      if (isAnswering) return
      isAnswering = true
      setTimeout(() => void answerAll(), gatherMilliseconds)
    },
    stop: (): void => {
      isStopped = true
    },
  }
}
