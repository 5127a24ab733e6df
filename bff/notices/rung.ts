import type { Transaction } from '#db/database.ts'
import type { PersonId } from '#shared/ids.ts'
import type { SendResult } from '../platform/send-result.ts'
import type { Attempt } from './attempts.store.ts'
import type { NoticeRow } from './notices.store.ts'

/** The ways by which one person can be reached, as the accounts feature knows them. */
export interface Ways {
  /** He can open the app at all. */
  readonly hasAccount: boolean
  readonly openId: string | null
  readonly wecomUserId: string | null
  /** 11 digits; null for none or a landline. */
  readonly mobile: string | null
}

/** What the ladder needs of the accounts feature; people who are gone are missing. */
export interface WaysOf {
  readonly waysOf: (
    tx: Transaction,
    personIds: readonly PersonId[],
  ) => Promise<ReadonlyMap<PersonId, Ways>>
}

/** How a try ended, or that it has to be made `again`; `why` is then kept beside `sending`. */
export type Outcome =
  | {
      readonly state: 'sent' | 'unknown' | 'refused' | 'failed'
      readonly why: string | null
      readonly providerId?: string
    }
  | { readonly again: true; readonly why: string | null; readonly because: string }

export type Prepared =
  | {
      readonly do: 'send'
      readonly send: () => Promise<SendResult>
      readonly outcome: (tx: Transaction, result: SendResult) => Promise<Outcome>
    }
  | { readonly do: 'end'; readonly state: 'not_needed' | 'unknown'; readonly why: string }
  /** Somebody may be sending it at this moment. */
  | { readonly do: 'wait'; readonly seconds: number }

/** One way up from the notice in the app. */
export interface RungDriver {
  /** Why it can never be used for this person; undefined: it may be. */
  readonly whyNot: (ways: Ways) => string | undefined
  /** In the transaction that locks the notice, before anything is sent. */
  readonly prepare: (
    tx: Transaction,
    notice: NoticeRow,
    ways: Ways,
    before: Attempt | undefined,
  ) => Promise<Prepared>
  /** The notice was read before a try that had begun came to an end. */
  readonly abandon?: (tx: Transaction, notice: NoticeRow, before: Attempt) => Promise<void>
}

/** In `why` while a message is being sent: the last try certainly sent nothing. */
export const certainlyNotSent = 'busy'

/** What most rungs make of an answer. */
export const usualOutcome = (result: SendResult, afterLost: Outcome): Outcome => {
  if (result.ok) return { state: 'sent', why: null, providerId: result.id }
  const { code, why } = result
  if (code === 'refused') return { state: 'refused', why }
  if (code === 'misconfigured') return { state: 'failed', why }
  return code === 'busy' ? { again: true, why: certainlyNotSent, because: why } : afterLost
}
