import { timingSafeEqual } from 'node:crypto'
import { hashSecret } from '../platform/ids.ts'

/** What is stored of a device's password. */
export interface StoredCredentials {
  readonly hash: string | null
  readonly formerHash: string | null
  readonly formerUntil: Date | null
}

const isHashOf = (hash: string, kept: string | null): boolean =>
  kept !== null &&
  kept.length === hash.length &&
  timingSafeEqual(Buffer.from(kept), Buffer.from(hash))

/**
 * Whether a password opens. Passwords are 256 random bits, so one hash is enough: a slow one would
 * only let thousands of devices that come back at once wait.
 */
export const opens = (
  { hash, formerHash, formerUntil }: StoredCredentials,
  passwordHash: string,
  now: Date,
): boolean =>
  isHashOf(passwordHash, hash) ||
  (formerUntil !== null && now < formerUntil && isHashOf(passwordHash, formerHash))

export const hashOfPassword = (password: string): string => hashSecret(password)
