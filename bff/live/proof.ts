import type { PersonId } from '#shared/ids.ts'
import type { LiveData } from '#shared/live/live.contract.ts'
import type { HeardChange } from '../platform/live-bus.ts'

/** `ended`: the session itself; `no`: this topic is not, or no longer, his to follow. */
export type Proof = 'yes' | 'no' | 'ended'

export interface Follow {
  readonly accountId: string
  readonly sessionId: string
  /** Whose session it was when the socket opened. */
  readonly personId: PersonId
  readonly topic: string
}

/** Topics whose followers are proven together, not one by one at each event. */
export interface ProvenTopics {
  readonly owns: (topic: string) => boolean
  /** One question for all, answered in their order, as of the moment it is asked. */
  readonly prove: (follows: readonly Follow[]) => Promise<readonly Proof[]>
  /** The newest values of topics that have any, as their events would carry them. */
  readonly latest: (topics: readonly string[]) => Promise<ReadonlyMap<string, LiveData>>
  /** Whoever cannot keep up gets the newest value of each name instead of every event. */
  readonly keepsNewest: (topic: string) => boolean
  /** Topics whose followers must be proven at once because of this change. */
  readonly shaken: (change: HeardChange) => readonly string[]
}

export interface ProofTimes {
  /** Between two proofs of everybody. */
  readonly everyMilliseconds: number
  /** What was proven longer ago than this is not sent. */
  readonly goodForMilliseconds: number
}

/** Withdrawing consent must end the stream within 5 s (issue 4), even when a proof fails. */
export const proofTimes: ProofTimes = { everyMilliseconds: 2000, goodForMilliseconds: 5000 }
