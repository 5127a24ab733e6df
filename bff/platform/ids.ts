import { createHash, randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import type { Clock } from './clock.ts'

export interface Ids {
  /** A UUIDv7 of this moment: new rows land at the end of an index. */
  readonly next: () => string
  /** 256 random bits, base64url: for refresh tokens and tickets. */
  readonly secret: () => string
}

export const randomIds = (clock: Clock): Ids => ({
  next: () => v7({ msecs: clock.now().getTime() }),
  secret: () => randomBytes(32).toString('base64url'),
})

/** What is stored of a secret, so that a leaked table opens nothing. */
export const hashSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url')
