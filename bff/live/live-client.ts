import type { AccountId, PersonId } from '#shared/ids.ts'
import type { ServerMessage } from '#shared/live/live.contract.ts'

/** One client, as the hub needs it; the socket behind it is live.routes' business. */
export interface LiveClient {
  readonly accountId: AccountId
  readonly sessionId: string
  /** Whose session it was when the ticket was used. */
  readonly personId: PersonId
  readonly send: (message: ServerMessage) => void
  /** Sends a frame that is shared with other clients. */
  readonly sendFrame: (frame: Buffer) => void
  readonly close: (code: number) => void
  /** Bytes accepted but not yet taken by the network. */
  readonly bufferedBytes: () => number
}
