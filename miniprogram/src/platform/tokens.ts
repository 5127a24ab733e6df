import type { Static } from '@sinclair/typebox'
import type { SessionTokens } from '#shared/accounts/accounts.contract.ts'
import { isRecord } from './failure.ts'
import { readStored, removeStored, writeStored } from './storage.ts'

export type Tokens = Static<typeof SessionTokens>

const key = 'tokens'
let held: Tokens | null = null
const endListeners = new Set<() => void>()

const parse = (stored: unknown): Tokens | null => {
  if (!isRecord(stored)) return null
  const { accessToken, accessExpiresAt, refreshToken } = stored
  if (typeof accessToken !== 'string' || typeof accessExpiresAt !== 'string') return null
  if (typeof refreshToken !== 'string') return null
  return { accessToken, accessExpiresAt, refreshToken }
}

/** The tokens in memory; null before `loadTokens` or when nobody is signed in. */
export const heldTokens = (): Tokens | null => held

/** Reads them again from the device: another browser tab may have renewed them. */
export const loadTokens = async (): Promise<Tokens | null> => {
  held = parse(await readStored(key))
  return held
}

export const keepTokens = async (tokens: Tokens): Promise<void> => {
  held = tokens
  await writeStored(key, tokens)
}

export const dropTokens = async (): Promise<void> => {
  held = null
  await removeStored(key)
}

/** The server ended the session; whoever shows a person must stop showing him. */
export const onSessionEnd = (listener: () => void): (() => void) => {
  endListeners.add(listener)
  return () => {
    endListeners.delete(listener)
  }
}

export const endSession = async (): Promise<void> => {
  await dropTokens()
  for (const listener of endListeners) listener()
}
