import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import type { Me, SignedIn } from '#shared/accounts/accounts.contract.ts'
import {
  readMe,
  signInAsDemoPerson,
  signInWithWechat,
  signOut as signOutContract,
} from '#shared/accounts/accounts.contract.ts'
import { call } from './api.ts'
import { onAppVisible, onConnection } from './connection.ts'
import type { Failure } from './failure.ts'
import { asFailure, known } from './failure.ts'
import { dropAllDrafts } from './storage.ts'
import { endSession, keepTokens, loadTokens, onSessionEnd } from './tokens.ts'

/** `unknown`: tokens are there, but the server could not be asked yet; `problem` says why. */
export type Session =
  | { readonly status: 'starting' }
  | { readonly status: 'out' }
  | { readonly status: 'unknown'; readonly problem: Failure }
  | { readonly status: 'in'; readonly me: Me }

const listeners = new Set<(session: Session) => void>()
let session: Session = { status: 'starting' }

const set = (next: Session): void => {
  session = next
  for (const listener of listeners) listener(next)
}

onSessionEnd(() => set({ status: 'out' }))

export const currentSession = (): Session => session

export const onSession = (listener: (session: Session) => void): (() => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Who is signed in, kept up to date. */
export const useSession = (): Session => {
  const [current, setCurrent] = useState(session)
  useEffect(() => {
    setCurrent(session)
    return onSession(setCurrent)
  }, [])
  return current
}

/**
 * Takes up the session of last time; call once at the start, and again to retry after `unknown`. In
 * WeChat a person without one is signed in by his WeChat account, silently.
 */
export const startSession = async (): Promise<void> => {
  if ((await loadTokens()) !== null) return reloadMe()
  set({ status: 'out' })
  if (process.env.TARO_ENV === 'h5') return
  try {
    await signInByWechat()
  } catch {
    // Stays signed out; the page "me" offers the button and says what went wrong.
  }
}

/** Asks again by itself once there is a chance of an answer; call once at the start. */
export const watchSession = (): void => {
  const askAgain = () => {
    if (session.status === 'unknown') reloadMe()
  }
  onConnection((online) => online && askAgain())
  onAppVisible(askAgain)
}

/** Reads who I am again, e.g. after a post was given. Never throws: the session says how it went. */
export const reloadMe = async (): Promise<void> => {
  try {
    set({ status: 'in', me: await call(readMe, {}) })
  } catch (thrown) {
    const problem = asFailure(thrown)
    const ended = problem.code === 'not_signed_in' || problem.code === 'refresh_token_invalid'
    if (ended) set({ status: 'out' })
    // Who is known stays known: a moment without network must not take the page away.
    else if (session.status !== 'in') set({ status: 'unknown', problem })
  }
}

/** After an endpoint answered a changed `Me`. */
export const adoptMe = (me: Me): void => set({ status: 'in', me })

const enter = async ({ tokens, me }: SignedIn): Promise<Me> => {
  await keepTokens(tokens)
  set({ status: 'in', me })
  return me
}

/** WeChat only. Throws a `Failure`. */
export const signInByWechat = async (): Promise<Me> => {
  const code = await wechatCode()
  return enter(await call(signInWithWechat, { body: { code } }))
}

const wechatCode = async (): Promise<string> => {
  try {
    return (await Taro.login()).code
  } catch {
    throw known('wechat_busy')
  }
}

/** Becomes one of the demo people (`listDemoPeople`). Throws a `Failure`. */
export const signInAsDemo = async (key: string): Promise<Me> =>
  enter(await call(signInAsDemoPerson, { body: { key } }))

/** Ends the session here at once, also when the server cannot be told. Drafts go too. */
export const signOut = async (): Promise<void> => {
  try {
    await call(signOutContract, {})
  } catch {
    // The refresh token expires by itself; the person asked to be out now.
  }
  await dropAllDrafts()
  await endSession()
}
